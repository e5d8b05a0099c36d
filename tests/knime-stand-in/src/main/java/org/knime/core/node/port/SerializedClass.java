package org.knime.core.node.port;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;

/** Finds the class that a serializer is declared for. */
final class SerializedClass {
    private SerializedClass() {
    }

    @SuppressWarnings("unchecked")
    static <T> T newInstance(Class<?> serializer) throws IOException {
        try {
            ParameterizedType parent = (ParameterizedType) serializer.getGenericSuperclass();
            Constructor<?> constructor = ((Class<?>) parent.getActualTypeArguments()[0]).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (T) constructor.newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IOException(serializer.getName() + " names no class with a constructor without arguments", e);
        }
    }
}
