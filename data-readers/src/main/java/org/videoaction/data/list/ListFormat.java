package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.videoaction.data.list.ListedVideo.Field;
import org.videoaction.data.sampling.Span;

/** How a dataset lists its videos. */
public enum ListFormat {

    /** {@code path label}: the label is the last word, so paths may hold spaces. */
    PATH_LABEL(Field.LABEL) {
        @Override
        DatasetList.Entry entry(int line, String text) {
            int gap = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
            if (gap < 0) {
                throw new IllegalArgumentException("\"" + text + "\" is not a path and a label");
            }
            return DatasetList.Entry.of(line, text.substring(0, gap).strip(), List.of(text.substring(gap + 1)));
        }
    },
    /** MMAction2's video list, {@code path label label ...}: one or more labels. */
    VIDEOS(Field.LABEL, Field.LABELS) {
        @Override
        DatasetList.Entry entry(int line, String text) {
            List<String> words = words(text, 2, "a path and labels");
            return DatasetList.Entry.of(line, words.get(0), words.subList(1, words.size()));
        }
    },
    /** MMAction2's frame list, {@code folder frames label label ...}. */
    RAW_FRAMES(Field.LABEL, Field.LABELS, Field.FRAMES) {
        @Override
        DatasetList.Entry entry(int line, String text) {
            List<String> words = words(text, 3, "a folder, the number of its frames and labels");
            List<String> labels = words.subList(2, words.size());
            return new DatasetList.Entry(line, words.get(0), labels.get(0), labels, null, count(words.get(1)), null);
        }
    },
    /** {@code video_id, num_frames, label_index}, as lists of the Kinetics validation videos are shared. */
    KINETICS_INDEXED(Field.LABEL, Field.FRAMES) {
        @Override
        DatasetList.Entry entry(int line, String text) {
            List<String> fields = fields(text);
            if (fields.size() != 3) {
                throw new IllegalArgumentException("\"" + text + "\" is not a video, its frames and its label");
            }
            return fields.equals(List.of("video_id", "num_frames", "label_index")) ? null
                : new DatasetList.Entry(line, mp4(fields.get(0)), fields.get(2), List.of(fields.get(2)), null,
                    count(fields.get(1)), null);
        }
    },
    /**
     * Kinetics' own files, with a header: label, youtube_id, time_start, time_end, split; test files have no label. The
     * videos were cut to their times and are called ID_START_END.mp4 with six digits for each time.
     */
    KINETICS(Field.LABEL, Field.SPLIT) {
        @Override
        List<DatasetList.Entry> entries(Path list) throws IOException {
            return kinetics(list,
                (id, span) -> String.format(Locale.ROOT, "%s_%06d_%06d.mp4", id, (long) span.start(), (long) span.end()),
                false);
        }
    },
    /** As {@link #KINETICS}, with videos that were not cut, called ID.mp4: the times are the segment to use. */
    KINETICS_UNCUT(Field.LABEL, Field.SPAN, Field.SPLIT) {
        @Override
        List<DatasetList.Entry> entries(Path list) throws IOException {
            return kinetics(list, (id, span) -> mp4(id), true);
        }
    },
    /** Charades' files, with a header: an entry for each action of a video, with its time. */
    CHARADES(Field.LABEL, Field.LABELS, Field.SPAN) {
        @Override
        List<DatasetList.Entry> entries(Path list) throws IOException {
            return table(list, Set.of("id", "actions"), row -> {
                String path = mp4(row.text("id"));
                List<String[]> actions = Arrays.stream(row.text("actions").split(";")).map(String::strip)
                    .filter(action -> !action.isEmpty()).map(action -> action.split("\\s+")).toList();
                List<String> labels = actions.stream().map(action -> action[0]).distinct().toList();
                if (actions.isEmpty()) {
                    return List.of(new DatasetList.Entry(row.line(), path, null, labels, null, 0, null));
                }
                List<DatasetList.Entry> entries = new ArrayList<>();
                for (String[] action : actions) {
                    if (action.length != 3) {
                        throw new IllegalArgumentException("\"" + String.join(" ", action)
                            + "\" is not a class, its start and its end");
                    }
                    entries.add(new DatasetList.Entry(row.line(), path, action[0], labels,
                        span(seconds(action[1]), seconds(action[2])), 0, null));
                }
                return entries;
            });
        }

        @Override
        ClassNames classes(Path file) throws IOException {
            return ClassNames.readCoded(file);
        }
    },
    /** A folder that holds a folder of videos for each class; files that are no videos by their names are passed over. */
    FOLDERS(Field.LABEL) {
        @Override
        List<DatasetList.Entry> entries(Path folder) throws IOException {
            List<DatasetList.Entry> entries = new ArrayList<>();
            for (Path label : sorted(folder.toAbsolutePath(), Files::isDirectory)) {
                for (Path video : sorted(label, ListFormat::looksLikeAVideo)) {
                    entries.add(DatasetList.Entry.of(0, video.toString(), List.of(label.getFileName().toString())));
                }
            }
            if (entries.isEmpty()) {
                throw new IOException("The folder " + folder + " has no folder with videos.");
            }
            return entries;
        }
    },
    /** The videos of one folder, without labels; files that are no videos by their names are passed over. */
    FOLDER {
        @Override
        List<DatasetList.Entry> entries(Path folder) throws IOException {
            List<DatasetList.Entry> entries = new ArrayList<>();
            for (Path video : sorted(folder.toAbsolutePath(), ListFormat::looksLikeAVideo)) {
                entries.add(new DatasetList.Entry(0, video.toString(), null, List.of(), null, 0, null));
            }
            if (entries.isEmpty()) {
                throw new IOException("The folder " + folder + " has no videos.");
            }
            return entries;
        }
    };

