package org.knime.core.node.message;

import java.util.List;
import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** A message for the user: what happened, where, and what to do. */
public final class Message {
    private final String m_summary;
    private final List<String> m_issues;
    private final List<String> m_resolutions;

    Message(String summary, List<String> issues, List<String> resolutions) {
        m_summary = Objects.requireNonNull(summary);
        m_issues = List.copyOf(issues);
        m_resolutions = List.copyOf(resolutions);
    }

    public static Message fromSummary(String summary) {
        return new Message(summary, List.of(), List.of());
    }

    public static Message fromSummaryWithResolution(String summary, String... resolutions) {
        return new Message(summary, List.of(), List.of(resolutions));
    }

    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    public static String getSummaryFrom(Message message) {
        return message == null ? null : message.getSummary();
    }

    public String getSummary() {
        return m_summary;
    }

    public List<String> getResolutions() {
        return m_resolutions;
    }

    public MessageBuilder modify() {
        return new MessageBuilder(m_summary, m_issues, m_resolutions);
    }

    public KNIMEException toKNIMEException() {
        return KNIMEException.of(this);
    }

    public KNIMEException toKNIMEException(Throwable cause) {
        return KNIMEException.of(this, cause);
    }

    public InvalidSettingsException toInvalidSettingsException() {
        return new InvalidSettingsException(m_summary);
    }

    public InvalidSettingsException toInvalidSettingsException(Throwable cause) {
        return new InvalidSettingsException(m_summary, cause);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that && m_summary.equals(that.m_summary) && m_issues.equals(that.m_issues)
            && m_resolutions.equals(that.m_resolutions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_summary, m_issues, m_resolutions);
    }

    @Override
    public String toString() {
        return m_summary;
    }
}
