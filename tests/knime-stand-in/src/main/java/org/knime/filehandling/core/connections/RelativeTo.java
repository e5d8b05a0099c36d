package org.knime.filehandling.core.connections;

import java.util.stream.Stream;

/** What a relative path starts from. */
public enum RelativeTo {
    WORKFLOW("knime.workflow", "Current workflow"),
    MOUNTPOINT("knime.mountpoint", "Current mountpoint"),
    SPACE("knime.space", "Current Hub space"),
    WORKFLOW_DATA("knime.workflow.data", "Current workflow data area");

    private final String m_settingsValue;
    private final String m_label;

    RelativeTo(String settingsValue, String label) {
        m_settingsValue = settingsValue;
        m_label = label;
    }

    public static RelativeTo fromSettingsValue(String value) {
        return Stream.of(values()).filter(to -> to.m_settingsValue.equals(value)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("Nothing is relative to \"" + value + "\""));
    }

    public String getSettingsValue() {
        return m_settingsValue;
    }

    public String getLabel() {
        return m_label;
    }

    @Override
    public String toString() {
        return m_label;
    }
}
