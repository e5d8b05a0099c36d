package org.videoaction.knime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.knime.preferences.TorchPreference;
import org.videoaction.model.torch.DeviceTurn;
import org.videoaction.model.training.TrainingException;

/** Runs long work of the other modules in a node: its progress, its cancelling and its errors become KNIME's. */
public final class NodeWork {

    /** Arrow maps foreign memory through java.nio. */
    private static final String OPENING = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private NodeWork() {
    }

    /** Work that says how far it is. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Progress progress) throws IOException, TrainingException, InvalidSettingsException, KNIMEException;
    }

    /** Runs the work within the node's share of progress that {@code monitor} stands for. */
    public static <T> T run(ExecutionMonitor monitor, Work<T> work) throws CanceledExecutionException, KNIMEException {
        TorchPreference.apply();
        Reported progress = new Reported(monitor);
        try (DeviceTurn.Listening waiting = DeviceTurn.listening(progress::waiting)) {
            return work.run(progress);
        } catch (CancellationException | ClosedByInterruptException e) {
            // KNIME cancels by an interrupt too, which closes a file that is being written
            throw cancelled(e);
        } catch (IOException e) {
            stopIfCancelled(monitor, e);
            throw new KNIMEException(FileProblem.message(e), e);
        } catch (TrainingException | InvalidSettingsException | IllegalArgumentException e) {
            stopIfCancelled(monitor, e);
            throw new KNIMEException(e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw withoutNatives(e);
        }
    }

    /** What was closed by the interrupt may have been said in other words on the way here. */
    private static void stopIfCancelled(ExecutionMonitor monitor, Exception problem) throws CanceledExecutionException {
        try {
            monitor.checkCanceled();
        } catch (CanceledExecutionException e) {
            e.addSuppressed(problem);
            throw e;
        }
    }

    private static CanceledExecutionException cancelled(Exception cause) {
        CanceledExecutionException cancelled = new CanceledExecutionException();
        cancelled.initCause(cause);
        return cancelled;
    }

    /** Libraries of the machine may be met first on any thread, whose errors come wrapped. */
    private static KNIMEException withoutNatives(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof LinkageError) {
                return new KNIMEException(withoutLibrary(said(cause)), problem);
            }
        }
        if (problem instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) problem;
    }

    /** The first text in a chain of errors, of which those of static initializers have none. */
    private static String said(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage();
            }
        }
        return problem.getClass().getSimpleName();
    }

    private static String withoutLibrary(String reason) {
        boolean isOpen = ByteBuffer.class.getModule().isOpen("java.nio", NodeWork.class.getModule());
        if (!isOpen && (reason.contains("MemoryUtil") || reason.contains("org.apache.arrow"))) {
            return "KNIME runs without an option that clip tables need. Add the line " + OPENING
                + " to the file knime.ini in "
                + "KNIME's folder, below -vmargs, and start KNIME again. (Installing the extension adds it.)";
        }
        return "The extension's libraries do not run on this computer (" + System.getProperty("os.name") + ", "
            + System.getProperty("os.arch") + "): " + reason.replaceFirst(" in java\\.library\\.path.*", "")
            + ". It brings FFmpeg and libtorch for Linux on x86-64 and arm64, Windows on x86-64 and macOS on arm64, and "
            + "FFmpeg and ONNX Runtime for macOS on x86-64.";
    }

    /** Progress that a node shows, and its cancelling. */
    private static final class Reported implements Progress {

        private final ExecutionMonitor monitor;
        private double fraction;

        Reported(ExecutionMonitor monitor) {
            this.monitor = monitor;
        }

        @Override
        public void report(double fraction, String message) {
            this.fraction = fraction;
            monitor.setProgress(fraction, message);
            try {
                monitor.checkCanceled();
            } catch (CanceledExecutionException e) {
                throw (CancellationException) new CancellationException(e.getMessage()).initCause(e);
            }
        }

        void waiting() {
            report(fraction, "Waiting for the device, on which other nodes compute");
        }
    }
}
