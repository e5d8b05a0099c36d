package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlowFastTest {

    private static SlowFast slowFast(int depth, int alpha, int lateralKernel, boolean lateralNorm) {
        return SlowFast.plain(depth, alpha, 8, 64, Lateral.convolution(lateralKernel, lateralNorm), FrameRule.STRIDE, 0.5,
            400);
    }

    @Test
    void r50With400ClassesHasMmaction2sParameters() {
        assertThat(slowFast(50, 8, 5, false).network().parameterCount()).isEqualTo(34_479_288);
    }

    @Test
    void r50WithNormalisedLateralsHasPySlowFastsParameters() {
        assertThat(slowFast(50, 8, 5, true).network().parameterCount()).isEqualTo(34_480_216);
    }

    @Test
    void kernel7HasTheParametersOfMmaction2s8x8() {
        assertThat(slowFast(50, 4, 7, false).network().parameterCount()).isEqualTo(34_565_560);
    }

    @Test
    void r101HasThePublishedParameters() {
        assertThat(slowFast(101, 4, 5, true).network().parameterCount()).isEqualTo(62_826_968);
        assertThat(slowFast(101, 4, 7, false).network().parameterCount()).isEqualTo(62_912_312);
    }

    @Test
    void namesOfLayersAreUnique() {
        List<String> names = slowFast(101, 8, 5, true).network().nodes().stream().map(Network.Node::name).toList();
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void slowFramesAreThoseOfTheTwoCodeBases() {
        assertThat(FrameRule.LINSPACE.indices(32, 8)).containsExactly(0, 10, 20, 31);
        assertThat(FrameRule.STRIDE.indices(32, 8)).containsExactly(0, 8, 16, 24);
        assertThat(FrameRule.LINSPACE.indices(32, 4)).containsExactly(0, 4, 8, 13, 17, 22, 26, 31);
    }

    @Test
    void aFastPathwayWithoutWholeChannelsIsRefused() {
        assertThatThrownBy(() -> SlowFast.plain(50, 8, 6, 64, Lateral.convolution(5, true), FrameRule.STRIDE, 0, 400))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1/beta, 6");
    }

    @Test
    void clipsThatAlphaDoesNotDivideAreRefused() {
        assertThatThrownBy(() -> slowFast(50, 8, 5, true).checkClip(20, 224))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("20 frames")
            .hasMessageContaining("alpha = 8");
    }
}
