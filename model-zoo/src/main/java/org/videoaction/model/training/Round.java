package org.videoaction.model.training;

import java.io.Serializable;

/**
 * Some steps in a row that partitions take by themselves. What each of them reads and draws follows from the plan and these
 * numbers, so that any process computes the same share again.
 *
 * @param epoch from 0
 * @param first the first step, from 0
 * @param rates the learning rate of each step
 * @param partitions how many share the batch of each step
 * @param weights all of the network, one parameter after the other
 * @param moments what the optimizer remembers; null where the steps' gradients are wanted and nothing is to move
 * @param moved how many steps the optimizer had done
 */
public record Round(int epoch, int first, double[] rates, int partitions, float[] weights, float[] moments, long moved)
    implements Serializable {

    int steps() {
        return rates.length;
    }

    /** Whether partitions move their own weights. */
    boolean isLocal() {
        return moments != null;
    }
}
