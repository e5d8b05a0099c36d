package org.videoaction.model.training;

import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Sgd;

/**
 * How a network is trained.
 *
 * @param epochs how often every clip is seen
 * @param batch clips a step; a last, smaller batch of an epoch is left out
 * @param part the largest number of clips that are worked on at once: a step adds up the gradients of its parts, which
 *     takes less memory; as many as {@code batch} for steps in one piece
 * @param devices how many devices share a batch
 * @param balanced whether classes with few clips count more: each class weighs clips / (classes x its clips)
 * @param validateEvery epochs from one look at the validation clips to the next
 * @param patience looks at the validation clips without a better result after which training ends; 0 for never
 * @param seed decides first weights, the clips' order and dropout
 */
public record TrainingPlan(int epochs, int batch, int part, int devices, Schedule schedule, LearningRules rules,
    boolean balanced, int validateEvery, int patience, long seed) {

    public TrainingPlan {
        if (epochs < 1 || batch < 1 || part < 1 || devices < 1) {
            throw new IllegalArgumentException("Training needs at least one epoch and one clip a step.");
        }
        if (validateEvery < 1 || patience < 0) {
            throw new IllegalArgumentException(
                "Validation takes place every epoch or every few epochs, and patience is not negative.");
        }
    }

    /** Steps in one piece on one device, by torch's cross-entropy; no early end. */
    public TrainingPlan(int epochs, int batch, Schedule schedule, Sgd sgd, long seed) {
        this(epochs, batch, batch, 1, schedule, LearningRules.plain(sgd), false, 1, 0, seed);
    }

    /** The same plan with other rules. */
    public TrainingPlan with(LearningRules otherRules) {
        return new TrainingPlan(epochs, batch, part, devices, schedule, otherRules, balanced, validateEvery, patience,
            seed);
    }

    /** The same plan that ends after as many looks at the validation clips without a better result. */
    public TrainingPlan withPatience(int looks) {
        return new TrainingPlan(epochs, batch, part, devices, schedule, rules, balanced, validateEvery, looks, seed);
    }
}
