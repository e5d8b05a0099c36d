package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.exchange.ModelImport;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;

class NodeWorkTest {

    @Test
    void aFileThatAnInterruptClosedMeansThatTheNodeWasCancelled() {
        assertThatThrownBy(() -> NodeWork.run(new ExecutionMonitor(), progress -> {
            throw new ClosedByInterruptException();
        })).isInstanceOf(CanceledExecutionException.class);
    }

    /** A node that was cancelled after it had begun. */
    private static ExecutionMonitor cancelledMonitor() {
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        return new ExecutionMonitor(monitor);
    }

    @Test
    void whatFailsInACancelledNodeWasCancelledWhateverItSays() {
        assertThatThrownBy(() -> NodeWork.run(cancelledMonitor(), progress -> {
            throw new IOException("The weights cannot be read: null.", new ClosedByInterruptException());
        })).isInstanceOf(CanceledExecutionException.class);
    }

    @Test
    void readingAModelStopsWhenItIsCancelled(@TempDir Path folder) throws Exception {
        Architecture network = ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2);
        VideoModel model = VideoModel.untrained(network, new VideoModel.Input(32, 64, 64, 2), Classes.of("a", "b"), 1);
        Path file = folder.resolve("model.pth");
        ExportFormat.CHECKPOINT.write(model, file, Progress.NONE);

        assertThatThrownBy(() -> NodeWork.run(cancelledMonitor(),
            progress -> ModelImport.read(file, ImportRequest.AUTOMATIC, progress)))
            .isInstanceOf(CanceledExecutionException.class);
    }

    @Test
    void errorsOfLibrariesAreSaidInWordsWhereverTheyComeFrom() {
        assertThatThrownBy(() -> NodeWork.run(new ExecutionMonitor(), progress -> {
            throw new IllegalStateException(new UnsatisfiedLinkError("no jniavutil in java.library.path"));
        })).isInstanceOf(KNIMEException.class).hasMessageContaining("do not run on this computer")
            .hasMessageContaining("no jniavutil");
    }

    @Test
    void anErrorWithoutATextIsFollowedToItsCause() {
        assertThatThrownBy(() -> NodeWork.run(new ExecutionMonitor(), progress -> {
            throw new ExceptionInInitializerError(new IllegalStateException("no room for libraries in /tmp"));
        })).isInstanceOf(KNIMEException.class).hasMessageContaining("): no room for libraries in /tmp.");
        assertThatThrownBy(() -> NodeWork.run(new ExecutionMonitor(), progress -> {
            throw new ExceptionInInitializerError();
        })).isInstanceOf(KNIMEException.class).hasMessageContaining("): ExceptionInInitializerError.");
    }
}
