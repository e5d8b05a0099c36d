package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of the AVA dataset: boxes ({@code video, seconds, x1, y1, x2, y2, action, person}), proposed boxes
 * ({@code video, seconds, x1, y1, x2, y2, , score}), excluded times ({@code video, seconds}), frame lists and the
 * classes' names. Wrong lines are reported all at once.
 */
public final class AvaLists {

    private static final int FRAME_FIELDS = 5;
    private static final Set<String> HEADER = Set.of("video", "video_id", "videoid", "video_name", "vid", "name", "file",
        "file_name", "filename", "path", "id", "clip", "youtube_id", "original_video_id");
    static final int NOBODY = -1;
    /** The containers in which AVA's videos are shared, others last. */
    private static final List<String> EXTENSIONS = List.of("mp4", "mkv", "webm", "avi", "mov");
    /** PySlowFast's ava_helper, sec_to_frame. */
    private static final int FIRST_SECOND = 900;
    private static final int FRAMES_PER_SECOND = 30;

    private AvaLists() {
    }

    /** A moment of a video, as its list writes it down. */
    public record Moment(String video, double seconds) {

        /** Lists name a video with or without its extension. */
        static Moment of(String video, double seconds) {
            return new Moment(VideoNames.withoutExtension(video), seconds);
        }
    }

    /** The annotated boxes, without those at excluded times, in the file's order. */
    static List<AvaBox> boxes(BoxSource source) throws IOException {
        return read(source, false);
    }

    /**
     * The proposed boxes that a detector is at least so sure of; as {@link #boxes} otherwise. MMAction2's pickles of arrays
     * are read too.
     */
    static List<AvaBox> proposals(BoxSource source) throws IOException {
        return AvaProposals.isPickle(source.list()) ? AvaProposals.read(source) : read(source, true);
    }

    private static List<AvaBox> read(BoxSource source, boolean proposed) throws IOException {
        ActionNames names = ActionNames.of(source.classFile());
        BoxCollector boxes = new BoxCollector();
        int[] empty = new int[1];
        int[] anonymous = new int[1];
        readLines(source.list(), source.remarks(), text -> {
            List<String> fields = fields(text);
            double seconds = number(fields.get(1), "a time in seconds");
            if (fields.stream().skip(2).allMatch(String::isEmpty)) {
                empty[0]++;
                return;
            }
            if (fields.size() == BoxLine.COLUMNS - 1 && !proposed && BoxLine.lacks(fields) == BoxLine.COLUMNS - 1) {
                anonymous[0]++;
                fields.add("");
            }
            BoxLine.check(fields, proposed);
            AvaBox box = boxes.box(fields.get(0), seconds, edges(fields), proposed ? NOBODY : person(fields.get(7)),
                proposed ? score(fields.get(7)) : 1);
            String action = fields.get(6).isEmpty() ? null : names.of(whole(fields.get(6), "the number of an action"));
            if (box.score() >= source.leastScore() && !source.excluded().contains(Moment.of(box.video(), seconds))) {
                boxes.add(box, action);
            }
        });
        if (empty[0] > 0) {
            source.remarks().add("Key frames without persons, which give no row: " + empty[0] + ".");
        }
        if (anonymous[0] > 0) {
            source.remarks().add("Lines without the eighth column, the person: " + anonymous[0] + ".");
        }
        boxes.remark(source.remarks());
        names.remark(source.list(), source.remarks());
        return boxes.boxes();
    }

    /** The times that the dataset's authors took out again. */
    public static Set<Moment> excluded(Path file) throws IOException {
        Set<Moment> moments = new HashSet<>();
        readLines(file, new ArrayList<>(), text -> {
            List<String> fields = fields(text);
            if (fields.size() != 2) {
                throw new IllegalArgumentException("\"" + text + "\" is not a video and a time");
            }
            moments.add(Moment.of(fields.get(0), number(fields.get(1), "a time in seconds")));
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
        readLines(file, new ArrayList<>(), text -> {
            String[] words = text.split("\\s+");
            if (words.length < FRAME_FIELDS - 1) {
                throw new IllegalArgumentException("\"" + text + "\" is not a video, its number, a frame and its path");
            }
            if (!words[0].startsWith("original_vi")) {
                videos.computeIfAbsent(VideoNames.withoutExtension(words[0]), video -> new TreeMap<>())
                    .put((int) number(words[2], "the number of a frame"), root.resolve(words[3]));
            }
        });
        Map<String, List<Path>> frames = new LinkedHashMap<>();
        videos.forEach((video, byNumber) -> frames.put(video, List.copyOf(byNumber.values())));
        return frames;
    }

    /**
     * The file of a video that lists name with or without its extension.
     *
     * @return a folder of frames of that name or {@code video.mp4} where the folder has no such file
     */
    static Path video(Path folder, String video) {
        if (VideoNames.isVideo(video)) {
            return folder.resolve(video).normalize();
        }
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

    private static double[] edges(List<String> fields) {
        double[] edges = new double[4];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = decimal(fields.get(2 + i), "the edge of a box");
        }
        return edges;
    }

    private static int person(String text) {
        return text.isEmpty() || text.equals(String.valueOf(NOBODY)) ? NOBODY
            : whole(text, "a person's number; lists with scores are of proposals");
    }

    private static double score(String text) {
        double score = number(text, "a score");
        if (score > 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not a score, from 0 to 1");
        }
        return score;
    }

    static int whole(String text, String meaning) {
        double number = number(text, meaning);
        if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meaning);
        }
        return (int) number;
    }

    static double number(String text, String meaning) {
        double number = decimal(text, meaning);
        if (number < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meaning);
        }
        return number;
    }

    static double decimal(String text, String meaning) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meaning, e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not " + meaning);
    }

    private static List<String> fields(String text) {
        List<String> fields = TextFile.separated(text, ',');
        if (fields == null) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (fields.size() < 2 || fields.get(0).isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" does not name a video and a time");
        }
        return fields;
    }

    private static void readLines(Path file, List<String> remarks, Consumer<String> reader) throws IOException {
        Problems problems = new Problems(file);
        List<TextFile.Line> lines = TextFile.lines(file, remarks);
        if (isHeader(lines)) {
            remarks.add("Line " + lines.get(0).number() + ", \"" + lines.get(0).text()
                + "\", is taken as the names of columns.");
            lines = lines.subList(1, lines.size());
        }
        for (TextFile.Line line : lines) {
            try {
                reader.accept(line.text());
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        }
        problems.throwIfAny();
    }

    private static boolean isHeader(List<TextFile.Line> lines) {
        List<String> names = TextFile.separated(lines.get(0).text(), ',');
        return lines.size() > 1 && names != null && HEADER.contains(names.get(0).toLowerCase(Locale.ROOT))
            && names.stream().skip(1).noneMatch(name -> !name.isEmpty() && Character.isDigit(name.charAt(0)));
    }
}