    private static final Set<String> EXTENSIONS = Set.of("3gp", "avi", "flv", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg",
        "ogv", "ts", "webm", "wmv");

    private final Set<Field> fields;

    ListFormat(Field... fields) {
        this.fields = Set.of(fields);
    }

    /** Whether its lists have such a field. */
    public boolean has(Field field) {
        return fields.contains(field);
    }

    /** What the list says, line by line. */
    List<DatasetList.Entry> entries(Path list) throws IOException {
        Problems problems = new Problems(list);
        List<DatasetList.Entry> entries = new ArrayList<>();
        for (TextFile.Line line : TextFile.lines(list)) {
            try {
                DatasetList.Entry entry = entry(line.number(), line.text());
                if (entry != null) {
                    entries.add(checkedPath(entry));
                }
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        }
        problems.throwIfAny();
        return entries;
    }

    /**
     * Reads a line of a list without header.
     *
     * @return null for a line that only names the columns
     * @throws IllegalArgumentException when the line is wrong; the message says why
     */
    DatasetList.Entry entry(int line, String text) {
        throw new UnsupportedOperationException(name());
    }

    /** The classes as files of this dataset name them. */
    ClassNames classes(Path file) throws IOException {
        return ClassNames.read(file);
    }

    private static List<DatasetList.Entry> kinetics(Path list, BiFunction<String, Span, String> name, boolean uncut)
        throws IOException {
        return table(list, Set.of("youtube_id", "time_start", "time_end"), row -> {
            Span span = span(seconds(row.text("time_start")), seconds(row.text("time_end")));
            List<String> labels = row.text("label").isEmpty() ? List.of() : List.of(row.text("label"));
            return List.of(new DatasetList.Entry(row.line(), name.apply(row.text("youtube_id"), span),
                labels.isEmpty() ? null : labels.get(0), labels, uncut ? span : null, 0,
                row.text("split").isEmpty() ? null : row.text("split")));
        });
    }

    /** A line of a table by the names of its header. */
    private record Row(int line, Map<String, Integer> columns, List<String> fields) {

        /** A field, empty where the table has no such column. */
        String text(String column) {
            Integer index = columns.get(column);
            return index == null || index >= fields.size() ? "" : fields.get(index);
        }
    }

    private static List<DatasetList.Entry> table(Path list, Set<String> needed,
        Function<Row, List<DatasetList.Entry>> reader) throws IOException {
        List<TextFile.Line> lines = TextFile.lines(list);
        List<String> header = fields(lines.get(0).text());
        if (!header.containsAll(needed)) {
            throw new IOException("The list " + list + " has the columns " + String.join(", ", header)
                + "; it needs " + String.join(", ", needed.stream().sorted().toList()) + ".");
        }
        Map<String, Integer> columns = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            columns.put(header.get(c), c);
        }
        Problems problems = new Problems(list);
        List<DatasetList.Entry> entries = new ArrayList<>();
        for (TextFile.Line line : lines.subList(1, lines.size())) {
            try {
                List<String> fields = fields(line.text());
                if (fields.size() < needed.size()) {
                    throw new IllegalArgumentException("\"" + line.text() + "\" has " + fields.size() + " of "
                        + header.size() + " columns");
                }
                for (DatasetList.Entry entry : reader.apply(new Row(line.number(), columns, fields))) {
                    entries.add(checkedPath(entry));
                }
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        }
        problems.throwIfAny();
        return entries;
    }

    private static DatasetList.Entry checkedPath(DatasetList.Entry entry) {
        if (entry.path().isEmpty()) {
            throw new IllegalArgumentException("there is no path");
        }
        try {
            Path.of(entry.path());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + entry.path() + "\" is not a path", e);
        }
        return entry;
    }

    private static List<String> words(String text, int least, String meant) {
        List<String> words = List.of(text.split("\\s+"));
        if (words.size() < least) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + meant);
        }
        return words;
    }

    private static List<String> fields(String text) {
        List<String> fields = TextFile.commaSeparated(text);
        if (fields == null) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        return fields;
    }

    private static int count(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number of frames", e);
        }
    }

    private static double seconds(String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && !Double.isInfinite(seconds)) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a time in seconds", e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a time in seconds");
    }

    private static Span span(double start, double end) {
        if (end < start) {
            throw new IllegalArgumentException("it ends at " + end + " s, before it starts at " + start + " s");
        }
        return new Span(start, end);
    }

    private static String mp4(String id) {
        return id.isEmpty() || looksLikeAVideo(Path.of(id)) ? id : id + ".mp4";
    }

    private static boolean looksLikeAVideo(Path file) {
        String name = file.getFileName().toString();
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static List<Path> sorted(Path folder, Predicate<Path> wanted) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("The folder " + folder + " does not exist.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(wanted).sorted().toList();
        }
    }
}
