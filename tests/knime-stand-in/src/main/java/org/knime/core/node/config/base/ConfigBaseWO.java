package org.knime.core.node.config.base;

/** A configuration that can be written. */
public interface ConfigBaseWO {
    String getKey();

    ConfigBase addConfigBase(String key);

    void addBoolean(String key, boolean value);

    void addBooleanArray(String key, boolean... values);

    void addByte(String key, byte value);

    void addByteArray(String key, byte... values);

    void addChar(String key, char value);

    void addCharArray(String key, char... values);

    void addDouble(String key, double value);

    void addDoubleArray(String key, double... values);

    void addFloat(String key, float value);

    void addFloatArray(String key, float... values);

    void addInt(String key, int value);

    void addIntArray(String key, int... values);

    void addLong(String key, long value);

    void addLongArray(String key, long... values);

    void addShort(String key, short value);

    void addShortArray(String key, short... values);

    void addString(String key, String value);

    void addStringArray(String key, String... values);
}
