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
import java.util.function.Function;
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
    private static final Pattern CLASS = Pattern.compile("name:\\s*\"([^\"]*)\"\\s*(?:label_id|id):\\s*(\\d{1,6})");
    private static final Pattern CLASS_LINE = Pattern.compile("(?m)^\\s*(\\d{1,6}):\\s*(\\S.*?)\\s*$");
    private static final int NOBODY = -1;
    /** The containers in which AVA's videos are shared, others last. */
    private static final List<String> EXTENSIONS = List.of("mp4", "mkv", "webm", "avi", "mov");
    /** PySlowFast's ava_helper, sec_to_frame. */
    private static final int FIRST_SECOND = 900;
    private static final int FRAMES_PER_SECOND = 30;

    private AvaLists() {
    }

    /** A moment of a video, as its list writes it down. */
    public record Moment(String video, double seconds) {}

    /**
     * The annotated boxes, without those at excluded times, in the file's order. Lines that differ in the action alone
     * are one box.
     *
     * @param classes names by action number, or null to name each action by its number
     */
    public static List<AvaBox> boxes(Path file, Set<Moment> excluded, Map<Integer, String> classes)
        throws IOException {
        return read(file, excluded, classes, text -> box(text, text.get(7).isEmpty() ? NOBODY
            : (int) number(text.get(7), "a person's number"), 1));
    }

    /**
     * The proposed boxes that a detector is at least so sure of; as {@link #boxes} otherwise. MMAction2's pickles of arrays
     * are read too.
     */
    public static List<AvaBox> proposals(Path file, Set<Moment> excluded, Map<Integer, String> classes,
        double leastScore) throws IOException {
        List<AvaBox> boxes = AvaProposals.isPickle(file) ? AvaProposals.read(file, excluded)
            : read(file, excluded, classes, text -> box(text, NOBODY, number(text.get(7), "a score")));
        return boxes.stream().filter(box -> box.score() >= leastScore).toList();
    }

    private static List<AvaBox> read(Path file, Set<Moment> excluded, Map<Integer, String> classes,
        Function<List<String>, AvaBox> reader) throws IOException {
        Map<AvaBox, List<String>> actions = new LinkedHashMap<>();
        readLines(file, text -> {
            List<String> fields = fields(text, BOX_FIELDS);
            AvaBox box = reader.apply(fields);
            String action = action(fields.get(6), classes);
            if (!excluded.contains(new Moment(box.video(), box.seconds()))) {
                List<String> known = actions.computeIfAbsent(box, unlabeled -> new ArrayList<>());
                if (action != null) {
                    known.add(action);
                }
            }
        });
        return actions.entrySet().stream().map(entry -> entry.getKey().doing(entry.getValue())).toList();
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

    /**
     * The file of a video that lists name without its extension.
     *
     * @return a folder of frames of that name or {@code video.mp4} where the folder has no such file
     */
    static Path video(Path folder, String video) {
        for (String extension : EXTENSIONS) {
            Path file = folder.resolve(video + "." + extension);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        Path frames = folder.resolve(video);
        return Files.isDirectory(frames) ? frames : folder.resolve(video + "." + EXTENSIONS.get(0));
    }

    /**
     * The frame of a time in a list of frames, which AVA's start at second 900, 30 a second.
     *
     * @return null where the list has no such frame
     */
    static Path frameAt(List<Path> frames, double seconds) {
        long frame = Math.round((seconds - FIRST_SECOND) * FRAMES_PER_SECOND);
        return frame < 0 || frame >= frames.size() ? null : frames.get((int) frame);
    }

    /**
     * The names by action number of a {@code .pbtxt} file, or of a text file with lines like {@code 12: stand}, as
     * MMAction2 has it.
     */
    public static Map<Integer, String> classes(Path file) throws IOException {
        Map<Integer, String> names = new TreeMap<>();
        String text = TextFile.content(file);
        Matcher entry = CLASS.matcher(text);
        while (entry.find()) {
            names.put(Integer.valueOf(entry.group(2)), entry.group(1));
        }
        if (names.isEmpty()) {
            CLASS_LINE.matcher(text).results()
                .forEach(line -> names.put(Integer.valueOf(line.group(1)), line.group(2)));
        }
        if (names.isEmpty()) {
            throw new IOException("The class file " + file + " has no entry with a name and a label_id, and no line like "
                + "\"12: stand\".");
        }
        return names;
    }

    static AvaBox box(List<String> fields, int person, double score) {
        double[] corners = new double[4];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = number(fields.get(2 + i), "the edge of a box");
        }
        if (corners[0] < 0 || corners[1] < 0 || corners[2] > 1 || corners[3] > 1 || corners[0] >= corners[2]
            || corners[1] >= corners[3]) {
            throw new IllegalArgumentException("the box " + String.join(", ", fields.subList(2, 6))
                + " has no area within the frame, whose edges are 0 and 1");
        }
        // an illegal one is said with its line
        Path.of(fields.get(0));
        return new AvaBox(fields.get(0), number(fields.get(1), "a time in seconds"), corners[0], corners[1], corners[2],
            corners[3], List.of(), person, score);
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
        List<String> fields = TextFile.separated(text, ',');
        if (fields == null || fields.size() != count) {
            throw new IllegalArgumentException("\"" + text + "\" has not " + count + " fields");
        }
        return fields;
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
