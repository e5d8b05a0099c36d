package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.NetworkBuilder.Activation;

class BatchNormFoldingTest {

    private static final Map<String, float[]> VALUES = Map.of("conv.weight", new float[] {3}, "bn.weight", new float[] {4},
        "bn.bias", new float[] {5}, "bn.running_mean", new float[] {6}, "bn.running_var", new float[] {3.75f});

    @Test
    void aConvolutionTakesInTheScaleAndTheShiftOfItsNorm() {
        NetworkBuilder layers = new NetworkBuilder(0.25);
        layers.relu("relu", layers.batchNorm("bn", layers.projection("conv", layers.input(1), 1, false)));
        Folded folded = BatchNormFolding.of(layers.build(Labels.ONE), new Weights(VALUES));
        assertThat(folded.network().nodes()).extracting(Network.Node::name).containsExactly("clip", "conv", "relu");
        // 4 / sqrt(3.75 + 0.25) = 2: (3 x - 6) * 2 + 5 = 6 x - 7
        assertThat(folded.weights().values().get("conv.weight")).containsExactly(6);
        assertThat(folded.weights().values().get("conv.bias")).containsExactly(-7);
    }

    @Test
    void aConvolutionWhoseOwnResultIsNeededKeepsItsNorm() {
        NetworkBuilder layers = new NetworkBuilder(0.25);
        Activation conv = layers.projection("conv", layers.input(1), 1, false);
        layers.sum("sum", conv, layers.batchNorm("bn", conv));
        Network network = layers.build(Labels.ONE);
        assertThat(BatchNormFolding.of(network, new Weights(VALUES)).network()).isEqualTo(network);
    }

    @TestFactory
    Stream<DynamicTest> noNormStaysInAnyNetwork() {
        return TestNetworks.all().entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            Network network = entry.getValue().network();
            assertThat(BatchNormFolding.of(network, Weights.initial(network, 1)).network().nodes())
                .noneMatch(node -> node.layer() instanceof Layer.BatchNorm);
        }));
    }

    @Test
    void manyChannelsHaveTheirOwnScales() {
        NetworkBuilder layers = new NetworkBuilder(0);
        layers.batchNorm("bn", layers.projection("conv", layers.input(2), 2, true));
        Folded folded = BatchNormFolding.of(layers.build(Labels.ONE), new Weights(Map.of("conv.weight",
            new float[] {1, 2, 3, 4}, "conv.bias", new float[] {5, 6}, "bn.weight", new float[] {2, 10}, "bn.bias",
            new float[] {7, 8}, "bn.running_mean", new float[] {1, 2}, "bn.running_var", new float[] {4, 25})));
        // 2 / sqrt(4) = 1 and 10 / sqrt(25) = 2
        assertThat(folded.weights().values().get("conv.weight")).containsExactly(1, 2, 6, 8);
        assertThat(folded.weights().values().get("conv.bias")).containsExactly((5 - 1) * 1 + 7, (6 - 2) * 2 + 8);
    }

    @Test
    void parametersOfTheFoldedFormAreThoseThatFoldingGives() {
        TestNetworks.all().forEach((name, architecture) -> {
            Network network = architecture.network();
            assertThat(BatchNormFolding.parameters(network)).as(name)
                .isEqualTo(BatchNormFolding.of(network, Weights.initial(network, 1)).network().parameters());
        });
    }

    @Test
    void normsHandOnWhatTheyTakeButForTheBiasOfFoldedWeights() {
        NetworkBuilder layers = new NetworkBuilder(0.25);
        Activation first = layers.batchNorm("bn", layers.projection("conv", layers.input(1), 1, false));
        Activation second = layers.batchNorm("bn2", layers.projection("conv2", first, 1, true));
        layers.linear("fc", layers.averagePool("pool", second), 1);
        Map<String, float[]> folded = Map.of("conv.weight", new float[] {6}, "conv.bias", new float[] {-7}, "conv2.weight",
            new float[] {3}, "conv2.bias", new float[] {4}, "fc.weight", new float[] {8}, "fc.bias", new float[] {9});
        Map<String, float[]> unfolded = BatchNormFolding.unfolded(layers.build(Labels.ONE), new Weights(folded)).values();
        // (6 x - 0) / sqrt(0.75 + 0.25) * 1 - 7
        assertThat(unfolded).containsOnlyKeys("conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var",
            "conv2.weight", "conv2.bias", "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var", "fc.weight",
            "fc.bias");
        assertThat(unfolded.get("conv.weight")).containsExactly(6);
        assertThat(unfolded.get("bn.weight")).containsExactly(1);
        assertThat(unfolded.get("bn.bias")).containsExactly(-7);
        assertThat(unfolded.get("bn.running_mean")).containsExactly(0);
        assertThat(unfolded.get("bn.running_var")).containsExactly(0.75f);
        assertThat(unfolded.get("conv2.bias")).containsExactly(0);
        assertThat(unfolded.get("bn2.bias")).containsExactly(4);
        assertThat(unfolded.get("fc.bias")).containsExactly(9);
    }
}
