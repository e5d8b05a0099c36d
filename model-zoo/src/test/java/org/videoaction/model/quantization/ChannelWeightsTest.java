package org.videoaction.model.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class ChannelWeightsTest {

    @Test
    void eachChannelHasTheScaleOfItsLargestWeight() {
        ChannelWeights rounded = ChannelWeights.of(new float[] {6.4f, -3.2f, 0.14f, 0.64f, 0.0f, -0.64f}, 2);
        assertThat(rounded.scales()).containsExactly(0.1f, 0.01f);
        // 0.14 / 0.1 is nearest to 1
        assertThat(rounded.values()).containsExactly(64, -32, 1, 64, 0, -64);
    }

    @Test
    void twoProductsFitInto16Bits() {
        assertThat(2 * 255 * ChannelWeights.LARGEST).isLessThanOrEqualTo(Short.MAX_VALUE);
    }

    @Test
    void weightsOfNothingButZeroStayZero() {
        ChannelWeights rounded = ChannelWeights.of(new float[4], 2);
        assertThat(rounded.values()).containsOnly(0);
        assertThat(rounded.scales()[0]).isPositive();
    }

    @Test
    void theErrorIsThePowerOfWhatIsLeftOverThatOfWhatIsLost() {
        float[] weights = {64, 0.4f};
        // 0.4 is lost: 10 log10((4096 + 0.16) / 0.16)
        assertThat(ChannelWeights.of(weights, 1).against(weights).decibels())
            .isEqualTo(10 * Math.log10(4096.16 / 0.16), offset(1e-3));
    }

    @Test
    void noiseOfATenthOfThePowerIsTenDecibels() {
        SignalToNoise error = new SignalToNoise();
        error.add(new float[] {10, 0}, new float[] {7, 1});
        assertThat(error.decibels()).isEqualTo(10, offset(1e-9));
    }
}
