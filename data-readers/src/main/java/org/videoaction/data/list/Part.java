package org.videoaction.data.list;

import java.util.Locale;
import java.util.Set;

/** The parts into which authors divide their datasets. */
public enum Part {
    /** All of them. */
    ALL,
    /** What networks are trained on. */
    TRAINING("train", "training"),
    /** What is looked at while they are trained. */
    VALIDATION("val", "valid", "validate", "validation"),
    /** What they are measured on. */
    TEST("test", "testing");

    private final Set<String> words;

    Part(String... words) {
        this.words = Set.of(words);
    }

    /** Whether an entry belongs to it. @param split as the list words it, or null where it does not say */
    boolean holds(String split) {
        return this == ALL || split != null && words.contains(split.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
