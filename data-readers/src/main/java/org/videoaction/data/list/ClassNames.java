package org.videoaction.data.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The classes of a dataset by index, and what lists call them: an index, a name or a code. */
public final class ClassNames {

    private static final int MAX_INDEX_DIGITS = 6;

    private final List<String> names;
    private final Map<String, String> byLabel = new HashMap<>();

    private ClassNames(List<String> names, List<String> codes) {
        this.names = names;
        for (int i = 0; i < names.size(); i++) {
            byLabel.put(names.get(i), names.get(i));
            byLabel.put(codes.get(i), names.get(i));
        }
    }

    /** Reads a file with a class name a line, or, where its name ends in .json, an object of indices by names. */
    public static ClassNames read(Path file) throws IOException {
        List<String> names = file.toString().endsWith(".json") ? jsonNames(file)
            : TextFile.lines(file).stream().map(TextFile.Line::text).toList();
        return checked(file, names, names);
    }

    /** Reads a file with a code, a space and a class name a line. */
    static ClassNames readCoded(Path file) throws IOException {
        List<String> codes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (TextFile.Line line : TextFile.lines(file)) {
            String[] parts = line.text().split("\\s+", 2);
            codes.add(parts[0]);
            names.add(parts[parts.length - 1]);
        }
        return checked(file, names, codes);
    }

    private static ClassNames checked(Path file, List<String> names, List<String> codes) throws IOException {
        if (names.stream().distinct().count() < names.size()) {
            throw new IOException("The class file " + file + " names a class twice.");
        }
        return new ClassNames(names, codes);
    }

    /** PySlowFast's file has its names in quotes of their own. */
    private static List<String> jsonNames(Path file) throws IOException {
        Map<String, Integer> indices;
        try {
            indices = new ObjectMapper().readValue(TextFile.content(file), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IOException("The class file " + file + " is not a JSON object of class indices by names.", e);
        }
        if (indices == null || indices.containsValue(null)) {
            throw new IOException("The class file " + file + " has no index for each of its classes.");
        }
        List<String> names = indices.entrySet().stream().sorted(Map.Entry.comparingByValue())
            .map(entry -> entry.getKey().replace("\"", "")).toList();
        if (!new TreeSet<>(indices.values()).equals(new TreeSet<>(IntStream.range(0, names.size()).boxed().toList()))) {
            throw new IOException("The class file " + file + " does not number its classes from 0 on without a gap.");
        }
        return names;
    }

    /** Classes by their names alone. */
    static ClassNames named(List<String> names) {
        return new ClassNames(names, names);
    }

    /** The classes that labels name: index i is called "i", names come in the order of the alphabet. */
    static ClassNames ofLabels(Collection<String> labels) {
        boolean numbered = labels.stream().allMatch(label -> index(label) >= 0);
        List<String> names = new ArrayList<>();
        if (numbered) {
            int largest = labels.stream().mapToInt(ClassNames::index).max().orElse(-1);
            for (int i = 0; i <= largest; i++) {
                names.add(String.valueOf(i));
            }
        } else {
            names.addAll(new TreeSet<>(labels));
        }
        return named(names);
    }

    /** In the order of their indices. */
    public List<String> names() {
        return names;
    }

    /** The name of a label's class, or null where there is no such class. */
    String of(String label) {
        int index = index(label);
        if (index >= 0 && index < names.size()) {
            return names.get(index);
        }
        return byLabel.get(label);
    }

    /** The label as a class index, or -1 where it is none. */
    private static int index(String label) {
        boolean digits = !label.isEmpty() && label.length() <= MAX_INDEX_DIGITS
            && label.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(label) : -1;
    }
}
