package org.knime.core.node;

import java.util.function.Supplier;

/** A node's handle on its progress. */
public class ExecutionMonitor {
    private final NodeProgressMonitor m_progress;

    public ExecutionMonitor() {
        this(new DefaultNodeProgressMonitor());
    }

    public ExecutionMonitor(NodeProgressMonitor progress) {
        m_progress = progress;
    }

    public final NodeProgressMonitor getProgressMonitor() {
        return m_progress;
    }

    public void checkCanceled() throws CanceledExecutionException {
        m_progress.checkCanceled();
    }

    public void setProgress(double progress) {
        m_progress.setProgress(progress);
    }

    public void setProgress(double progress, String message) {
        m_progress.setProgress(progress, message);
    }

    public void setProgress(double progress, Supplier<String> message) {
        m_progress.setProgress(progress, message);
    }

    public void setProgress(String message) {
        m_progress.setProgress(message);
    }

    public void setMessage(String message) {
        m_progress.setMessage(message);
    }

    public void setMessage(Supplier<String> message) {
        m_progress.setMessage(message);
    }

    public ExecutionMonitor createSubProgress(double share) {
        return new ExecutionMonitor(part(share, false));
    }

    public ExecutionMonitor createSilentSubProgress(double share) {
        return new ExecutionMonitor(part(share, true));
    }

    public ExecutionMonitor createNonCancelableSubProgress() {
        return new ExecutionMonitor(new PartProgressMonitor(m_progress, 1, false, false));
    }

    final NodeProgressMonitor part(double share, boolean silent) {
        return new PartProgressMonitor(m_progress, share, silent, true);
    }
}
