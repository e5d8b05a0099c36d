package org.videoaction.standin;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.filehandling.core.connections.FSCategory;
import org.knime.filehandling.core.connections.FSLocation;
import org.knime.filehandling.core.data.location.FSLocationSerializationUtils;

/** Writes and reads parameters of one type that are not groups. */
record ParameterValue<T>(Loader<T> loader, Saver<T> saver, T empty) {
    private static final Map<Class<?>, ParameterValue<?>> TYPES = new HashMap<>();

    static {
        add(int.class, Integer.class, NodeSettingsRO::getInt, (v, s, k) -> s.addInt(k, v), 0);
        add(long.class, Long.class, NodeSettingsRO::getLong, (v, s, k) -> s.addLong(k, v), 0L);
        add(double.class, Double.class, NodeSettingsRO::getDouble, (v, s, k) -> s.addDouble(k, v), 0.0);
        add(float.class, Float.class, NodeSettingsRO::getFloat, (v, s, k) -> s.addFloat(k, v), 0.0f);
        add(boolean.class, Boolean.class, NodeSettingsRO::getBoolean, (v, s, k) -> s.addBoolean(k, v), false);
        add(char.class, Character.class, NodeSettingsRO::getChar, (v, s, k) -> s.addChar(k, v), ' ');
        add(byte.class, Byte.class, NodeSettingsRO::getByte, (v, s, k) -> s.addByte(k, v), (byte) 0);
        add(String.class, NodeSettingsRO::getString, (v, s, k) -> s.addString(k, v), null);
        add(int[].class, NodeSettingsRO::getIntArray, (v, s, k) -> s.addIntArray(k, v), new int[0]);
        add(long[].class, NodeSettingsRO::getLongArray, (v, s, k) -> s.addLongArray(k, v), new long[0]);
        add(double[].class, NodeSettingsRO::getDoubleArray, (v, s, k) -> s.addDoubleArray(k, v), new double[0]);
        add(boolean[].class, NodeSettingsRO::getBooleanArray, (v, s, k) -> s.addBooleanArray(k, v), new boolean[0]);
        add(String[].class, NodeSettingsRO::getStringArray, (v, s, k) -> s.addStringArray(k, v), new String[0]);
        add(FSLocation.class, (s, k) -> FSLocationSerializationUtils.loadFSLocation(s.getNodeSettings(k)),
            (v, s, k) -> FSLocationSerializationUtils.saveFSLocation(v, s.addNodeSettings(k)),
            new FSLocation(FSCategory.LOCAL, ""));
    }

    /** Reads a value. */
    interface Loader<T> {
        T load(NodeSettingsRO settings, String key) throws InvalidSettingsException;
    }

    /** Writes a value. */
    interface Saver<T> {
        void save(T value, NodeSettingsWO settings, String key);
    }

    private static <T> void add(Class<T> primitive, Class<T> wrapper, Loader<T> loader, Saver<T> saver, T empty) {
        add(wrapper, loader, saver, empty);
        add(primitive, loader, saver, empty);
    }

    private static <T> void add(Class<T> type, Loader<T> loader, Saver<T> saver, T empty) {
        TYPES.put(type, new ParameterValue<>(loader, saver, empty));
    }

    @SuppressWarnings("unchecked")
    static ParameterValue<Object> of(Class<?> type) {
        ParameterValue<?> value = type.isEnum() ? ofEnum(type) : TYPES.get(type);
        if (value == null) {
            throw new IllegalArgumentException("KNIME cannot persist a parameter of type " + type.getName());
        }
        return (ParameterValue<Object>) value;
    }

    private static ParameterValue<Enum<?>> ofEnum(Class<?> type) {
        return new ParameterValue<>((settings, key) -> constant(type, settings.getString(key)),
            (value, settings, key) -> settings.addString(key, value == null ? null : value.name()), null);
    }

    private static Enum<?> constant(Class<?> type, String name) throws InvalidSettingsException {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return (Enum<?>) constant;
            }
        }
        throw new InvalidSettingsException(
            "\"" + name + "\" is none of " + Arrays.toString(type.getEnumConstants()) + ".");
    }

    T load(NodeSettingsRO settings, String key) throws InvalidSettingsException {
        return loader.load(settings, key);
    }

    void save(T value, NodeSettingsWO settings, String key) {
        saver.save(value, settings, key);
    }
}
