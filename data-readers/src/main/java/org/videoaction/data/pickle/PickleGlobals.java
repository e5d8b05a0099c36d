package org.videoaction.data.pickle;

import java.io.IOException;
import java.util.List;

/** The classes and functions that a pickle may name: each stands for something here, and Python's own are never run. */
@FunctionalInterface
public interface PickleGlobals {

    /** What a pickle calls with arguments. */
    @FunctionalInterface
    interface Constructor {
        Object call(List<Object> arguments) throws IOException;
    }

    /** What a pickle gives a state after it has made it. */
    @FunctionalInterface
    interface Buildable {
        void build(Object state) throws IOException;
    }

    /** What stands for a class or function, mostly a {@link Constructor}; null when it is none of the known ones. */
    Object known(String module, String name);

    /** What the pickle keeps outside of itself, which is an error in most. */
    default Object persistent(List<Object> id) throws IOException {
        throw new IOException("its pickle refers to data outside of it");
    }
}
