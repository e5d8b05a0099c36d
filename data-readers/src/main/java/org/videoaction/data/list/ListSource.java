package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list that is being read, and what has to be said about it.
 *
 * @param path a file or a folder
 * @param separator what stands between the fields of its lines, or null to find out
 * @param remarks what a person should know of how it was read
 */
record ListSource(Path path, Separator separator, List<String> remarks) {

    ListSource(Path path, Separator separator) {
        this(path, separator, new ArrayList<>());
    }

    /** The lines that hold something; comments are counted. */
    List<TextFile.Line> lines() throws IOException {
        return TextFile.lines(path, remarks);
    }

    /**
     * What stands between the fields of lines, blanks where nothing parts all of them.
     *
     * @throws IOException when that is not clear
     */
    Separator separator(List<TextFile.Line> lines) throws IOException {
        if (separator != null) {
            return separator;
        }
        List<Separator> possible = Separator.possible(lines);
        for (TextFile.Line line : lines) {
            List<List<String>> readings = possible.stream().map(one -> one.fields(line.text())).distinct().toList();
            if (readings.size() > 1) {
                throw new IOException("It is not clear what separates paths and labels in " + path + ". Line "
                    + line.number() + " is "
                    + readings.stream().map(fields -> "\"" + String.join("\" and \"", fields) + "\"")
                        .collect(Collectors.joining(" or "))
                    + ". Say which separator it has.");
            }
        }
        return possible.isEmpty() ? Separator.BLANK : possible.get(0);
    }

    /**
     * Reads lines one by one.
     *
     * @param reader gives the line's entries; what it throws as {@code IllegalArgumentException} is wrong with the line
     * @throws ListException that names all wrong lines
     */
    List<DatasetList.Entry> entries(List<TextFile.Line> lines, Function<TextFile.Line, List<DatasetList.Entry>> reader)
        throws ListException {
        Problems problems = new Problems(path);
        List<DatasetList.Entry> entries = new ArrayList<>();
        for (TextFile.Line line : lines) {
            try {
                for (DatasetList.Entry entry : reader.apply(line)) {
                    checkPath(entry.path());
                    entries.add(entry);
                }
            } catch (IllegalArgumentException e) {
                problems.add(line.number(), e.getMessage());
            }
        }
        problems.throwIfAny();
        return entries;
    }

    private static void checkPath(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("there is no path");
        }
        if (path.startsWith("\"") || path.endsWith("\"")) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        try {
            Path.of(path);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + path + "\" is not a path", e);
        }
    }
}
