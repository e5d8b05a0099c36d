package org.videoaction.model.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.LearningState;

/** What an optimizer remembers of each weight, one value after the other. */
final class Moments {

    private Moments() {
    }

    static float[] of(LearningState state) {
        float[] velocities = state.velocities().joined();
        return state.squares().map(squares -> joined(velocities, squares.joined())).orElse(velocities);
    }

    static float[] joined(float[] first, float[] second) {
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * A state with these.
     *
     * @param moved how many steps the optimizer has done
     * @param averaged of how many states whoever takes it has an average, which stays
     */
    static LearningState state(List<Parameter> learned, float[] moments, long moved, long averaged) {
        int each = learned.stream().mapToInt(parameter -> Math.toIntExact(parameter.size())).sum();
        Optional<Weights> squares = moments.length == each ? Optional.empty()
            : Optional.of(Weights.of(learned, Arrays.copyOfRange(moments, each, moments.length)));
        return new LearningState(Weights.of(learned, moments), squares, moved, Optional.empty(), averaged);
    }
}
