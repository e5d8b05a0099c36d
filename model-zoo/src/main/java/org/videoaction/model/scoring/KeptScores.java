package org.videoaction.model.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.videoaction.data.HashIndex;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoContent;

/**
 * Which of the scores that a file keeps are those of a source's videos, which are looked for one by one. A score belongs to the
 * content of a video, whatever its path, its place in the list and its labels are now. Of a file that was changed since, every
 * byte is compared. In memory are hashes alone, some hundred bytes a score.
 */
final class KeptScores {

    /** What {@link #find} gives where nothing was kept. */
    static final long NONE = -1;

    private static final long UNSEEN = 0;
    private static final long SEEN = 1;
    private static final int REMEMBERED = 1024;

    private final ClipSource source;
    private final Lines lines;
    private final int[] firstClips;
    /** Places in the file by content that was not changed, by all of the content, and {@link #NONE} by how both look. */
    private final HashIndex places = new HashIndex();
    /** By names: whether the source has such a video. */
    private final HashIndex before = new HashIndex();
    /** The same of what version 1.0.0 kept of another list, by paths. */
    private final HashIndex beforeInOtherList = new HashIndex();
    private final HashIndex doubted = new HashIndex();
    /** By entries that are being scored, as they were before; not those that cannot be read. */
    private final Map<Integer, VideoContent> contents = new HashMap<>();
    /** Segments of one video share its content. */
    private final Map<VideoContent, String> wholes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VideoContent, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    /** Where in the file those begin that this run wrote. */
    private long firstNew = Long.MAX_VALUE;
    private Reuse reuse = Reuse.NONE;

    /** Reads what was kept at a place of the file. */
    @FunctionalInterface
    interface Lines {
        KeptScore at(long place) throws IOException;
    }

    KeptScores(ClipSource source, Lines lines) {
        this.source = source;
        this.lines = lines;
        this.firstClips = IntStream.range(0, source.size())
            .filter(clip -> clip == 0 || source.entry(clip) != source.entry(clip - 1)).toArray();
    }

    /** Takes in a score that the file had before; a later one takes the place of an earlier one. */
    void add(KeptScore score, long place) {
        before.put(name(score.score().video(), score.segment()), UNSEEN);
        index(score, place);
    }

    /** Takes in a score that this run wrote: the source may have the same content once more. */
    void addNew(KeptScore score, long place) {
        firstNew = Math.min(firstNew, place);
        index(score, place);
    }

    private void index(KeptScore score, long place) {
        places.put(unchanged(score.segment(), score.content()), place);
        places.put(whole(score.segment(), score.content(), score.whole()), place);
        places.put(looks(score.segment(), score.content()), NONE);
    }

    /**
     * Version 1.0.0 kept numbers of a list, which is the same one, and nothing of the videos' content.
     *
     * @param version1 the file that it wrote before it scored anything
     * @param whileReading called again and again; what it throws ends the reading
     * @return the score with the content that it is of; nothing where the video may be another one now
     */
    Optional<KeptScore> ofVersion1(KeptScore score, Path version1, Runnable whileReading) throws IOException {
        if (score.entry() >= firstClips.length) {
            return Optional.empty();
        }
        int entry = score.entry();
        Optional<VideoContent> content = content(entry);
        if (content.isPresent() && content.get().isOlderThan(version1)) {
            return Optional.of(
                new KeptScore(null, segment(entry), content.get(), whole(entry, content.get(), whileReading), score.score(),
                    score.clips()));
        }
        before.put(name(entry), UNSEEN);
        doubted.put(name(entry), 0);
        return Optional.empty();
    }

    /** Of another list, or by another recipe, version 1.0.0 kept nothing that can be taken. */
    void doubt(KeptScore score) {
        beforeInOtherList.put(HashIndex.key(score.score().video()), UNSEEN);
    }

