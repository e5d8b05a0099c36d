package org.videoaction.model.training;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;

/** Where a run of training keeps how far it is. */
interface Checkpoints {

    /** Nothing is kept. */
    Checkpoints NONE = new Checkpoints() {};

    /** The newest whole state. */
    default CheckpointFolder.Resumption resume() throws IOException, TrainingException {
        return CheckpointFolder.Resumption.NONE;
    }

    /**
     * The model that was kept as the best on the validation clips.
     *
     * @throws IOException when it is damaged
     */
    default Optional<VideoModel> best() throws IOException {
        return Optional.empty();
    }

    default void keepEpoch(Supplier<Checkpoint> checkpoint) throws IOException {
    }

    /**
     * Keeps the middle of an epoch, where that is wanted.
     *
     * @param before how many of its steps were done when this was last asked
     * @param steps how many are done
     */
    default void keepStep(int before, int steps, Supplier<Checkpoint> checkpoint) throws IOException {
    }

    default void keepBest(VideoModel model) throws IOException {
    }

    /**
     * Checkpoints in a folder.
     *
     * @param settings what is trained
     */
    record Kept(CheckpointFolder folder, Network network, TrainingSettings settings) implements Checkpoints {

        @Override
        public CheckpointFolder.Resumption resume() throws IOException, TrainingException {
            return folder.resume(network, settings);
        }

        @Override
        public Optional<VideoModel> best() throws IOException {
            return folder.best();
        }

        @Override
        public void keepEpoch(Supplier<Checkpoint> checkpoint) throws IOException {
            folder.keepEpoch(network, settings, checkpoint.get());
        }

        @Override
        public void keepStep(int before, int steps, Supplier<Checkpoint> checkpoint) throws IOException {
            if (folder.wants(before, steps)) {
                folder.keepStep(network, settings, checkpoint.get());
            }
        }

        @Override
        public void keepBest(VideoModel model) throws IOException {
            folder.keepBest(model);
        }
    }
}
