package org.knime.core.data;

/** What names a row. */
public interface RowKeyValue {
    String getString();

    default RowKey materializeRowKey() {
        return new RowKey(getString());
    }
}
