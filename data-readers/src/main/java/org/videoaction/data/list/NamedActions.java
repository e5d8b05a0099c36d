package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Actions that a list calls by their names, as far as a class file has them; others are passed over and counted. */
final class NamedActions {

    private static final int SHOWN = 10;

    private final Path file;
    private final Set<String> names;
    private final TreeSet<String> used = new TreeSet<>();
    private final TreeMap<String, Integer> passedOver = new TreeMap<>();

    private NamedActions(Path file, Collection<String> names) {
        this.file = file;
        this.names = Set.copyOf(names);
    }

    /** @param file the names, or null for any */
    static NamedActions of(Path file) throws IOException {
        return new NamedActions(file, file == null ? Set.of()
            : file.toString().endsWith(".pbtxt") ? ActionNames.read(file).values() : ClassFile.read(file).classes().names());
    }

    /** The name, or null where the class file lacks it. */
    String of(String name) {
        used.add(name);
        if (file == null || names.contains(name)) {
            return name;
        }
        passedOver.merge(name, 1, Integer::sum);
        return null;
    }

    /**
     * Says what was passed over.
     *
     * @throws IOException when that is every action
     */
    void remark(Path list, Collection<String> remarks) throws IOException {
        if (passedOver.isEmpty()) {
            return;
        }
        String shown = passedOver.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "))
            + (passedOver.size() > SHOWN ? ", .." : "");
        if (passedOver.size() == used.size()) {
            throw new IOException("The class file " + file + " names none of the actions of " + list + ": " + shown + ".");
        }
        remarks.add(passedOver.size() + " of the " + used.size() + " actions of " + list.getFileName() + " are not in "
            + file.getFileName() + " (" + shown + "); "
            + passedOver.values().stream().mapToInt(Integer::intValue).sum() + " labels are passed over.");
    }
}
