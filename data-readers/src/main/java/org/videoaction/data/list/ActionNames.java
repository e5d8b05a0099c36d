package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of actions by their numbers, which may have gaps: AVA lists 80 actions and is measured on 60. Labels of actions
 * that have no name are passed over and counted.
 */
final class ActionNames {

    private static final Pattern CLASS = Pattern.compile("name:\\s*\"([^\"]*)\"\\s*(?:label_id|id):\\s*(\\d{1,6})");
    private static final Pattern CLASS_LINE = Pattern.compile("(?m)^\\s*(\\d{1,6}):\\s*(\\S.*?)\\s*$");
    private static final int SHOWN = 20;

    private final Path file;
    private final Map<Integer, String> names;
    private final TreeSet<Integer> used = new TreeSet<>();
    private final TreeMap<Integer, Integer> passedOver = new TreeMap<>();

    private ActionNames(Path file, Map<Integer, String> names) {
        this.file = file;
        this.names = names;
    }

    /**
     * The names of a {@code .pbtxt} file, or of a text file with lines like {@code 12: stand}, as MMAction2 has it.
     *
     * @param file null to call each action by its number
     */
    static ActionNames of(Path file) throws IOException {
        return new ActionNames(file, file == null ? null : read(file));
    }

    /** @throws IOException when the file names no action, or names one twice */
    static TreeMap<Integer, String> read(Path file) throws IOException {
        TreeMap<Integer, String> names = new TreeMap<>();
        String text = TextFile.content(file);
        Matcher entry = CLASS.matcher(text);
        while (entry.find()) {
            put(file, names, entry.group(2), entry.group(1));
        }
        if (names.isEmpty()) {
            Matcher line = CLASS_LINE.matcher(text);
            while (line.find()) {
                put(file, names, line.group(1), line.group(2));
            }
        }
        if (names.isEmpty()) {
            throw new IOException("The class file " + file + " has no entry with a name and a label_id, and no line like "
                + "\"12: stand\".");
        }
        return names;
    }

    private static void put(Path file, Map<Integer, String> names, String number, String name) throws IOException {
        if (names.containsValue(name) || names.put(Integer.valueOf(number), name) != null) {
            throw new IOException("The class file " + file + " names an action twice: " + number + ", \"" + name + "\".");
        }
    }

    /**
     * @param number from 1 on, unless the file names an action 0
     * @return null where the file has no name for it
     * @throws IllegalArgumentException when no list can have such a number
     */
    String of(int number) {
        if (names == null) {
            used.add(number);
            return String.valueOf(number);
        }
        String name = names.get(number);
        if (name == null && number == 0) {
            throw new IllegalArgumentException("there is no action 0; actions are numbered from 1 on, and so is "
                + file.getFileName());
        }
        used.add(number);
        if (name == null) {
            passedOver.merge(number, 1, Integer::sum);
        }
        return name;
    }

    /**
     * Says what was passed over.
     *
     * @throws IOException when that is every label
     */
    void remark(Path list, List<String> remarks) throws IOException {
        if (names == null && !used.isEmpty()) {
            remarks.add("Without class names actions are called by their numbers, which count from 1; classes of another "
                + "program's weights that have no names count from 0.");
        }
        if (passedOver.isEmpty()) {
            return;
        }
        if (passedOver.size() == used.size()) {
            throw new IOException("The class file " + file + " names none of the actions of " + list + ": "
                + shown(passedOver.keySet().stream().map(String::valueOf).toList()) + ".");
        }
        remarks.add(passedOver.size() + " of the " + used.size() + " actions of " + list.getFileName() + " are not in "
            + file.getFileName() + " ("
            + shown(passedOver.keySet().stream().map(String::valueOf).toList()) + "); "
            + passedOver.values().stream().mapToInt(Integer::intValue).sum() + " labels are passed over.");
    }

    private static String shown(List<String> numbers) {
        List<String> first = new ArrayList<>(numbers.subList(0, Math.min(SHOWN, numbers.size())));
        if (first.size() < numbers.size()) {
            first.add("and " + (numbers.size() - first.size()) + " more");
        }
        return String.join(", ", first);
    }
}
