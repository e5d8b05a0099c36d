package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the labels of one list mean, decided for all of them together. */
final class LabelRule {

    private static final int MAX_INDEX_DIGITS = 6;
    /** How far indices may reach beyond ten times as many as the list has rows; the largest known dataset has 6,849 classes. */
    private static final int SPARE_INDICES = 1000;
    private static final int ROWS_A_CLASS = 10;
    private static final int NAMED = 10;

    private final Classes classes;
    private final Map<String, String> byLabel;
    private final String from;
    private final List<String> remarks = new ArrayList<>();

    private LabelRule(ClassFile file, Map<String, String> byLabel) {
        this(file.classes(), byLabel, file.name().isEmpty() ? "" : " of " + file.name());
    }

    private LabelRule(Classes classes, Map<String, String> byLabel, String from) {
        this.classes = classes;
        this.byLabel = byLabel;
        this.from = from;
    }

    /**
     * @param labels all labels of the list
     * @param rows how many rows it has
     * @param classFile the classes that there are, or null where the list itself says
     * @throws IOException when it is not clear what they mean
     */
    static LabelRule of(Path list, Stream<String> labels, int rows, ClassFile classFile, LabelReading reading)
        throws IOException {
        SortedSet<String> distinct = labels.collect(Collectors.toCollection(TreeSet::new));
        if (classFile == null) {
            return reading == LabelReading.NAMES ? named(distinct)
                : reading == LabelReading.AUTOMATIC && !distinct.stream().allMatch(LabelRule::isIndex) ? mixed(distinct)
                    : counted(list, distinct, rows, first(reading));
        }
        return switch (reading) {
            case NAMES -> new LabelRule(classFile, byName(classFile.classes()));
            case INDICES_FROM_0, INDICES_FROM_1 -> new LabelRule(classFile,
                byIndex(classFile.classes(), first(reading)));
            case AUTOMATIC -> automatic(list, distinct, classFile);
        };
    }

    private static int first(LabelReading reading) {
        return reading == LabelReading.INDICES_FROM_1 ? 1 : 0;
    }

    private static LabelRule named(SortedSet<String> labels) {
        Classes classes = new Classes(List.copyOf(labels));
        return new LabelRule(classes, byName(classes), "");
    }

    /** Names, some of which may be numbers. */
    private static LabelRule mixed(SortedSet<String> labels) {
        LabelRule rule = named(labels);
        if (labels.stream().anyMatch(LabelRule::isIndex)) {
            rule.remarks.add("Labels are taken as names, the numbers among them too: "
                + some(labels.stream().filter(label -> !isIndex(label)).toList()) + " cannot be an index.");
        }
        return rule;
    }

    /** Index i is called "i". */
    private static LabelRule counted(Path list, SortedSet<String> labels, int rows, int first) throws IOException {
        int last = labels.stream().filter(LabelRule::isIndex).mapToInt(Integer::parseInt).max().orElse(first - 1);
        if (last - first >= SPARE_INDICES + (long) ROWS_A_CLASS * rows) {
            throw new IOException(
                "The list " + list + " has the label " + last + " in only " + rows + " rows. As an index it "
                    + "would stand for " + (last - first + 1)
                    + " classes. Where its labels are names, say so (labels are names), "
                    + "or choose a file of classes.");
        }
        Classes classes = new Classes(IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList());
        LabelRule rule = new LabelRule(classes, byIndex(classes, first), "");
        List<String> missing = new ArrayList<>(classes.names());
        labels.stream().filter(LabelRule::isIndex).forEach(label -> missing.remove(String.valueOf(Integer.parseInt(label))));
        if (!missing.isEmpty()) {
            rule.remarks.add("Labels are taken as indices from " + first + " to " + last + "; no row has "
                + some(missing) + ".");
        }
        return rule;
    }

    private static LabelRule automatic(Path list, SortedSet<String> labels, ClassFile file) throws IOException {
        Classes classes = file.classes();
        Map<String, String> byLabel = new HashMap<>(file.numbers());
        byLabel.putAll(byName(classes));
        List<String> known = labels.stream().filter(label -> isIndex(label) && byLabel.containsKey(label)).toList();
        List<String> others = labels.stream().filter(label -> isIndex(label) && !byLabel.containsKey(label)
            && Integer.parseInt(label) < classes.size()).toList();
        if (!known.isEmpty() && !others.isEmpty() && file.numbers().isEmpty()) {
            throw new IOException("It is not clear what the labels of " + list + " are: " + some(known)
                + (known.size() == 1 ? " is a name" : " are names") + " of "
                + (file.name().isEmpty() ? "the classes" : file.name())
                + ", and " + some(others)
                + (others.size() == 1 ? " is none" : " are none") + ". As an index from 0, " + known.get(0)
                + (Integer.parseInt(known.get(0)) < classes.size()
                    ? " would be the class " + classes.name(Integer.parseInt(known.get(0))) : " would be no class")
                + ". Say whether labels are names or indices.");
        }
        if (file.numbers().isEmpty()) {
            byIndex(classes, 0).forEach(byLabel::putIfAbsent);
        }
        return new LabelRule(file, byLabel);
    }

    private static Map<String, String> byName(Classes classes) {
        return classes.names().stream().collect(Collectors.toMap(name -> name, name -> name, (one, two) -> one));
    }

    private static Map<String, String> byIndex(Classes classes, int first) {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            names.put(String.valueOf(i + first), classes.name(i));
        }
        return names;
    }

    private static boolean isIndex(String label) {
        return !label.isEmpty() && label.length() <= MAX_INDEX_DIGITS && label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String some(List<String> labels) {
        return String.join(", ", labels.subList(0, Math.min(NAMED, labels.size())))
            + (labels.size() > NAMED ? " and " + (labels.size() - NAMED) + " more" : "");
    }

    Classes classes() {
        return classes;
    }

    /** What a person should know of how labels were read. */
    List<String> remarks() {
        return remarks;
    }

    /** The name of a label's class, or null where there is no such class. Leading zeros of an index do not count. */
    String of(String label) {
        String name = byLabel.get(label);
        return name == null && isIndex(label) ? byLabel.get(String.valueOf(Integer.parseInt(label))) : name;
    }

    /**
     * The labels that words make, where the names of classes have blanks: from each word on as many as are one class's name,
     * and at least that word.
     */
    List<String> labels(List<String> words) {
        List<String> labels = new ArrayList<>();
        for (int first = 0; first < words.size();) {
            int after = words.size();
            while (after > first + 1 && !classes.contains(String.join(" ", words.subList(first, after)))) {
                after--;
            }
            labels.add(String.join(" ", words.subList(first, after)));
            first = after;
        }
        return labels;
    }

    /** Why a label has no class. */
    String problem(String label) {
        String message = "the label " + label + " is outside the " + classes.size() + " classes" + from;
        return isIndex(label) && Integer.parseInt(label) == classes.size() && !classes.contains("0")
            ? message + "; where labels count from 1, say so (labels are indices from 1)" : message;
    }
}
