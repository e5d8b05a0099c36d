package org.knime.core.internal;

/** Holds the root of all serializers. */
public final class SerializerMethodLoader {
    private SerializerMethodLoader() {
    }

    /** Writes and reads objects of one class. */
    public interface Serializer<T> {}
}
