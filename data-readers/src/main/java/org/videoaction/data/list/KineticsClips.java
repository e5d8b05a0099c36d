package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.videoaction.data.video.Seconds;

/**
 * The part of AVA-Kinetics that is Kinetics': AVA's lines, whose times count from the start of the video on YouTube, while the
 * clips were cut out of it and are called ID_START_END.mp4, with six digits for each second. Whole videos are called ID.mp4.
 */
final class KineticsClips {

    private static final Pattern CUT = Pattern.compile("(.+)_(\\d{6})_(\\d{6})");

    private final Map<String, List<Clip>> clips = new HashMap<>();
    private final Map<String, Path> videos;

    private KineticsClips(Map<String, Path> videos) {
        this.videos = videos;
        videos.forEach((name, file) -> {
            Matcher cut = CUT.matcher(name);
            if (cut.matches()) {
                clips.computeIfAbsent(cut.group(1), id -> new ArrayList<>())
                    .add(new Clip(file, Integer.parseInt(cut.group(2)), Integer.parseInt(cut.group(3))));
            }
        });
    }

    /** A part of a video, in seconds of the whole one. */
    private record Clip(Path file, int start, int end) {

        /** How far a time is from the nearer end, negative outside. */
        double depth(double seconds) {
            return Math.min(seconds - start, end - seconds);
        }
    }

    /** The boxes of the clips that are there. Of several clips that show a moment the one counts that shows most around it. */
    static List<ListedBox> boxes(BoxSource source) throws IOException {
        KineticsClips clips = new KineticsClips(VideoFolder.of(source.folder()).byName());
        List<ListedBox> listed = new ArrayList<>();
        List<AvaBox> missing = new ArrayList<>();
        for (AvaBox box : AvaLists.boxes(source)) {
            ListedBox found = clips.find(box);
            if (found == null) {
                missing.add(box);
            } else {
                listed.add(found);
            }
        }
        if (!missing.isEmpty()) {
            String what = missing.size() + " boxes of " + missing.stream().map(AvaBox::video).distinct().count()
                + " videos, the first is that of " + missing.get(0).video() + " at " + missing.get(0).seconds() + " s";
            if (listed.isEmpty()) {
                throw new IOException("The folder " + source.folder() + " has none of the clips of " + source.list() + ": "
                    + what + ". They are called ID_START_END.mp4, with six digits for each second, or ID.mp4.");
            }
            source.remarks().add("Left out, because the clips are not in " + source.folder() + ": " + what + ".");
        }
        return listed;
    }

    /** A box in the clip that shows it, or null. */
    private ListedBox find(AvaBox box) {
        String name = VideoNames.withoutExtension(box.video());
        Matcher cut = CUT.matcher(name);
        List<Clip> possible = clips.getOrDefault(cut.matches() ? cut.group(1) : name, List.of()).stream()
            .filter(clip -> clip.depth(box.seconds()) >= 0)
            .filter(clip -> !cut.matches() || clip.file().equals(videos.get(name)))
            .toList();
        if (!possible.isEmpty()) {
            Clip best = possible.stream().max(Comparator.<Clip>comparingDouble(clip -> clip.depth(box.seconds()))
                .thenComparing(Clip::file, Comparator.reverseOrder())).orElseThrow();
            return new ListedBox(box, best.file(), Seconds.rounded(box.seconds() - best.start()), null);
        }
        Path whole = cut.matches() ? null : videos.get(name);
        return whole == null ? null : new ListedBox(box, whole, box.seconds(), null);
    }
}
