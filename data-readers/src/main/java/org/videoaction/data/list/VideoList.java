package org.videoaction.data.list;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * An annotation list: a line a video, {@code path label}. The path may hold spaces and is relative to the list's own
 * folder; the label is a class index, or a class name without spaces. Empty lines and lines that start with # are
 * passed over.
 *
 * @param classes the class names by index
 */
public record VideoList(List<LabeledVideo> videos, List<String> classes) {

    /**
     * Reads a list whose classes are named by a file with a class name a line, or, where {@code classFile} is null, by
     * the list itself: then index i is called "i", and names come in the order of the alphabet.
     *
     * @throws ListException when lines are wrong
     * @throws IOException when a file cannot be read or the list is empty
     */
    public static VideoList read(Path list, Path classFile) throws IOException {
        List<Line> lines = lines(list);
        List<String> classes = classFile == null ? classesOf(lines) : classNames(classFile);
        List<String> problems = new ArrayList<>();
        List<LabeledVideo> videos = new ArrayList<>();
        for (Line line : lines) {
            String label = className(line.label(), classes);
            if (label == null) {
                problems.add("line " + line.number() + ": the label " + line.label() + " is outside the " + classes.size()
                    + " classes" + (classFile == null ? "" : " of " + classFile.getFileName()));
            } else {
                videos.add(new LabeledVideo(list.toAbsolutePath().resolveSibling(line.path()).normalize(), label));
            }
        }
        if (!problems.isEmpty()) {
            throw new ListException(list, problems);
        }
        return new VideoList(List.copyOf(videos), List.copyOf(classes));
    }

    private record Line(int number, String path, String label) {
    }

    private static List<Line> lines(Path list) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> texts = text(list);
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int gap = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'));
            if (gap < 0) {
                problems.add("line " + (i + 1) + ": \"" + text + "\" is not a path and a label");
            } else {
                lines.add(new Line(i + 1, text.substring(0, gap).strip(), text.substring(gap + 1)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ListException(list, problems);
        }
        if (lines.isEmpty()) {
            throw new IOException("The list " + list + " is empty: it names no video.");
        }
        return lines;
    }

    private static List<String> classNames(Path classFile) throws IOException {
        List<String> names = text(classFile).stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        if (names.isEmpty()) {
            throw new IOException("The class file " + classFile + " is empty: it needs a class name a line.");
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IOException("The class file " + classFile + " names a class twice.");
        }
        return names;
    }

    private static List<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("The file " + file + " does not exist.");
        }
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException("The file " + file + " is not a text file in UTF-8.", e);
        }
    }

    private static List<String> classesOf(List<Line> lines) {
        boolean numbered = lines.stream().allMatch(line -> index(line.label()) >= 0);
        TreeSet<String> names = new TreeSet<>();
        lines.forEach(line -> names.add(line.label()));
        if (!numbered) {
            return List.copyOf(names);
        }
        int largest = lines.stream().mapToInt(line -> index(line.label())).max().orElseThrow();
        List<String> classes = new ArrayList<>();
        for (int i = 0; i <= largest; i++) {
            classes.add(String.valueOf(i));
        }
        return classes;
    }

    private static String className(String label, List<String> classes) {
        int index = index(label);
        if (index >= 0 && index < classes.size()) {
            return classes.get(index);
        }
        return classes.contains(label) ? label : null;
    }

    /** The label as a class index, or -1 where it is none. */
    private static int index(String label) {
        return label.matches("\\d{1,6}") ? Integer.parseInt(label) : -1;
    }
}
