package org.knime.core.node;

import java.util.function.Supplier;
import org.knime.core.node.workflow.NodeProgressListener;

/** How far a node is, and whether it shall stop. */
public interface NodeProgressMonitor {
    void checkCanceled() throws CanceledExecutionException;

    void setExecuteCanceled();

    void setProgress(double progress);

    void setProgress(double progress, String message);

    void setProgress(String message);

    void setMessage(String message);

    default void setProgress(double progress, Supplier<String> message) {
        setProgress(progress, message.get());
    }

    default void setMessage(Supplier<String> message) {
        setMessage(message.get());
    }

    Double getProgress();

    String getMessage();

    void addProgressListener(NodeProgressListener listener);

    void removeProgressListener(NodeProgressListener listener);

    void removeAllProgressListener();

    void reset();
}
