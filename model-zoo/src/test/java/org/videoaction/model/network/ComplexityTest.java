package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplexityTest {

    @Test
    void slowFastR50HasTheCountsOfMmaction2() {
        Network network = SlowFast.plain(50, 8, 8, 64, Lateral.convolution(5, false), FrameRule.STRIDE, 0.5, 400).network();
        Complexity at224 = Complexity.of(network, 32, 224);
        assertThat(at224).isEqualTo(new Complexity(34_479_288, 27_637_743_616L, 921_600, 0, 88_911_872));
        assertThat(Complexity.of(network, 32, 256).multiplyAccumulates()).isEqualTo(36_099_198_976L);
    }
}
