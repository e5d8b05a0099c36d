package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.videoaction.model.torch.Targets;

class TallyTest {

    @Test
    void noLossIsNamedBeforeThereIsOne() {
        assertThat(Tally.NONE.title()).isEmpty();
        assertThat(Tally.NONE.without(1).title()).isEmpty();
    }

    @Test
    void theLossIsTheMeanOverClipsWhateverTheBatches() {
        Tally tally = Tally.NONE.plus(2, new float[1][2], new Targets.Classes(new int[1]), 0, 0).plus(0.5, new float[3][2],
            new Targets.Classes(new int[3]), 0, 0);
        assertThat(tally.title()).isEqualTo("loss 0.875, ");
    }
}