    /**
     * Looks for the score of the next entry.
     *
     * @param whileReading called again and again; what it throws ends the reading
     * @return its place in the file, or {@link #NONE}
     */
    long find(int entry, Runnable whileReading) throws IOException {
        whileReading.run();
        see(before, name(entry));
        see(beforeInOtherList, HashIndex.key(video(entry)));
        Optional<VideoContent> content = content(entry);
        if (content.isEmpty()) {
            return NONE;
        }
        long place = find(entry, content.get(), whileReading);
        if (place == NONE) {
            contents.put(entry, content.get());
        }
        return place;
    }

    private long find(int entry, VideoContent content, Runnable whileReading) throws IOException {
        String segment = segment(entry);
        if (!places.contains(looks(segment, content))) {
            return NONE;
        }
        long place = places.get(unchanged(segment, content), NONE);
        if (place == NONE) {
            place = places.get(whole(segment, content, whole(entry, content, whileReading)), NONE);
        }
        if (place == NONE) {
            return NONE;
        }
        KeptScore kept = lines.at(place);
        VideoContent then = kept.content();
        // two contents may have one hash
        if (!kept.segment().equals(segment) || then.size() != content.size() || !then.parts().equals(content.parts())
            || then.changed() != content.changed() && !kept.whole().equals(whole(entry, content, whileReading))) {
            return NONE;
        }
        see(before, name(kept.score().video(), kept.segment()));
        if (place < firstNew) {
            reuse = reuse.withKept();
        } else {
            countNew(entry);
        }
        return place;
    }

    /** The score at a place that {@link #find} gave, under the name and with the labels that the list has now. */
    KeptScore kept(int entry, long place) throws IOException {
        return lines.at(place).named(video(entry), labels(entry));
    }

    private static void see(HashIndex names, long name) {
        if (names.contains(name)) {
            names.put(name, SEEN);
        }
    }

    private static long looks(String segment, VideoContent content) {
        return HashIndex.key(List.of("looks", segment, String.valueOf(content.size()), content.parts()));
    }

    private static long unchanged(String segment, VideoContent content) {
        return HashIndex.key(List.of("unchanged", segment, String.valueOf(content.size()), content.parts(),
            String.valueOf(content.changed())));
    }

    private static long whole(String segment, VideoContent content, String whole) {
        return HashIndex.key(List.of("whole", segment, String.valueOf(content.size()), content.parts(), whole));
    }

    private static long name(String video, String segment) {
        return HashIndex.key(List.of(video, segment));
    }

    private long name(int entry) {
        return name(video(entry), segment(entry));
    }

    private String video(int entry) {
        return source.video(firstClips[entry]);
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

    private String whole(int entry, VideoContent content, Runnable whileReading) throws IOException {
        if (!wholes.containsKey(content)) {
            wholes.put(content, source.wholeContent(firstClips[entry], whileReading));
        }
        return wholes.get(content);
    }

    /**
     * Counts a video that was scored.
     *
     * @param whileReading called again and again; what it throws ends the reading
     * @return what to keep of it; nothing where it was changed in between
     */
    Optional<KeptScore> scored(int entry, VideoScore score, List<ClipScore> clips, Runnable whileReading) {
        countNew(entry);
        VideoContent then = contents.remove(entry);
        if (then == null) {
            return Optional.empty();
        }
        try {
            String whole = whole(entry, then, whileReading);
            return content(entry).filter(then::equals)
                .map(content -> new KeptScore(null, segment(entry), content, whole, score, clips));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void countNew(int entry) {
        reuse = doubted.contains(name(entry)) || beforeInOtherList.contains(HashIndex.key(video(entry)))
            ? reuse.withDoubtful() : before.contains(name(entry)) ? reuse.withReplaced() : reuse.withAdded();
    }

    /** A video that was looked for cannot be scored. */
    void broken(int entry) {
        contents.remove(entry);
    }

    /** What became of what was kept once all videos were looked for; {@link Reuse#NONE} where there was nothing. */
    Reuse reuse() {
        return before.size() + beforeInOtherList.size() == 0 ? Reuse.NONE
            : reuse.leavingOut(before.count(UNSEEN) + beforeInOtherList.count(UNSEEN));
    }
}
