package org.knime.core.node;

/** The progress of one part of a node's work; it moves the whole by its share. */
final class PartProgressMonitor extends DefaultNodeProgressMonitor {
    private final NodeProgressMonitor m_whole;
    private final double m_share;
    private final boolean m_silent;
    private final boolean m_cancelable;

    PartProgressMonitor(NodeProgressMonitor whole, double share, boolean silent, boolean cancelable) {
        m_whole = whole;
        m_share = share;
        m_silent = silent;
        m_cancelable = cancelable;
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (m_cancelable) {
            m_whole.checkCanceled();
        }
    }

    @Override
    public void setExecuteCanceled() {
        m_whole.setExecuteCanceled();
    }

    @Override
    public synchronized void setProgress(double progress) {
        moveWhole(progress);
        super.setProgress(progress);
    }

    @Override
    public synchronized void setProgress(double progress, String message) {
        moveWhole(progress);
        super.setProgress(progress, message);
        passMessage(message);
    }

    @Override
    public synchronized void setMessage(String message) {
        super.setMessage(message);
        passMessage(message);
    }

    private void moveWhole(double progress) {
        double before = getProgress() == null ? 0 : getProgress();
        double step = Math.min(1, progress) - before;
        if (step > 0) {
            double whole = m_whole.getProgress() == null ? 0 : m_whole.getProgress();
            m_whole.setProgress(whole + m_share * step);
        }
    }

    private void passMessage(String message) {
        if (!m_silent) {
            m_whole.setMessage(message);
        }
    }
}
