package org.knime.core.node.config.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.swing.tree.TreeNode;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.standin.ConfigXml;

/** A tree of keys and typed values; keys keep their order. */
public abstract class ConfigBase extends AbstractConfigEntry implements ConfigBaseRO, ConfigBaseWO {
    private static final long serialVersionUID = 1;
    private static final String ARRAY_SIZE = "array-size";
    private final Map<String, AbstractConfigEntry> m_entries = new LinkedHashMap<>();

    public ConfigBase(String key) {
        super(key, ConfigEntries.config);
    }

    public abstract ConfigBase getInstance(String key);

    public void load(InputStream in) throws IOException {
        ConfigXml.read(in, this);
    }

    @Override
    public final void saveToXML(OutputStream out) throws IOException {
        try (OutputStream buffered = new BufferedOutputStream(out)) {
            ConfigXml.write(this, buffered);
        }
    }

    protected static ConfigBase loadFromXML(ConfigBase config, InputStream in) throws IOException {
        try (in) {
            config.load(in);
        }
        return config;
    }

    public AbstractConfigEntry getEntry(String key) {
        return get(key);
    }

    public void addEntry(AbstractConfigEntry entry) {
        put(entry);
    }

    protected AbstractConfigEntry get(String key) {
        return m_entries.get(key);
    }

    protected void put(AbstractConfigEntry entry) {
        m_entries.put(entry.getKey(), entry);
        entry.setParent(this);
    }

    protected final void addConfigBase(ConfigBase config) {
        put(config);
    }

    @Override
    public final ConfigBase addConfigBase(String key) {
        ConfigBase child = getInstance(key);
        put(child);
        return child;
    }

    @Override
    public final ConfigBase getConfigBase(String key) throws InvalidSettingsException {
        return entry(key, ConfigBase.class);
    }

    public final AbstractConfigEntry removeConfig(String key) {
        return m_entries.remove(key);
    }

    @Override
    public boolean containsKey(String key) {
        return m_entries.containsKey(key);
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(m_entries.keySet());
    }

    @Override
    public final Iterator<String> iterator() {
        return keySet().iterator();
    }

    @Override
    public void copyTo(ConfigBaseWO target) {
        ConfigBase destination = (ConfigBase) target;
        m_entries.values().forEach(entry -> {
            if (entry instanceof ConfigBase child) {
                child.copyTo(destination.addConfigBase(child.getKey()));
            } else {
                destination.put(entry.getType().createEntry(entry.getKey(), entry.toStringValue()));
            }
        });
    }

    private <E extends AbstractConfigEntry> E entry(String key, Class<E> type) throws InvalidSettingsException {
        AbstractConfigEntry entry = get(key);
        if (entry == null) {
            throw new InvalidSettingsException(
                "Setting \"" + key + "\" is missing in \"" + getKey() + "\"; there are " + keySet() + ".");
        }
        if (!type.isInstance(entry)) {
            throw new InvalidSettingsException("Setting \"" + key + "\" in \"" + getKey() + "\" has type "
                + entry.getType() + ", not " + type.getSimpleName().replaceAll("Config|Entry", "").toLowerCase(Locale.ROOT)
                + ".");
        }
        return type.cast(entry);
    }

    private ConfigBase startArray(String key, int size) {
        ConfigBase array = addConfigBase(key);
        if (size >= 0) {
            array.addInt(ARRAY_SIZE, size);
        }
        return array;
    }

    private int arraySize() throws InvalidSettingsException {
        int size = getInt(ARRAY_SIZE);
        if (size < 0 || size >= m_entries.size()) {
            throw new InvalidSettingsException("Array \"" + getKey() + "\" claims " + size + " elements but has "
                + (m_entries.size() - 1) + ".");
        }
        return size;
    }

    @Override
    public boolean getBoolean(String key) throws InvalidSettingsException {
        return entry(key, ConfigBooleanEntry.class).getBoolean();
    }

    @Override
    public boolean getBoolean(String key, boolean fallback) {
        return get(key) instanceof ConfigBooleanEntry e ? e.getBoolean() : fallback;
    }

