package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

class ScoringNetworkTest {

    private static final int FRAMES = 16;
    private static final int SIDE = 64;
    private static final float[] BOXES = {0, 4, 4, 40, 60, 2, 10, 0, 63, 30, 1, 0, 0, 63, 63, 0, 20, 20, 50, 44};

    @TestFactory
    List<DynamicTest> theFastFormGivesThePlainOnesProbabilities() {
        Map<String, Architecture> networks = new LinkedHashMap<>(TestNetworks.all());
        networks.putAll(TestNetworks.detecting());
        return networks.entrySet().stream()
            .map(network -> DynamicTest.dynamicTest(network.getKey(), () -> sameProbabilities(network.getValue().network())))
            .toList();
    }

    private static void sameProbabilities(Network network) {
        Weights weights = TestNetworks.weights(network);
        float[] boxes = network.detects() ? BOXES : null;
        try (TorchNetwork plain = new TorchNetwork(network, Preprocessing.KINETICS, weights);
            ScoringNetwork fast = new ScoringNetwork(network, Preprocessing.KINETICS, weights)) {
            float[][] expected = plain.predict(clips(3), boxes, 3, 3, FRAMES, SIDE, SIDE);
            assertRows(fast.predict(clips(3), boxes, 3, 3, FRAMES, SIDE, SIDE), expected);
            assertRows(fast.predict(clips(3), boxes, 3, 3, FRAMES, SIDE, SIDE), expected);
            if (boxes == null) {
                // fewer clips than the weights were arranged for, and another size
                assertRows(fast.predict(clips(1), 1, 3, FRAMES, SIDE, SIDE), new float[][] {expected[0]});
                ByteBuffer small = clips(1).slice(0, 3 * FRAMES * 32 * 32);
                assertRows(fast.predict(small, 1, 3, FRAMES, 32, 32), plain.predict(small, 1, 3, FRAMES, 32, 32));
            }
        }
    }

    @Test
    void convolutionsAreFusedWithWhatFollowsThem() {
        Network network = TestNetworks.all().get("ir-CSN").network();
        Network folded = BatchNormFolding.of(network, TestNetworks.weights(network)).network();
        String predict = new FusedScript(folded, Preprocessing.KINETICS).text().split("def predict")[1];
        // 16 blocks of three convolutions, the stem and four shortcuts; each block's last one adds and ends in ReLU
        assertThat(predict.split("_convolution_pointwise\\(", -1)).hasSize(1 + 16 * 2 + 1 + 4);
        assertThat(predict.split("_convolution_pointwise_\\(", -1)).hasSize(1 + 16);
        assertThat(predict).doesNotContain("torch.relu").doesNotContain("torch.add(x");
    }

    private static ByteBuffer clips(int count) {
        byte[] bytes = new byte[count * 3 * FRAMES * SIDE * SIDE];
        new Random(5).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void assertRows(float[][] found, float[][] expected) {
        assertThat(found).hasNumberOfRows(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], offset(2e-5f));
        }
    }
}
