package org.videoaction.model.training;

import java.io.Serializable;

/**
 * Some steps in a row that partitions take by themselves. What each of them reads and draws follows from the plan and these
 * numbers, so that any process computes the same share again.
 *
 * @param epoch from 0
 * @param first the first step, from 0
 * @param partitions how many share the batch of each step
 * @param weights all of the network, one parameter after the other
 * @param velocities those of the parameters that learn; null where the steps' gradients are wanted and nothing is to move
 */
public record Round(int epoch, int first, int steps, int partitions, float[] weights, float[] velocities)
    implements Serializable {

    /** Whether partitions move their own weights. */
    boolean isLocal() {
        return velocities != null;
    }
}