    @Override
    public boolean[] getBooleanArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        boolean[] values = new boolean[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getBoolean(Integer.toString(i));
        }
        return values;
    }

    @Override
    public boolean[] getBooleanArray(String key, boolean... fallback) {
        try {
            return getBooleanArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addBoolean(String key, boolean value) {
        put(new ConfigBooleanEntry(key, value));
    }

    @Override
    public void addBooleanArray(String key, boolean... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addBoolean(Integer.toString(i), values[i]);
        }
    }

    @Override
    public byte getByte(String key) throws InvalidSettingsException {
        return entry(key, ConfigByteEntry.class).getByte();
    }

    @Override
    public byte getByte(String key, byte fallback) {
        return get(key) instanceof ConfigByteEntry e ? e.getByte() : fallback;
    }

    @Override
    public byte[] getByteArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        byte[] values = new byte[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getByte(Integer.toString(i));
        }
        return values;
    }

    @Override
    public byte[] getByteArray(String key, byte... fallback) {
        try {
            return getByteArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addByte(String key, byte value) {
        put(new ConfigByteEntry(key, value));
    }

    @Override
    public void addByteArray(String key, byte... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addByte(Integer.toString(i), values[i]);
        }
    }

    @Override
    public char getChar(String key) throws InvalidSettingsException {
        return entry(key, ConfigCharEntry.class).getChar();
    }

    @Override
    public char getChar(String key, char fallback) {
        return get(key) instanceof ConfigCharEntry e ? e.getChar() : fallback;
    }

    @Override
    public char[] getCharArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        char[] values = new char[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getChar(Integer.toString(i));
        }
        return values;
    }

    @Override
    public char[] getCharArray(String key, char... fallback) {
        try {
            return getCharArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addChar(String key, char value) {
        put(new ConfigCharEntry(key, value));
    }

    @Override
    public void addCharArray(String key, char... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addChar(Integer.toString(i), values[i]);
        }
    }

    @Override
    public double getDouble(String key) throws InvalidSettingsException {
        return entry(key, ConfigDoubleEntry.class).getDouble();
    }

    @Override
    public double getDouble(String key, double fallback) {
        return get(key) instanceof ConfigDoubleEntry e ? e.getDouble() : fallback;
    }

    @Override
    public double[] getDoubleArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        double[] values = new double[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getDouble(Integer.toString(i));
        }
        return values;
    }

    @Override
    public double[] getDoubleArray(String key, double... fallback) {
        try {
            return getDoubleArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addDouble(String key, double value) {
        put(new ConfigDoubleEntry(key, value));
    }

    @Override
    public void addDoubleArray(String key, double... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addDouble(Integer.toString(i), values[i]);
        }
    }

    @Override
    public float getFloat(String key) throws InvalidSettingsException {
        return entry(key, ConfigFloatEntry.class).getFloat();
    }

    @Override
    public float getFloat(String key, float fallback) {
        return get(key) instanceof ConfigFloatEntry e ? e.getFloat() : fallback;
    }

    @Override
    public float[] getFloatArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        float[] values = new float[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getFloat(Integer.toString(i));
        }
        return values;
    }

    @Override
    public float[] getFloatArray(String key, float... fallback) {
        try {
            return getFloatArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addFloat(String key, float value) {
        put(new ConfigFloatEntry(key, value));
    }

    @Override
    public void addFloatArray(String key, float... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addFloat(Integer.toString(i), values[i]);
        }
    }

    @Override
    public int getInt(String key) throws InvalidSettingsException {
        return entry(key, ConfigIntEntry.class).getInt();
    }

    @Override
    public int getInt(String key, int fallback) {
        return get(key) instanceof ConfigIntEntry e ? e.getInt() : fallback;
    }

    @Override
    public int[] getIntArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        int[] values = new int[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getInt(Integer.toString(i));
        }
        return values;
    }

    @Override
    public int[] getIntArray(String key, int... fallback) {
        try {
            return getIntArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addInt(String key, int value) {
        put(new ConfigIntEntry(key, value));
    }

    @Override
    public void addIntArray(String key, int... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addInt(Integer.toString(i), values[i]);
        }
    }

    @Override
    public long getLong(String key) throws InvalidSettingsException {
        return entry(key, ConfigLongEntry.class).getLong();
    }

    @Override
    public long getLong(String key, long fallback) {
        return get(key) instanceof ConfigLongEntry e ? e.getLong() : fallback;
    }

    @Override
    public long[] getLongArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        long[] values = new long[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getLong(Integer.toString(i));
        }
        return values;
    }

    @Override
    public long[] getLongArray(String key, long... fallback) {
        try {
            return getLongArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addLong(String key, long value) {
        put(new ConfigLongEntry(key, value));
    }

    @Override
    public void addLongArray(String key, long... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addLong(Integer.toString(i), values[i]);
        }
    }

    @Override
    public short getShort(String key) throws InvalidSettingsException {
        return entry(key, ConfigShortEntry.class).getShort();
    }

    @Override
    public short getShort(String key, short fallback) {
        return get(key) instanceof ConfigShortEntry e ? e.getShort() : fallback;
    }

    @Override
    public short[] getShortArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        short[] values = new short[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getShort(Integer.toString(i));
        }
        return values;
    }

    @Override
    public short[] getShortArray(String key, short... fallback) {
        try {
            return getShortArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addShort(String key, short value) {
        put(new ConfigShortEntry(key, value));
    }

    @Override
    public void addShortArray(String key, short... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addShort(Integer.toString(i), values[i]);
        }
    }

    @Override
    public String getString(String key) throws InvalidSettingsException {
        return entry(key, ConfigStringEntry.class).getString();
    }

    @Override
    public String getString(String key, String fallback) {
        return get(key) instanceof ConfigStringEntry e ? e.getString() : fallback;
    }

    @Override
    public String[] getStringArray(String key) throws InvalidSettingsException {
        ConfigBase array = getConfigBase(key);
        String[] values = new String[array.arraySize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getString(Integer.toString(i));
        }
        return values;
    }

    @Override
    public String[] getStringArray(String key, String... fallback) {
        try {
            return getStringArray(key);
        } catch (InvalidSettingsException e) {
            return fallback;
        }
    }

    @Override
    public void addString(String key, String value) {
        put(new ConfigStringEntry(key, value));
    }

    @Override
    public void addStringArray(String key, String... values) {
        ConfigBase array = startArray(key, values == null ? -1 : values.length);
        for (int i = 0; values != null && i < values.length; i++) {
            array.addString(Integer.toString(i), values[i]);
        }
    }

    @Override
    public final String toStringValue() {
        return "";
    }

    @Override
    public String toString() {
        return getKey() + m_entries.values();
    }

    @Override
    public final boolean isLeaf() {
        return false;
    }

    @Override
    public int getChildCount() {
        return m_entries.size();
    }

    @Override
    public TreeNode getChildAt(int index) {
        return List.copyOf(m_entries.values()).get(index);
    }

    @Override
    public int getIndex(TreeNode node) {
        return new ArrayList<>(m_entries.values()).indexOf(node);
    }

    @Override
    public final Enumeration<TreeNode> children() {
        return Collections.enumeration(List.<TreeNode>copyOf(m_entries.values()));
    }

    @Override
    public boolean hasIdenticalValue(AbstractConfigEntry entry) {
        return entry instanceof ConfigBase that && m_entries.equals(that.m_entries);
    }
}
