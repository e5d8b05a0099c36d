package org.videoaction.model.training;

/**
 * How several partitions share the batches of training. With one step a round each batch is that of one process with as many
 * parts: the partitions' gradients are added up. With more, every partition takes that many steps on its own shares of the
 * batches, and weights and velocities are averaged then: local stochastic gradient descent (Stich, "Local SGD Converges Fast
 * and Communicates Little", 2019), or where it does not begin with the first epoch the post-local one (Lin et al., "Don't Use
 * Large Mini-Batches, Use Local SGD", 2020).
 *
 * @param partitions which take the same number of each batch's clips, but for one
 * @param steps from one average to the next, at least 1
 * @param firstLocal the epoch, from 0, from which on rounds have as many steps; before it they have one
 */
public record DataParallel(int partitions, int steps, int firstLocal) {

    public DataParallel {
        if (partitions < 1 || steps < 1 || firstLocal < 0) {
            throw new IllegalArgumentException(
                "Training elsewhere needs at least one partition and one step a round, and epochs are not negative.");
        }
    }

    /** Whether an epoch's partitions move their own weights. */
    boolean isLocal(int epoch) {
        return steps > 1 && epoch >= firstLocal;
    }
}
