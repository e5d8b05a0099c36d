package org.videoaction.knime.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.WholeFile;
import org.videoaction.knime.view.TrainingCurves;
import org.videoaction.knime.view.TrainingCurves.Mixed;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.training.HistoryFile;
import org.videoaction.model.training.RateCurve;

/**
 * The course of training while it runs, beside its checkpoints: {@code history.csv}, a row an epoch, and
 * {@code history.html}, the node's view, which a browser loads again by itself. Both are whole at any time.
 */
final class LiveHistory {

    private static final int SECONDS = 10;
    private final Path folder;
    private final List<Epoch> epochs = new ArrayList<>();
    private final List<Mixed> mixed = new ArrayList<>();
    private RateCurve rates;

    LiveHistory(Path folder) {
        this.folder = folder;
    }

    /** Shows from now on how the learning rate was found. */
    void found(RateCurve curve) {
        rates = curve;
    }

    /** Shows from now on a clip as it is mixed, too. */
    void mixed(Mixed clip) {
        mixed.add(clip);
    }

    /** @param more the epochs after the last one */
    void add(List<Epoch> more) throws IOException {
        epochs.addAll(more);
        Files.createDirectories(folder);
        new HistoryFile(folder.resolve("history.csv")).write(epochs);
        String page = new TrainingCurves(epochs, rates, mixed).refreshed(SECONDS);
        WholeFile.write(folder.resolve("history.html"), out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    }
}
