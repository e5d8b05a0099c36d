package org.videoaction.model.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConstantVelocityTest {

    @Test
    void oneStepIsThatOfTheTextbook() {
        ConstantVelocity filter = new ConstantVelocity(10, 2, 1);
        // P = F diag(4, 1) F' + diag(0.25, 0.01) = [5.25, 1; 1, 1.01]
        filter.predict(1, 0.5, 0.1);
        // S = 5.25 + 1; K = [5.25, 1] / 6.25
        filter.update(12, 1);
        assertThat(filter.value()).isEqualTo(10 + 2 * 5.25 / 6.25, within(1e-12));
        assertThat(filter.velocity()).isEqualTo(2 * 1 / 6.25, within(1e-12));
        // P = (I - K H) P = [0.84, 0.16; 0.16, 0.85], predicted again [0.84 + 0.32 + 0.85 + 0.25, 1.01; 1.01, 0.86]
        filter.predict(1, 0.5, 0.1);
        double before = filter.value();
        filter.update(before + 1, 1);
        assertThat(filter.value()).isEqualTo(before + 2.26 / 3.26, within(1e-12));
    }

    @Test
    void whatMovesSteadilyIsForetold() {
        ConstantVelocity filter = new ConstantVelocity(0, 0.1, 1);
        for (int step = 1; step <= 50; step++) {
            filter.predict(1, 0.01, 0.001);
            filter.update(3 * step, 0.01);
        }
        filter.predict(4, 0.01, 0.001);
        assertThat(filter.value()).isEqualTo(3 * 54, within(0.01));
    }
}
