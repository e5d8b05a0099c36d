package org.videoaction.model.training;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.FolderLock;
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

    /**
     * Where training goes on.
     *
     * @param latest the place furthest on
     * @param lastEpoch the end of the last good epoch
     * @param remarks which files were passed over, and what that costs
     */
    record Resumption(Optional<Checkpoint> latest, Optional<Checkpoint> lastEpoch, List<String> remarks) {

        static final Resumption NONE = new Resumption(Optional.empty(), Optional.empty(), List.of());
    }

    /** Keeps the end of an epoch. */
    void keepEpoch(Network network, TrainingSettings settings, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        CheckpointFile.write(epochEnd(), network, settings, checkpoint);
        Files.deleteIfExists(middle());
    }

    /** Whether the middle of an epoch should be kept, after more of its steps than before. */
    boolean wants(int before, int steps) {
        return everySteps > 0 && steps / everySteps > before / everySteps;
    }

    /** Keeps the middle of an epoch. */
    void keepStep(Network network, TrainingSettings settings, Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        CheckpointFile.write(middle(), network, settings, checkpoint);
    }

    /**
     * The newest whole state; damaged files are passed over and remarked.
     *
     * @throws IOException when there are checkpoints but no whole one; the message names all
     * @throws TrainingException when one is of another training
     */
    Resumption resume(Network network, TrainingSettings settings) throws IOException, TrainingException {
        List<String> damaged = new ArrayList<>();
        Optional<Checkpoint> epoch = read(epochEnd(), network, settings, damaged);
        Optional<Checkpoint> step = read(middle(), network, settings, damaged);
        Optional<Checkpoint> latest = step.isPresent() && (epoch.isEmpty() || step.get().laterThan(epoch.get())) ? step
            : epoch;
        if (latest.isEmpty() && !damaged.isEmpty()) {
            throw new IOException("No checkpoint is whole: " + String.join("; ", damaged) + ". Put a copy of a whole one in "
                + "its place, or choose another folder to train from the start"
                + (Files.exists(bestModel()) ? "; " + bestModel() + ", the best model until then, can be what that training "
                    + "starts with." : "."));
        }
        return new Resumption(latest, epoch, damaged.stream().map(problem -> problem + ". Training goes on from "
            + latest.orElseThrow().place() + "; what was done after it is computed again.").toList());
    }

    private static Optional<Checkpoint> read(Path file, Network network, TrainingSettings settings,
        List<String> damaged) throws IOException, TrainingException {
        if (!isThere(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CheckpointFile.read(file, network, settings));
        } catch (IOException e) {
            damaged.add("The checkpoint " + file + " is damaged: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** What may not be read is not damaged. */
    private static boolean isThere(Path file) throws IOException {
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        return Files.exists(file);
    }

    void keepBest(VideoModel model) throws IOException {
        Files.createDirectories(folder);
        ModelFile.save(model, bestModel());
    }

    /**
     * The model that was kept as the best, if one was.
     *
     * @throws IOException when it is damaged; the message names the file
     */
    Optional<VideoModel> best() throws IOException {
        return isThere(bestModel()) ? Optional.of(ModelFile.load(bestModel())) : Optional.empty();
    }

    /**
     * Keeps the folder to one training at a time, until the lock is closed.
     *
     * @throws IOException when another training has it, or it cannot be written
     */
    FolderLock lock() throws IOException {
        Files.createDirectories(folder);
        return FolderLock.of(folder)
            .orElseThrow(() -> new IOException("Another training keeps its checkpoints in the folder "
                + folder + " right now. Choose another one, or wait until that has ended."));
    }
}
