package org.videoaction.model.training;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/**
 * Where training keeps how far it is: {@code epoch.checkpoint}, the end of the last good epoch; {@code step.checkpoint}, in
 * the middle of one; {@code best.zip}, the model that did best on the validation clips.
 *
 * @param everySteps steps from one checkpoint in the middle of an epoch to the next; 0 for at the end of epochs alone
 */
public record CheckpointFolder(Path folder, int everySteps) {

    public CheckpointFolder {
        if (everySteps < 0) {
            throw new IllegalArgumentException("The steps between checkpoints are not negative.");
        }
    }

    private Path epochEnd() {
        return folder.resolve("epoch.checkpoint");
    }

    private Path middle() {
        return folder.resolve("step.checkpoint");
    }

    private Path bestModel() {
        return folder.resolve("best.zip");
    }

    /** Keeps the end of an epoch. */
    void keepEpoch(Network network, Map<String, String> settings, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        CheckpointFile.write(epochEnd(), network, settings, checkpoint);
        Files.deleteIfExists(middle());
    }

    /** Whether the middle of an epoch should be kept after as many of its steps. */
    boolean wants(int steps) {
        return everySteps > 0 && steps % everySteps == 0;
    }

    /** Keeps the middle of an epoch. */
    void keepStep(Network network, Map<String, String> settings, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        CheckpointFile.write(middle(), network, settings, checkpoint);
    }

    /** The end of the last good epoch. */
    Optional<Checkpoint> lastEpoch(Network network, Map<String, String> settings) throws IOException, TrainingException {
        return read(epochEnd(), network, settings);
    }

    /** The place furthest on. */
    Optional<Checkpoint> latest(Network network, Map<String, String> settings) throws IOException, TrainingException {
        Optional<Checkpoint> epoch = lastEpoch(network, settings);
        Optional<Checkpoint> step = read(middle(), network, settings);
        return step.isPresent() && (epoch.isEmpty() || step.get().laterThan(epoch.get())) ? step : epoch;
    }

    private static Optional<Checkpoint> read(Path file, Network network, Map<String, String> settings)
        throws IOException, TrainingException {
        return Files.exists(file) ? Optional.of(CheckpointFile.read(file, network, settings)) : Optional.empty();
    }

    void keepBest(VideoModel model) throws IOException {
        Files.createDirectories(folder);
        try {
            ModelFile.save(model, bestModel());
        } catch (ClosedByInterruptException e) {
            throw (CancellationException) new CancellationException("training was cancelled").initCause(e);
        }
    }

    VideoModel best() throws IOException {
        return ModelFile.load(bestModel());
    }
}
