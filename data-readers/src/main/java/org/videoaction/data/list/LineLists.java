package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lists with a video a line and no header, or one that only names the columns. */
final class LineLists {

    private static final Set<String> HEADER = Set.of("path", "paths", "video", "videos", "video_path", "video_name",
        "videoid",
        "video_id", "file", "file_name", "filename", "file_path", "filepath", "name", "clip", "id", "label", "labels",
        "label_id", "label_index", "class", "classes", "class_id", "class_name", "classname", "category", "target", "action",
        "num_frames", "frames", "total_frames");

    private LineLists() {
    }

    static List<DatasetList.Entry> pathAndLabel(ListSource source) throws IOException {
        List<TextFile.Line> lines = withoutHeader(source);
        Separator separator = source.separator(lines);
        return source.entries(lines, line -> {
            List<String> fields = fields(separator, line);
            if (fields.size() != 2) {
                throw new IllegalArgumentException("\"" + line.text() + "\" is not a path and a label"
                    + (fields.size() == 1 ? "; for a list without labels choose the format of paths alone" : ""));
            }
            return List.of(DatasetList.Entry.of(line.number(), fields.get(0), List.of(fields.get(1))));
        });
    }

    static List<DatasetList.Entry> paths(ListSource source) throws IOException {
        return source.entries(withoutHeader(source), line -> {
            List<String> fields = TextFile.separated(line.text(), '\0');
            if (fields == null) {
                throw new IllegalArgumentException("a quote is not closed");
            }
            return List.of(DatasetList.Entry.unlabelled(line.number(), fields.get(0)));
        });
    }

    static List<DatasetList.Entry> videos(ListSource source) throws IOException {
        List<TextFile.Line> lines = withoutHeader(source);
        Separator separator = source.separator(lines);
        return source.entries(lines, line -> {
            List<String> fields = fields(separator, line);
            List<String> labels = separator == Separator.BLANK && fields.size() > 1
                ? Arrays.asList(fields.get(1).split(TextFile.BLANKS)) : fields.subList(1, fields.size());
            if (labels.isEmpty() || labels.get(0).isEmpty()) {
                throw new IllegalArgumentException("\"" + line.text() + "\" is not a path and labels");
            }
            return List.of(DatasetList.Entry.of(line.number(), fields.get(0), labels));
        });
    }

    static List<DatasetList.Entry> frameFolders(ListSource source) throws IOException {
        return source.entries(withoutHeader(source), line -> {
            List<String> words = words(line, 3, "a folder, the number of its frames and labels");
            List<String> labels = words.subList(2, words.size());
            return List.of(new DatasetList.Entry(line.number(), words.get(0), labels.get(0), labels, null,
                count(words.get(1)), null));
        });
    }

    /** An id that may be followed by a semicolon and the name of a class. */
    static List<DatasetList.Entry> idAndName(ListSource source) throws IOException {
        return source.entries(source.lines(), line -> {
            List<String> fields = fields(Separator.SEMICOLON, line);
            if (fields.size() > 2) {
                throw new IllegalArgumentException("\"" + line.text() + "\" is not a video's number and a class");
            }
            String path = source.videos().fileOrFrames(fields.get(0), "");
            return List.of(fields.size() == 1 || fields.get(1).isEmpty() ? DatasetList.Entry.unlabelled(line.number(), path)
                : DatasetList.Entry.of(line.number(), path, List.of(fields.get(1))));
        });
    }

    /** Behind the class there is how many people saw it in the video and how many did not. */
    static List<DatasetList.Entry> momentsInTime(ListSource source) throws IOException {
        return source.entries(source.lines(), line -> {
            List<String> fields = fields(Separator.COMMA, line);
            if (fields.size() != 4 || !fields.get(2).matches("\\d+") || !fields.get(3).matches("\\d+")
                || fields.get(1).isEmpty()) {
                throw new IllegalArgumentException(
                    "\"" + line.text() + "\" is not a video, a class and two numbers of votes");
            }
            return List.of(DatasetList.Entry.of(line.number(), fields.get(0), List.of(fields.get(1))));
        });
    }

    static List<DatasetList.Entry> partsOfFrameFolders(ListSource source) throws IOException {
        return source.entries(withoutHeader(source), line -> {
            List<String> words = words(line, 4,
                "a folder, the frames before the video's, the number of its frames and labels");
            List<String> labels = words.subList(3, words.size());
            return List.of(new DatasetList.Entry(line.number(), words.get(0), labels.get(0), labels, null,
                count(words.get(2)), count(words.get(1)), null));
        });
    }

    static List<DatasetList.Entry> kineticsIndexed(ListSource source) throws IOException {
        return source.entries(withoutHeader(source), line -> {
            List<String> fields = fields(Separator.COMMA, line);
            if (fields.size() != 3) {
                throw new IllegalArgumentException("\"" + line.text() + "\" is not a video, its frames and its label");
            }
            return List.of(new DatasetList.Entry(line.number(), VideoNames.mp4(fields.get(0)), fields.get(2),
                List.of(fields.get(2)), null, count(fields.get(1)), null));
        });
    }

    /** A number behind the path says what the folder says already. */
    static List<DatasetList.Entry> ucf101(ListSource source) throws IOException {
        return source.entries(source.lines(), line -> {
            String path = fields(Separator.BLANK, line).get(0);
            Path folder = Path.of(path).getParent();
            if (folder == null) {
                throw new IllegalArgumentException("\"" + path + "\" does not lie in a folder named by its class");
            }
            return List.of(DatasetList.Entry.of(line.number(), path, List.of(folder.getFileName().toString())));
        });
    }

    /** The lines behind the one that only names the columns, if there is one. */
    private static List<TextFile.Line> withoutHeader(ListSource source) throws IOException {
        List<TextFile.Line> lines = source.lines();
        String first = lines.get(0).text();
        boolean header = lines.size() > 1
            && Arrays.stream(first.split("(?:[,;]|" + TextFile.BLANKS + ")+"))
                .allMatch(word -> HEADER.contains(word.toLowerCase(Locale.ROOT)));
        if (header) {
            source.remarks().add("Line " + lines.get(0).number() + ", \"" + first + "\", is taken as the names of columns.");
        }
        return header ? lines.subList(1, lines.size()) : lines;
    }

    private static List<String> fields(Separator separator, TextFile.Line line) {
        List<String> fields = separator.fields(line.text());
        if (fields == null) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        return fields;
    }

    private static List<String> words(TextFile.Line line, int least, String meant) {
        List<String> words = List.of(line.text().split("\\s+"));
        if (words.size() < least) {
            throw new IllegalArgumentException("\"" + line.text() + "\" is not " + meant);
        }
        return words;
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a number of frames", e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not a number of frames");
    }
}
