package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HMDB51's lists: a file for each class and split, all in one folder. */
final class HmdbLists {

    private static final Pattern NAME = Pattern.compile("(.+)_test_split(\\d+)\\.txt");

    private HmdbLists() {
    }

    /** The videos of all classes, read from one class's file and from those beside it of the same split. */
    static List<DatasetList.Entry> read(ListSource source) throws IOException {
        Matcher chosen = name(source.path());
        if (!chosen.matches()) {
            throw new IOException(
                "The file " + source.path() + " is not called CLASS_test_split1.txt, as HMDB51's lists are. "
                    + "Choose the file of one class; those beside it are read too.");
        }
        List<DatasetList.Entry> entries = new ArrayList<>();
        int unused = 0;
        for (Path file : siblings(source.path())) {
            Matcher name = name(file);
            if (name.matches() && name.group(2).equals(chosen.group(2))) {
                List<DatasetList.Entry> all = read(source.at(file), name.group(1));
                List<DatasetList.Entry> used = all.stream().filter(entry -> entry.split() != null).toList();
                unused += all.size() - used.size();
                entries.addAll(used);
            }
        }
        if (unused > 0) {
            source.remarks().add("Rows with the mark 0, which this split does not use, are passed over: " + unused + ".");
        }
        return entries;
    }

    private static Matcher name(Path file) {
        return NAME.matcher(file.getFileName().toString());
    }

    private static List<Path> siblings(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
            return files.sorted().toList();
        }
    }

    private static List<DatasetList.Entry> read(ListSource source, String label) throws IOException {
        List<TextFile.Line> lines = new ArrayList<>();
        // names such as #20_Rhythm_clap_u_nm_np1_fr_goo_0.avi are no comments
        TextFile.forEach(source.path(), lines::add);
        return source.entries(lines, line -> {
            List<String> fields = Separator.BLANK.fields(line.text());
            if (fields == null || fields.size() != 2) {
                throw new IllegalArgumentException("\"" + line.text() + "\" is not a video and its mark");
            }
            String split = switch (fields.get(1)) {
                case "0" -> null;
                case "1" -> "train";
                case "2" -> "test";
                default -> throw new IllegalArgumentException("the mark " + fields.get(1)
                    + " is none of 0, 1 (training) and 2 (test)");
            };
            return List
                .of(new DatasetList.Entry(line.number(), source.videos().file(List.of(label, ""), fields.get(0), ".avi"),
                    label, List.of(label), null, 0, split));
        });
    }
}
