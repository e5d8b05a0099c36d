package org.videoaction.model.training;

import org.videoaction.model.torch.Sgd;

/**
 * How a network is trained.
 *
 * @param epochs how often every clip is seen
 * @param batch clips a step; a last, smaller batch of an epoch is left out
 * @param seed decides first weights, the clips' order and dropout
 */
public record TrainingPlan(int epochs, int batch, Schedule schedule, Sgd sgd, long seed) {

    public TrainingPlan {
        if (epochs < 1 || batch < 1) {
            throw new IllegalArgumentException("Training needs at least one epoch and one clip a step.");
        }
    }
}
