package org.knime.core.util;

/** Says that two rows of a table have the same key. */
public class DuplicateKeyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String m_key;

    public DuplicateKeyException(String key) {
        super("Two rows have the key \"" + key + "\"");
        m_key = key;
    }

    public String getKey() {
        return m_key;
    }
}
