package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.videoaction.data.FilePath;
import org.videoaction.data.PackedList;

/**
 * A list that is being read, and what has to be said about it.
 *
 * @param path a file or a folder
 * @param videos what the list's paths are relative to
 * @param separator what stands between the fields of its lines, or null to find out
 * @param remarks what a person should know of how it was read
 */
record ListSource(Path path, VideoPlaces videos, Separator separator, List<String> remarks) {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

    ListSource(Path path, VideoPlaces videos, Separator separator) {
        this(path, videos, separator, new ArrayList<>());
    }

    /** Another file of the same list. */
    ListSource at(Path file) {
        return new ListSource(file, videos, separator, remarks);
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
        return entries(lines, TextFile.Line::number, reader);
    }

    /** As before, of things that are no lines. @param number the place of each in the file, counted from 1 */
    <T> List<DatasetList.Entry> entries(List<T> things, ToIntFunction<T> number,
        Function<T, List<DatasetList.Entry>> reader) throws ListException {
        Problems problems = new Problems(path);
        List<DatasetList.Entry> entries = new PackedList<>(DatasetList.Entry.FORM);
        for (T thing : things) {
            try {
                for (DatasetList.Entry entry : reader.apply(thing)) {
                    checkPath(entry.path());
                    entries.add(entry);
                }
            } catch (IllegalArgumentException e) {
                problems.add(number.applyAsInt(thing), e.getMessage());
            }
        }
        problems.throwIfAny();
        return entries;
    }

    static void checkPath(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("there is no path");
        }
        if (path.startsWith("\"") || path.endsWith("\"")) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (ADDRESS.matcher(path).lookingAt()) {
            throw new IllegalArgumentException(path + " is an address; save the video to a file and list that");
        }
        try {
            Path.of(path);
        } catch (InvalidPathException e) {
            if (FilePath.needsLanguage(e)) {
                // the video alone cannot be used
                return;
            }
            throw new IllegalArgumentException("\"" + path + "\" is not a path", e);
        }
    }
}
