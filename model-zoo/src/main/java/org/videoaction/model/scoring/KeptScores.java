package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoContent;

/**
 * Which of the scores that were kept are those of a source's videos. A score belongs to the content of a video, whatever its
 * path, its place in the list and its labels are now. Of a file that was changed since, every byte is compared.
 */
final class KeptScores {

    /** What a list calls a video, or a segment of one. */
    private record Name(String video, String segment) {}

    private final ClipSource source;
    private final Runnable whileReading;
    private final int[] firstClips;
    /** By entries, as they were before anything was scored; not those that cannot be read. */
    private final Map<Integer, VideoContent> contents = new HashMap<>();
    /** Segments of one video share its content. */
    private final Map<VideoContent, String> wholes = new HashMap<>();
    private final SortedMap<Integer, KeptScore> found = new TreeMap<>();
    private final List<KeptScore> ofVersion1 = new ArrayList<>();
    private final Set<Name> before = new HashSet<>();
    private final Set<Name> doubted = new HashSet<>();
    private Reuse reuse;

    private KeptScores(ClipSource source, Runnable whileReading) throws IOException {
        this.source = source;
        this.whileReading = whileReading;
        this.firstClips = IntStream.range(0, source.size())
            .filter(clip -> clip == 0 || source.entry(clip) != source.entry(clip - 1)).toArray();
        for (int entry = 0; entry < firstClips.length; entry++) {
            whileReading.run();
            Optional<VideoContent> content = content(entry);
            if (content.isPresent()) {
                contents.put(entry, content.get());
            }
        }
    }

    /**
     * Looks for the scores of a source.
     *
     * @param there what was kept, in its order
     * @param version1 the file that version 1.0.0 wrote before it scored anything, where it kept scores of the same list by the
     *     same recipe
     * @param whileReading called again and again; what it throws ends the reading
     */
    static KeptScores of(ClipSource source, List<KeptScore> there, Optional<Path> version1, Runnable whileReading)
        throws IOException {
        KeptScores scores = new KeptScores(source, whileReading);
        List<KeptScore> known = new ArrayList<>(there);
        known.removeIf(score -> score.entry() != null);
        if (version1.isPresent()) {
            for (KeptScore score : there) {
                scores.take(score, version1.get());
            }
            known.addAll(scores.ofVersion1);
        } else {
            scores.doubt(there.stream().filter(score -> score.entry() != null).map(score -> score.score().video())
                .collect(Collectors.toSet()));
        }
        scores.find(known);
        return scores;
    }

    /** Version 1.0.0 kept numbers of a list, which is the same one, and nothing of the videos' content. */
    private void take(KeptScore score, Path version1) throws IOException {
        if (score.entry() == null || score.entry() >= firstClips.length) {
            return;
        }
        VideoContent content = contents.get(score.entry());
        if (content != null && content.isOlderThan(version1)) {
            ofVersion1.add(new KeptScore(null, segment(score.entry()), content, whole(score.entry()), score.score(),
                score.clips()));
        } else {
            before.add(name(score.entry()));
            doubted.add(name(score.entry()));
        }
    }

    /** Of another list, or by another recipe, version 1.0.0 kept nothing that can be taken. */
    private void doubt(Set<String> videos) {
        Set<String> wanted = IntStream.of(firstClips).mapToObj(source::video).collect(Collectors.toSet());
        videos.stream().filter(video -> !wanted.contains(video)).forEach(video -> before.add(new Name(video, "")));
        for (int entry = 0; entry < firstClips.length; entry++) {
            if (videos.contains(name(entry).video())) {
                before.add(name(entry));
                doubted.add(name(entry));
            }
        }
    }

    private void find(List<KeptScore> known) throws IOException {
        Map<List<Object>, List<KeptScore>> alike = new HashMap<>();
        for (KeptScore score : known) {
            alike.computeIfAbsent(looks(score.segment(), score.content()), looks -> new ArrayList<>()).add(score);
            before.add(new Name(score.score().video(), score.segment()));
        }
        Set<Name> gone = new HashSet<>(before);
        for (int entry = 0; entry < firstClips.length; entry++) {
            gone.remove(name(entry));
            VideoContent content = contents.get(entry);
            for (KeptScore score : content == null ? List.<KeptScore>of()
                : alike.getOrDefault(looks(segment(entry), content), List.of())) {
                if (score.content().changed() == content.changed() || score.whole().equals(whole(entry))) {
                    gone.remove(new Name(score.score().video(), score.segment()));
                    found.put(entry, score.named(source.video(firstClips[entry]), labels(entry)));
                }
            }
        }
        reuse = new Reuse(found.size(), 0, 0, 0, gone.size());
    }

    private static List<Object> looks(String segment, VideoContent content) {
        return List.of(segment, content.size(), content.parts());
    }

    private Name name(int entry) {
        return new Name(source.video(firstClips[entry]), segment(entry));
    }

    private String segment(int entry) {
        return source.segment(firstClips[entry]);
    }

    private List<String> labels(int entry) {
        return source.labels(firstClips[entry]).stream().map(source.spec().classes()::name).toList();
    }

    /** Nothing where it cannot be read: the scoring says why. */
    private Optional<VideoContent> content(int entry) {
        try {
            return Optional.of(source.content(firstClips[entry]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String whole(int entry) throws IOException {
        VideoContent content = contents.get(entry);
        if (!wholes.containsKey(content)) {
            wholes.put(content, source.wholeContent(firstClips[entry], whileReading));
        }
        return wholes.get(content);
    }

    /** The scores of the source's videos, by their entries. */
    SortedMap<Integer, KeptScore> found() {
        return found;
    }

    /** Those of version 1.0.0 that were taken, with the content that they are of. */
    List<KeptScore> ofVersion1() {
        return ofVersion1;
    }

    /**
     * Counts a video that was scored.
     *
     * @return what to keep of it; nothing where it was changed in between
     */
    Optional<KeptScore> scored(int entry, VideoScore score, List<ClipScore> clips) throws IOException {
        reuse = doubted.contains(name(entry)) ? reuse.withDoubtful()
            : before.contains(name(entry)) ? reuse.withReplaced() : reuse.withAdded();
        if (!contents.containsKey(entry)) {
            return Optional.empty();
        }
        try {
            String whole = whole(entry);
            return content(entry).filter(contents.get(entry)::equals)
                .map(content -> new KeptScore(null, segment(entry), content, whole, score, clips));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What became of what was kept; {@link Reuse#NONE} where there was nothing. */
    Reuse reuse() {
        return before.isEmpty() ? Reuse.NONE : reuse;
    }
}
