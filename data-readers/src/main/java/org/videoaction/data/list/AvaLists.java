package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the AVA dataset: boxes ({@code video, seconds, x1, y1, x2, y2, action, person}), proposed boxes
 * ({@code video, seconds, x1, y1, x2, y2, , score}), excluded times ({@code video, seconds}), frame lists and the
 * classes' names. Wrong lines are reported all at once.
 */
public final class AvaLists {

    private static final int BOX_FIELDS = 8;
    private static final int FRAME_FIELDS = 5;
    private static final Pattern CLASS = Pattern.compile("name:\\s*\"([^\"]*)\"\\s*(?:label_id|id):\\s*(\\d+)");

    private AvaLists() {
    }

    /** A moment of a video, as its list writes it down. */
    public record Moment(String video, double seconds) {
    }

    /**
     * The annotated boxes, without those at excluded times, in the file's order.
     *
     * @param classes names by action number, or null to name each action by its number
     */
    public static List<AvaBox> boxes(Path file, Set<Moment> excluded, Map<Integer, String> classes)
        throws IOException {
        List<AvaBox> boxes = new ArrayList<>();
        read(file, fields -> {
            AvaBox box = box(fields, action(fields.get(6), classes),
                fields.get(7).isEmpty() ? -1 : (int) number(fields.get(7), "a person's number"), 1);
            if (!excluded.contains(new Moment(box.video(), box.seconds()))) {
                boxes.add(box);
            }
        });
        return boxes;
    }

    /** The proposed boxes that a detector is at least so sure of. */
    public static List<AvaBox> proposals(Path file, double leastScore) throws IOException {
        List<AvaBox> boxes = new ArrayList<>();
        read(file, fields -> {
            AvaBox box = box(fields, null, -1, number(fields.get(7), "a score"));
            if (box.score() >= leastScore) {
                boxes.add(box);
            }
        });
        return boxes;
    }

    /** The times that the dataset's authors took out again. */
    public static Set<Moment> excluded(Path file) throws IOException {
        Set<Moment> moments = new HashSet<>();
        readLines(file, text -> {
            List<String> fields = fields(text, 2);
            moments.add(new Moment(fields.get(0), number(fields.get(1), "a time in seconds")));
        });
        return moments;
    }

    /**
     * The frames of each video in their order, from a list with the columns {@code original_vido_id video_id frame_id
     * path labels}, as PySlowFast has it.
     *
     * @param root what the paths are relative to
     */
    public static Map<String, List<Path>> frames(Path file, Path root) throws IOException {
        Map<String, TreeMap<Integer, Path>> videos = new LinkedHashMap<>();
        readLines(file, text -> {
            String[] words = text.split("\\s+");
            if (words.length < FRAME_FIELDS - 1) {
                throw new IllegalArgumentException("\"" + text + "\" is not a video, its number, a frame and its path");
            }
            if (!words[0].startsWith("original_vi")) {
                videos.computeIfAbsent(words[0], video -> new TreeMap<>())
                    .put((int) number(words[2], "the number of a frame"), root.resolve(words[3]));
            }
        });
        Map<String, List<Path>> frames = new LinkedHashMap<>();
        videos.forEach((video, byNumber) -> frames.put(video, List.copyOf(byNumber.values())));
        return frames;
    }

    /** The names by action number of a {@code .pbtxt} file. */
    public static Map<Integer, String> classes(Path file) throws IOException {
        Map<Integer, String> names = new TreeMap<>();
        Matcher entry = CLASS.matcher(Files.readString(file));
        while (entry.find()) {
            names.put(Integer.valueOf(entry.group(2)), entry.group(1));
        }
        if (names.isEmpty()) {
            throw new IOException("The class file " + file + " has no entry with a name and a label_id.");
        }
        return names;
    }

    private static AvaBox box(List<String> fields, String label, int person, double score) {
        double[] corners = new double[4];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = number(fields.get(2 + i), "the edge of a box");
        }
        if (corners[0] < 0 || corners[1] < 0 || corners[2] > 1 || corners[3] > 1 || corners[0] >= corners[2]
            || corners[1] >= corners[3]) {
            throw new IllegalArgumentException("the box " + String.join(", ", fields.subList(2, 6))
                + " has no area within the frame, whose edges are 0 and 1");
        }
        return new AvaBox(fields.get(0), number(fields.get(1), "a time in seconds"), corners[0], corners[1], corners[2],
            corners[3], label, person, score);
    }

    private static String action(String text, Map<Integer, String> classes) {
        if (text.isEmpty()) {
            return null;
        }
        int action = (int) number(text, "the number of an action");
        if (classes == null) {
            return String.valueOf(action);
        }
        if (!classes.containsKey(action)) {
            throw new IllegalArgumentException("the action " + action + " is outside the " + classes.size()
                + " classes");
        }
        return classes.get(action);
    }

    private static double number(String text, String meaning) {
        try {
            double number = Double.parseDouble(text);
            if (number >= 0 && !Double.isInfinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meaning, e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not " + meaning);
    }

    private static List<String> fields(String text, int count) {
        List<String> fields = TextFile.commaSeparated(text);
        if (fields == null || fields.size() != count) {
            throw new IllegalArgumentException("\"" + text + "\" has not " + count + " fields");
        }
        return fields;
    }

    private static void read(Path file, Consumer<List<String>> reader) throws IOException {
        readLines(file, text -> reader.accept(fields(text, BOX_FIELDS)));
    }

    private static void readLines(Path file, Consumer<String> reader) throws IOException {
        Problems problems = new Problems(file);
        for (TextFile.Line line : TextFile.lines(file)) {
            try {
                reader.accept(line.text());
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        }
        problems.throwIfAny();
    }
}
