package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.model.scoring.PersonAction.Seen;

class PersonActionTest {

    private static Seen seen(double seconds, int person, double... probabilities) {
        float[] values = new float[probabilities.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) probabilities[i];
        }
        return new Seen(seconds, person, values);
    }

    private static void assertThatIs(PersonAction action, int person, int label, double start, double end,
        double probability, int keyFrames) {
        assertThat(action.person()).isEqualTo(person);
        assertThat(action.label()).isEqualTo(label);
        assertThat(action.start()).isEqualTo(start);
        assertThat(action.end()).isEqualTo(end);
        assertThat(action.probability()).isEqualTo(probability, within(1e-6));
        assertThat(action.keyFrames()).isEqualTo(keyFrames);
    }

    @Test
    void anActionLastsFromHalfwayToHalfway() {
        List<PersonAction> actions = PersonAction.of(List.of(seen(0, 1, 0.9, 0.1), seen(1, 1, 0.7, 0.2),
            seen(2, 1, 0.1, 0.8), seen(3, 1, 0.1, 0.6)), 0.5);
        assertThat(actions).hasSize(2);
        assertThatIs(actions.get(0), 1, 0, 0, 1.5, 0.8, 2);
        assertThatIs(actions.get(1), 1, 1, 1.5, 3.5, 0.7, 2);
    }

    @Test
    void everyPersonHasActionsOfTheirOwnSeveralAtOnce() {
        List<PersonAction> actions = PersonAction
            .of(List.of(seen(0, 2, 0.9, 0.8), seen(0, 1, 0.9, 0.1), seen(1, 2, 0.1, 0.8),
                seen(1, 1, 0.9, 0.1)), 0.5);
        assertThat(actions).hasSize(3);
        assertThatIs(actions.get(0), 1, 0, 0, 1.5, 0.9, 2);
        assertThatIs(actions.get(1), 2, 0, 0, 0.5, 0.9, 1);
        assertThatIs(actions.get(2), 2, 1, 0, 1.5, 0.8, 2);
    }

    @Test
    void whoGoesAwayAndComesBackDoesItTwice() {
        List<PersonAction> actions = PersonAction.of(List.of(seen(0, 1, 0.9), seen(1, 1, 0.9), seen(5, 1, 0.9),
            seen(1, 2, 0), seen(2, 2, 0), seen(3, 2, 0), seen(4, 2, 0)), 0.5);
        assertThat(actions).hasSize(2);
        assertThatIs(actions.get(0), 1, 0, 0, 1.5, 0.9, 2);
        assertThatIs(actions.get(1), 1, 0, 4.5, 5.5, 0.9, 1);
    }

    @Test
    void oneKeyFrameIsAMomentAndNoBoxNothing() {
        assertThatIs(PersonAction.of(List.of(seen(3, 1, 0.9)), 0.5).get(0), 1, 0, 3, 3, 0.9, 1);
        assertThat(PersonAction.of(List.of(), 0.5)).isEmpty();
        assertThat(PersonAction.of(List.of(seen(3, 1, 0.1)), 0.5)).isEmpty();
    }
}
