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
}
