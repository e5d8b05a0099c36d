package org.videoaction.data.pickle;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A class or function that is not known here, or what a pickle makes of it, which is never made: its arguments and entries are
 * passed over, its attributes are kept as data.
 */
public final class Opaque {

    private final String name;
    private Map<String, Object> attributes = Map.of();

    /** @param name with its module */
    public Opaque(String name) {
        this.name = PickleText.shortened(name);
    }

    /** That of the class or function, with its module. */
    public String name() {
        return name;
    }

    /** An object in the place of what the class or function would make. */
    Opaque called() {
        return new Opaque(name);
    }

    /** Takes an object's attributes; slots come behind them, and other states are passed over. */
    @SuppressWarnings("unchecked")
    void build(Object state) {
        Object dictionary = state instanceof List<?> parts && !parts.isEmpty() ? parts.get(0) : state;
        if (dictionary instanceof Map) {
            attributes = (Map<String, Object>) dictionary;
        }
    }

    /** An object's attributes by their names; it may be among them itself. */
    public Map<String, Object> attributes() {
        return Collections.unmodifiableMap(attributes);
    }
}
