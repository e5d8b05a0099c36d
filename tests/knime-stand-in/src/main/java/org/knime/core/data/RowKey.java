package org.knime.core.data;

import java.util.Objects;

/** The name of a row. */
public final class RowKey implements RowKeyValue {
    private final String m_string;

    public RowKey(String string) {
        m_string = Objects.requireNonNull(string);
    }

    public static RowKey createRowKey(int index) {
        return createRowKey((long) index);
    }

    public static RowKey createRowKey(long index) {
        return new RowKey("Row" + index);
    }

    @Override
    public String getString() {
        return m_string;
    }

    @Override
    public RowKey materializeRowKey() {
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && m_string.equals(that.m_string);
    }

    @Override
    public int hashCode() {
        return m_string.hashCode();
    }

    @Override
    public String toString() {
        return m_string;
    }
}
