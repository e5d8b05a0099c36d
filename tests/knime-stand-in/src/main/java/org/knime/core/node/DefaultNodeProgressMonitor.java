package org.knime.core.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.knime.core.node.workflow.NodeID;
import org.knime.core.node.workflow.NodeProgress;
import org.knime.core.node.workflow.NodeProgressEvent;
import org.knime.core.node.workflow.NodeProgressListener;

/** Keeps a node's progress and tells its listeners. */
public class DefaultNodeProgressMonitor implements NodeProgressMonitor {
    private final List<NodeProgressListener> m_listeners = new CopyOnWriteArrayList<>();
    private volatile boolean m_canceled;
    private Double m_progress;
    private String m_message;

    public DefaultNodeProgressMonitor() {
        // nobody listens yet
    }

    public DefaultNodeProgressMonitor(NodeProgressListener listener) {
        addProgressListener(listener);
    }

    protected boolean isCanceled() {
        return m_canceled || Thread.currentThread().isInterrupted();
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (isCanceled()) {
            throw new CanceledExecutionException();
        }
    }

    @Override
    public void setExecuteCanceled() {
        m_canceled = true;
    }

    @Override
    public synchronized void setProgress(double progress) {
        setProgress(progress, m_message);
    }

    @Override
    public synchronized void setProgress(double progress, String message) {
        // a node that computes a wrong fraction must not make progress run backwards
        m_progress = Math.max(m_progress == null ? 0 : m_progress, Math.min(1, Math.max(0, progress)));
        m_message = message;
        tell();
    }

    @Override
    public synchronized void setProgress(double progress, Supplier<String> message) {
        setProgress(progress, message.get());
    }

    @Override
    public synchronized void setProgress(String message) {
        setMessage(message);
    }

    @Override
    public synchronized void setMessage(String message) {
        m_message = message;
        tell();
    }

    @Override
    public synchronized void setMessage(Supplier<String> message) {
        setMessage(message.get());
    }

    private void tell() {
        NodeProgressEvent event = new NodeProgressEvent(NodeID.ROOTID, new NodeProgress(m_progress, m_message));
        m_listeners.forEach(listener -> listener.progressChanged(event));
    }

    @Override
    public synchronized Double getProgress() {
        return m_progress;
    }

    @Override
    public synchronized String getMessage() {
        return m_message;
    }

    @Override
    public void addProgressListener(NodeProgressListener listener) {
        m_listeners.add(listener);
    }

    @Override
    public void removeProgressListener(NodeProgressListener listener) {
        m_listeners.remove(listener);
    }

    @Override
    public void removeAllProgressListener() {
        m_listeners.clear();
    }

    @Override
    public synchronized void reset() {
        m_canceled = false;
        m_progress = null;
        m_message = null;
    }
}
