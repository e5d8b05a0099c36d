package org.videoaction.knime.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.videoaction.data.WholeFile;
import org.videoaction.knime.view.TrainingCurves;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;
import org.videoaction.model.training.RateCurve;

/**
 * The course of training while it runs, beside its checkpoints: {@code history.csv}, a row an epoch, and
 * {@code history.html}, the node's view, which a browser loads again by itself. Both are whole at any time.
 */
final class LiveHistory {

    private static final int SECONDS = 10;
    private static final String HEADER = "epoch,learning_rate,loss,top_1,top_5,validation_loss,validation_top_1,"
        + "validation_top_5,validation_map,seconds\n";
    private static final Validation NONE = new Validation(Double.NaN, Double.NaN, Double.NaN, null);

    private final Path folder;
    private final List<Epoch> epochs = new ArrayList<>();
    private RateCurve rates;

    LiveHistory(Path folder) {
        this.folder = folder;
    }

    /** Shows from now on how the learning rate was found. */
    void found(RateCurve curve) {
        rates = curve;
    }

    /** @param more the epochs after the last one */
    void add(List<Epoch> more) throws IOException {
        epochs.addAll(more);
        Files.createDirectories(folder);
        write("history.csv", HEADER + epochs.stream().map(LiveHistory::row).collect(Collectors.joining()));
        write("history.html", new TrainingCurves(epochs, rates).refreshed(SECONDS));
    }

    private void write(String name, String text) throws IOException {
        WholeFile.write(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String row(Epoch epoch) {
        Validation validation = Objects.requireNonNullElse(epoch.validation(), NONE);
        return epoch.number() + Stream
            .of(epoch.rate(), epoch.loss(), epoch.top1(), epoch.top5(), validation.loss(), validation.top1(),
                validation.top5(), Objects.requireNonNullElse(validation.meanAveragePrecision(), Double.NaN),
                epoch.seconds())
            .map(number -> "," + (number.isNaN() ? "" : number)).collect(Collectors.joining()) + "\n";
    }
}
