package org.videoaction.knime;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.model.training.TrainingException;

/** Runs long work of the other modules in a node: its progress, its cancelling and its errors become KNIME's. */
public final class NodeWork {

    private NodeWork() {
    }

    /** Work that says how far it is. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Progress progress) throws IOException, TrainingException, KNIMEException;
    }

    /** Runs the work within the node's share of progress that {@code monitor} stands for. */
    public static <T> T run(ExecutionMonitor monitor, Work<T> work) throws CanceledExecutionException, KNIMEException {
        try {
            return work.run((fraction, message) -> report(monitor, fraction, message));
        } catch (CancellationException | ClosedByInterruptException e) {
            // KNIME cancels by an interrupt too, which closes a file that is being written
            CanceledExecutionException cancelled = new CanceledExecutionException();
            cancelled.initCause(e);
            throw cancelled;
        } catch (IOException e) {
            throw new KNIMEException(FileProblem.message(e), e);
        } catch (TrainingException | IllegalArgumentException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
    }

    private static void report(ExecutionMonitor monitor, double fraction, String message) {
        monitor.setProgress(fraction, message);
        try {
            monitor.checkCanceled();
        } catch (CanceledExecutionException e) {
            throw (CancellationException) new CancellationException(e.getMessage()).initCause(e);
        }
    }
}
