package org.knime.core.data;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Further facts about a column, as texts. */
public final class DataColumnProperties implements Cloneable {
    private final Map<String, String> m_content;

    public DataColumnProperties() {
        this(Map.of());
    }

    public DataColumnProperties(Map<String, String> content) {
        m_content = new LinkedHashMap<>(content);
    }

    public boolean containsProperty(String key) {
        return m_content.containsKey(key);
    }

    public String getProperty(String key) {
        return m_content.get(key);
    }

    public String getProperty(String key, String fallback) {
        return m_content.getOrDefault(key, fallback);
    }

    public Enumeration<String> properties() {
        return Collections.enumeration(m_content.keySet());
    }

    public int size() {
        return m_content.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnProperties that && m_content.equals(that.m_content);
    }

    @Override
    public int hashCode() {
        return m_content.hashCode();
    }
}
