package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {

    /** One whose depthwise convolutions have one channel in. */
    private static final Network NETWORK = new ChannelSeparated(ChannelSeparated.Interaction.PRESERVED, 50, 16, 1e-3, 0.5,
        40).network();

    /** Of n normal values the variance is off by a share of sqrt(2 / n), the mean by a deviation over sqrt(n). */
    private static void assertNormal(Parameter parameter, float[] values, double deviation) {
        double mean = 0;
        double square = 0;
        for (float value : values) {
            mean += value / (double) values.length;
            square += (double) value * value / values.length;
        }
        double sigmas = 6;
        assertThat(mean).as("mean of %s", parameter).isCloseTo(0, within(sigmas * deviation / Math.sqrt(values.length)));
        assertThat(square / (deviation * deviation)).as("variance of %s", parameter)
            .isCloseTo(1, within(sigmas * Math.sqrt(2.0 / values.length)));
    }

    @Test
    void newConvolutionsHaveTheVarianceThatHeEtAlDerive() {
        Weights weights = Weights.initial(NETWORK, 3);
        for (Parameter parameter : NETWORK.parameters()) {
            if (parameter.role() == Parameter.Role.CONVOLUTION_WEIGHT) {
                // 2 over the values that a value of the channel goes into: out x T x H x W of out x in x T x H x W
                List<Integer> shape = parameter.shape();
                double fanOut = shape.get(0) * shape.get(2) * shape.get(3) * shape.get(4);
                assertNormal(parameter, weights.of(parameter), Math.sqrt(2 / fanOut));
            }
        }
    }

    @Test
    void aNewClassifierHasADeviationOfAHundredthAndNoBias() {
        Weights weights = Weights.initial(NETWORK, 3);
        for (Parameter parameter : NETWORK.parameters()) {
            switch (parameter.role()) {
                case LINEAR_WEIGHT -> assertNormal(parameter, weights.of(parameter), 0.01);
                case LINEAR_BIAS -> assertThat(weights.of(parameter)).containsOnly(0);
                default -> assertThat(parameter.name()).doesNotStartWith("head.fc");
            }
        }
    }

    @Test
    void newBatchNormalisationIsTheIdentityOrZeroAtABlocksEnd() {
        Weights weights = Weights.initial(NETWORK, 3);
        for (Parameter parameter : NETWORK.parameters()) {
            if (parameter.role().ofBatchNorm()) {
                boolean one = parameter.role() == Parameter.Role.RUNNING_VARIANCE
                    || parameter.role() == Parameter.Role.GAMMA;
                assertThat(weights.of(parameter)).as(parameter.name()).containsOnly(one ? 1 : 0);
            }
        }
    }

    @Test
    void aTensorDependsOnTheSeedAndItsNameOnly() {
        Network other = new ChannelSeparated(ChannelSeparated.Interaction.PRESERVED, 50, 16, 1e-3, 0.5, 3).network();
        String stem = "stem.conv.weight";

        assertThat(Weights.initial(other, 3).values().get(stem)).isEqualTo(Weights.initial(NETWORK, 3).values().get(stem))
            .isNotEqualTo(Weights.initial(NETWORK, 4).values().get(stem));
    }

    @Test
    void aTensorThatIsMissingOrOfAnotherSizeIsNamed() {
        Parameter parameter = Parameter.of("head.fc", Parameter.Role.LINEAR_BIAS, 2);

        assertThat(new Weights(Map.of("head.fc.bias", new float[] {1, 2})).of(parameter)).containsExactly(1, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(Map.of()).of(parameter))
            .withMessageContaining("lack the tensor head.fc.bias");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Weights(Map.of("head.fc.bias", new float[3])).of(parameter))
            .withMessageContaining("head.fc.bias has 3 values; the network needs [2]");
    }

    private static Network normalized() {
        NetworkBuilder layers = new NetworkBuilder(1e-5);
        layers.batchNorm("bn", layers.input(3));
        return layers.build(Labels.ONE);
    }

    private static void assertDamaged(Map<String, float[]> values, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(values).checkPossible(normalized()))
            .withMessage("the weights are damaged: " + message);
    }

    @Test
    void whatNoTrainingGivesIsNamedAndCounted() {
        assertDamaged(Map.of("bn.bias", new float[] {0, Float.NaN, 1}), "bn.bias has 1 value that is not finite");
        assertDamaged(Map.of("bn.bias", new float[] {Float.NEGATIVE_INFINITY, Float.NaN, 1}),
            "bn.bias has 2 values that are not finite");
        assertDamaged(Map.of("bn.running_var", new float[] {1, -0.5f, 2}),
            "bn.running_var has 1 value below 0, which variances never are");
        assertDamaged(Map.of("bn.bias", new float[] {Float.NaN, 0, 0}, "bn.running_var", new float[] {-1, -1, 0}),
            "bn.bias has 1 value that is not finite, and 1 other tensor is like it");
        float[] infinite = {Float.POSITIVE_INFINITY, 0, 0};
        assertDamaged(Map.of("bn.weight", infinite, "bn.bias", infinite, "bn.running_mean", infinite),
            "bn.weight has 1 value that is not finite, and 2 other tensors are like it");
    }

    @Test
    void onlyVariancesAreNeverNegativeAndWhatIsMissingIsPassedOver() {
        assertThatCode(() -> new Weights(Map.of("bn.bias", new float[] {-1, 0, 1}, "bn.running_mean", new float[] {-1, 0, 1},
            "bn.running_var", new float[] {0, 0, 1})).checkPossible(normalized())).doesNotThrowAnyException();
    }
}
