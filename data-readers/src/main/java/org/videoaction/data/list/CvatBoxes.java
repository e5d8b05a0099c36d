package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.videoaction.data.list.CvatFile.Mark;
import org.videoaction.data.list.CvatFile.Track;

/** Makes boxes in shares of frames, at times, of tracks in pixels, at numbers of frames; between two marks as CVAT does. */
final class CvatBoxes {

    private static final int MOST_BOXES = 2_000_000;
    /** What CVAT writes where nothing was chosen. */
    private static final String UNDEFINED = "__undefined__";

    private final BoxSource source;
    private final Problems problems;
    private final List<Map<String, String>> tasks;
    private final NamedActions names;
    private final BoxCollector boxes = new BoxCollector();
    private final FrameClock clock;
    private final TreeSet<String> attributes = new TreeSet<>();
    private int placed;

    CvatBoxes(BoxSource source, Problems problems, List<Map<String, String>> tasks) throws IOException {
        this.source = source;
        clock = new FrameClock(source);
        this.problems = problems;
        this.tasks = tasks;
        names = NamedActions.of(source.classFile());
    }

    /** The boxes of all tracks in the order of their times. */
    List<ListedBox> of(List<Track> tracks) throws IOException {
        for (Track track : tracks) {
            add(track);
        }
        problems.throwIfAny();
        if (!source.attribute().isEmpty() && !attributes.contains(source.attribute())) {
            throw new IOException("The file " + source.list() + " has no attribute " + source.attribute() + " of boxes; "
                + (attributes.isEmpty() ? "they have none." : "there are " + String.join(", ", attributes) + "."));
        }
        boxes.remark(source.remarks());
        names.remark(source.list(), source.remarks());
        return boxes.boxes().stream().sorted(Comparator.comparing(AvaBox::video).thenComparingDouble(AvaBox::seconds))
            .map(box -> new ListedBox(box, file(box.video()), box.seconds(), null)).toList();
    }

    private void add(Track track) throws IOException {
        Map<String, String> facts = facts(track);
        String video = video(facts);
        double width = size(facts, "width");
        double height = size(facts, "height");
        int step = step(facts);
        int from = -1;
        Mark last = null;
        for (Map.Entry<Integer, Mark> entry : track.marks().entrySet()) {
            Mark mark = entry.getValue();
            if (last != null && !last.outside()) {
                for (int frame = from + step; frame < entry.getKey(); frame += step) {
                    double share = (double) (frame - from) / (entry.getKey() - from);
                    place(track, last, video, frame, between(last.edges(), mark.edges(), share), width, height);
                }
            }
            if (!mark.outside()) {
                place(track, mark, video, entry.getKey(), mark.edges(), width, height);
            }
            from = entry.getKey();
            last = mark;
        }
    }

    private void place(Track track, Mark mark, String video, int frame, double[] edges, double width, double height)
        throws IOException {
        if (++placed > MOST_BOXES) {
            throw new IOException("The file " + source.list() + " has more than " + MOST_BOXES + " boxes.");
        }
        double[] shares = {edges[0] / width, edges[1] / height, edges[2] / width, edges[3] / height};
        double seconds = clock.seconds(file(video), frame);
        try {
            AvaBox box = boxes.box(video, seconds, shares, track.person(), 1);
            String action = action(track, mark);
            boxes.add(box, action == null ? null : names.of(action));
        } catch (IllegalArgumentException e) {
            problems.add(mark.line(), "frame " + frame + ": " + e.getMessage());
        }
    }

    private String action(Track track, Mark mark) {
        attributes.addAll(mark.attributes().keySet());
        String attribute = !source.attribute().isEmpty() ? source.attribute()
            : mark.attributes().isEmpty() ? null : mark.attributes().keySet().iterator().next();
        String action = attribute == null ? track.label() : mark.attributes().getOrDefault(attribute, "");
        return switch (action) {
            case "", UNDEFINED, "false" -> null;
            case "true" -> attribute;
            default -> action;
        };
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] edges = new double[from.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = from[i] + share * (to[i] - from[i]);
        }
        return edges;
    }

    private Path file(String video) {
        return AvaLists.video(source.folder(), video);
    }

    /** What the file says of the task that a track belongs to, the only one or the one of its id. */
    private Map<String, String> facts(Track track) {
        Map<String, String> facts = new HashMap<>();
        List<Map<String, String>> named = tasks.stream()
            .filter(task -> track.task() == null || !task.containsKey("id") || track.task().equals(task.get("id"))).toList();
        named.forEach(facts::putAll);
        return facts;
    }

    private String video(Map<String, String> facts) throws IOException {
        String video = facts.getOrDefault("source", facts.getOrDefault("name", ""));
        try {
            // CVAT on Windows or in the cloud may write a path where the name is meant
            Path name = Path.of(video.replace('\\', '/')).getFileName();
            if (name != null && !name.toString().isEmpty()) {
                return name.toString();
            }
        } catch (InvalidPathException e) {
            throw new IOException(
                "The file " + source.list() + " names the video \"" + video + "\", which is no file's name.",
                e);
        }
        throw new IOException("The file " + source.list() + " does not say in <source> which video it is of.");
    }

    private double size(Map<String, String> facts, String side) throws IOException {
        try {
            double pixels = AvaLists.decimal(facts.getOrDefault(side, ""), "a size");
            if (pixels > 0) {
                return pixels;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(
                "The file " + source.list() + " does not give the " + side + " of frames in <original_size>.",
                e);
        }
        throw new IOException("The file " + source.list() + " gives no " + side + " of frames in <original_size>.");
    }

    /** Every how many frames the task has one: {@code step=5}. */
    private static int step(Map<String, String> facts) {
        String filter = facts.getOrDefault("frame_filter", "").replaceAll("\\s", "");
        return filter.matches("step=[1-9]\\d{0,5}") ? Integer.parseInt(filter.substring("step=".length())) : 1;
    }
}
