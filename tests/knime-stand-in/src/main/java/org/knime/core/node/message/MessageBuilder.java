package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the parts of a {@link Message}. */
public final class MessageBuilder {
    private final List<String> m_issues;
    private final List<String> m_resolutions;
    private String m_summary;

    MessageBuilder() {
        this(null, List.of(), List.of());
    }

    MessageBuilder(String summary, List<String> issues, List<String> resolutions) {
        m_summary = summary;
        m_issues = new ArrayList<>(issues);
        m_resolutions = new ArrayList<>(resolutions);
    }

    public MessageBuilder withSummary(String summary) {
        m_summary = summary;
        return this;
    }

    public MessageBuilder addTextIssue(String issue) {
        m_issues.add(issue);
        return this;
    }

    public MessageBuilder addRowIssue(int port, long row, String issue) {
        return addTextIssue("Row " + (row + 1) + " of input " + port + ": " + issue);
    }

    public MessageBuilder addRowIssue(int port, int column, long row, String issue) {
        return addTextIssue("Row " + (row + 1) + ", column " + (column + 1) + " of input " + port + ": " + issue);
    }

    public MessageBuilder addResolutions(String... resolutions) {
        m_resolutions.addAll(List.of(resolutions));
        return this;
    }

    public Optional<String> getFirstIssue() {
        return m_issues.stream().findFirst();
    }

    public long getIssueCount() {
        return m_issues.size();
    }

    public Optional<String> getSummary() {
        return Optional.ofNullable(m_summary);
    }

    public Optional<Message> build() {
        return getSummary().or(this::getFirstIssue).map(summary -> new Message(summary, m_issues, m_resolutions));
    }
}
