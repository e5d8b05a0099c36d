package org.videoaction.model.training;

import java.util.List;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.LearningState;

/**
 * All that training needs to go on as if it had never stopped. The order of the clips and every random number follow from
 * the plan's seed, the epoch and the step.
 *
 * @param epoch the epoch it is in, from 0
 * @param step how many steps of that epoch are done
 * @param tally what came of these steps
 * @param history the epochs that are done
 * @param weights those that learn on
 * @param state what learning remembers beside them
 * @param found what was found before the first step
 * @param threads the CPU's threads that shared each operation; 0 where nobody noted it
 */
record Checkpoint(int epoch, int step, Tally tally, List<Epoch> history, Weights weights, LearningState state,
    Found found, int threads) {

    /** @throws IllegalArgumentException when the parts cannot belong together */
    Checkpoint {
        if (epoch < 0 || step < 0 || history.size() != epoch || tally.steps() != step) {
            throw new IllegalArgumentException("it is said to be in step " + step + " of epoch " + epoch + ", after "
                + history.size() + " epochs and " + tally.steps() + " steps");
        }
        history = List.copyOf(history);
    }

    /** The weights of the model: the average, where there is one. */
    Weights given() {
        return state.average().orElse(weights);
    }

    /** For example "the end of epoch 3", or "step 120 of epoch 4". */
    String place() {
        return step == 0 ? "the end of epoch " + epoch : "step " + step + " of epoch " + (epoch + 1);
    }

    /** Whether it comes after another in the course of training. */
    boolean laterThan(Checkpoint other) {
        return epoch > other.epoch || epoch == other.epoch && step > other.step;
    }
}
