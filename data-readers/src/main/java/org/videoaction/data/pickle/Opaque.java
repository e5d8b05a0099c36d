package org.videoaction.data.pickle;

/**
 * A class or function that is not known here, and whatever a pickle makes of it: its arguments, state and entries are passed
 * over.
 *
 * @param name with its module
 */
public record Opaque(String name) {

    public Opaque {
        name = PickleText.shortened(name);
    }
}
