package org.videoaction.model.torch;

import java.util.Optional;
import org.videoaction.model.network.Weights;

/**
 * What learning remembers from step to step beside the weights.
 *
 * @param velocities how fast each weight that learns moves: the running mean of gradients of {@link AdamW}
 * @param squares the running mean of squared gradients; only of AdamW
 * @param steps those that AdamW has done
 * @param average of the weights and running statistics, of all parameters, where there is one
 * @param averaged of how many states it is the average
 */
public record LearningState(Weights velocities, Optional<Weights> squares, long steps, Optional<Weights> average,
    long averaged) {

    /** That of stochastic gradient descent without an average. */
    public static LearningState of(Weights velocities) {
        return new LearningState(velocities, Optional.empty(), 0, Optional.empty(), 0);
    }
}
