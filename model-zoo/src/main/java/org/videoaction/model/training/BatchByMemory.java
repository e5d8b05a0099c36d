package org.videoaction.model.training;

/**
 * Whether as many clips are taken a step as fit into the memory.
 *
 * @param most clips a step, at least 1; 0 where the batch of the plan is taken as it is
 * @param scalesRate whether the learning rate is scaled to the batch that is found in proportion
 */
public record BatchByMemory(int most, boolean scalesRate) {

    /** The batch of the plan is taken as it is. */
    public static final BatchByMemory OFF = new BatchByMemory();

    public BatchByMemory {
        if (most < 0) {
            throw new IllegalArgumentException("A step takes at least one clip, not " + most + ".");
        }
    }

    /** {@link #OFF}, which checkpoints do not mention. */
    BatchByMemory() {
        this(0, false);
    }

    boolean isWanted() {
        return most > 0;
    }
}
