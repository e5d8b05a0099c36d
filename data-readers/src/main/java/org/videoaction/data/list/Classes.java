package org.videoaction.data.list;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The classes that a list, a clip table, a model or a table of scores tells apart. A class is its name; its index is its place among the others. */
public final class Classes {

    /** No classes. */
    public static final Classes NONE = new Classes(List.of());

    private static final Pattern SIDE = Pattern.compile("[Ll]eft|[Rr]ight");

    private final List<String> names;
    private final Map<String, Integer> indices = new HashMap<>();

    /** @param names by index; of two of one name the first is found by it */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Classes(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            indices.putIfAbsent(names.get(i), i);
        }
    }

    /** Classes of these names, by index. */
    public static Classes of(String... names) {
        return new Classes(List.of(names));
    }

    /** Classes of these names in the order of the alphabet, each once. */
    public static Classes sorted(Stream<String> names) {
        return new Classes(names.distinct().sorted().toList());
    }

    /** Classes that nobody named: "0", "1", and so on. */
    public static Classes numbered(int count) {
        return new Classes(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /** By index; this is what they are in JSON. */
    @JsonValue
    public List<String> names() {
        return names;
    }

    /** How many they are. */
    public int size() {
        return names.size();
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** The name of a class. */
    public String name(int index) {
        return names.get(index);
    }

    /** The first class that has the name of another with left and right exchanged, as in pictures that are mirrored. */
    public Optional<String> mirrored() {
        return names.stream().filter(name -> {
            String exchanged = SIDE.matcher(name).replaceAll(side -> opposite(side.group()));
            return !exchanged.equals(name) && contains(exchanged);
        }).findFirst();
    }

    private static String opposite(String side) {
        return switch (side) {
            case "left" -> "right";
            case "Left" -> "Right";
            case "right" -> "left";
            default -> "Left";
        };
    }

    /** The index of a class, -1 where there is none of that name. */
    public int index(String name) {
        return indices.getOrDefault(name, -1);
    }

    /** Whether there is a class of that name. */
    public boolean contains(String name) {
        return indices.containsKey(name);
    }

    /**
     * The indices of classes, in their order.
     *
     * @throws IllegalArgumentException when there is none of a name
     */
    public List<Integer> indices(Collection<String> of) {
        return of.stream().map(this::known).toList();
    }

    private int known(String name) {
        if (!contains(name)) {
            throw new IllegalArgumentException("There is no class " + name + " among the " + size() + " classes.");
        }
        return index(name);
    }

    /** For each class whether it is among these, given by their indices. */
    public boolean[] holding(Collection<Integer> shown) {
        boolean[] holding = new boolean[size()];
        shown.forEach(index -> holding[index] = true);
        return holding;
    }

    /** Where each of these classes is among others, -1 where it is not. */
    public int[] places(Classes others) {
        return equals(others) ? IntStream.range(0, size()).toArray() : names.stream().mapToInt(others::index).toArray();
    }

    /** Whether nobody named them. */
    public boolean isNumbered() {
        return equals(numbered(size()));
    }

    /** The same names, in whatever order. */
    public boolean sameNames(Classes other) {
        return indices.keySet().equals(other.indices.keySet()) && size() == other.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Classes classes && names.equals(classes.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
