package org.knime.filehandling.core.connections;

/** The kinds of places that files are in. */
public enum FSCategory {
    LOCAL("Local File System"),
    RELATIVE("Relative to"),
    MOUNTPOINT("Mountpoint"),
    HUB_SPACE("Hub Space"),
    CUSTOM_URL("Custom/KNIME URL"),
    CONNECTED("Connected File System");

    private final String m_label;

    FSCategory(String label) {
        m_label = label;
    }

    public String getLabel() {
        return m_label;
    }
}
