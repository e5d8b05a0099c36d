package org.videoaction.model.training;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;

/** Where a run of training keeps how far it is. */
interface Checkpoints {

    /** Nothing is kept. */
    Checkpoints NONE = new Checkpoints() {};

    /** The place furthest on. */
    default Optional<Checkpoint> latest() throws IOException, TrainingException {
        return Optional.empty();
    }

    /** The end of the last good epoch. */
    default Optional<Checkpoint> lastEpoch() throws IOException, TrainingException {
        return Optional.empty();
    }

    /** The model that did best on the validation clips. */
    default Optional<VideoModel> best() throws IOException {
        return Optional.empty();
    }

    default void keepEpoch(Supplier<Checkpoint> checkpoint) throws IOException {
    }

    /** Keeps the middle of an epoch, where that is wanted after as many of its steps. */
    default void keepStep(int steps, Supplier<Checkpoint> checkpoint) throws IOException {
    }

    default void keepBest(VideoModel model) throws IOException {
    }

    /**
     * Checkpoints in a folder.
     *
     * @param settings what is trained
     */
    record Kept(CheckpointFolder folder, Network network, Map<String, String> settings) implements Checkpoints {

        @Override
        public Optional<Checkpoint> latest() throws IOException, TrainingException {
            return folder.latest(network, settings);
        }

        @Override
        public Optional<Checkpoint> lastEpoch() throws IOException, TrainingException {
            return folder.lastEpoch(network, settings);
        }

        @Override
        public Optional<VideoModel> best() throws IOException {
            return Optional.of(folder.best());
        }

        @Override
        public void keepEpoch(Supplier<Checkpoint> checkpoint) throws IOException {
            folder.keepEpoch(network, settings, checkpoint.get());
        }

        @Override
        public void keepStep(int steps, Supplier<Checkpoint> checkpoint) throws IOException {
            if (folder.wants(steps)) {
                folder.keepStep(network, settings, checkpoint.get());
            }
        }

        @Override
        public void keepBest(VideoModel model) throws IOException {
            folder.keepBest(model);
        }
    }
}
