package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.BatchNormFolding.Folded;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.quantization.Histogram;
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.QuantizedGraph;
import org.videoaction.model.quantization.Range;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.quantization.SignalToNoise;

class QuantizedNetworkTest {

    private static final int FRAMES = 16;
    private static final int SIDE = 64;
    private static final float[] BOXES = {0, 4, 4, 40, 60, 1, 10, 0, 63, 30, 1, 0, 0, 63, 63, 0, 20, 20, 50, 44};
    private static final ScoringDevice INT8 = new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.INT8));

    @BeforeEach
    void libtorchHasIntegers() {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
    }

    @TestFactory
    List<DynamicTest> integersComeNearTheNetworkInFloats() {
        Map<String, Architecture> networks = new LinkedHashMap<>(TestNetworks.all());
        networks.putAll(TestNetworks.detecting());
        return networks.entrySet().stream()
            .map(network -> DynamicTest.dynamicTest(network.getKey(), () -> comesNear(network.getValue().network())))
            .toList();
    }

    private static void comesNear(Network network) {
        Weights weights = TestNetworks.weights(network);
        Folded folded = BatchNormFolding.of(network, weights);
        float[] boxes = network.detects() ? BOXES : null;
        QuantizedGraph graph = new QuantizedGraph(folded.network(), List.of());
        List<Histogram> histograms = graph.ranged().stream().map(node -> new Histogram()).toList();
        SampledNetwork.Sample expected;
        try (SampledNetwork exact = SampledNetwork.exact(folded, Preprocessing.KINETICS, graph)) {
            expected = exact.sample(clips(2), boxes, 2, 3, FRAMES, SIDE, SIDE);
            for (int i = 0; i < histograms.size(); i++) {
                histograms.get(i).add(expected.values().get(i));
            }
        }
        Quantization quantization = new Quantization(List.of(), ranges(folded.network(), graph, histograms));
        try (SampledNetwork sampled = SampledNetwork.inBytes(folded, Preprocessing.KINETICS, quantization);
            RunningNetwork scoring = RunningNetwork.of(network, Preprocessing.KINETICS, weights, Optional.of(quantization),
                INT8)) {
            SampledNetwork.Sample found = sampled.sample(clips(2), boxes, 2, 3, FRAMES, SIDE, SIDE);
            List<String> poor = new ArrayList<>();
            for (int i = 0; i < histograms.size(); i++) {
                SignalToNoise error = new SignalToNoise();
                error.add(expected.values().get(i), found.values().get(i));
                if (!(error.decibels() > 10)) {
                    poor.add(folded.network().nodes().get(graph.ranged().get(i)).name() + " " + error.decibels());
                }
            }
            assertThat(poor).isEmpty();
            assertRows(found.probabilities(), expected.probabilities(), 0.03f);
            // weights arranged for these clips, then by what was arranged; a sum in another order may round to another byte
            assertRows(scoring.predict(clips(2), boxes, 2, 3, FRAMES, SIDE, SIDE), found.probabilities(), 0.003f);
            assertRows(scoring.predict(clips(2), boxes, 2, 3, FRAMES, SIDE, SIDE), found.probabilities(), 0.003f);
        }
    }

    /** Else a libtorch that lacks one is found out when a model is scored. */
    @Test
    void theTrialHasEveryFormOfConvolutionThatNetworksHave() {
        Set<List<Boolean>> tried = forms(QuantizedNetwork.trial());
        Map<String, Architecture> networks = new LinkedHashMap<>(TestNetworks.all());
        networks.putAll(TestNetworks.detecting());
        networks.forEach((name, network) -> assertThat(tried).as(name).containsAll(forms(
            BatchNormFolding.of(network.network(), TestNetworks.weights(network.network())).network())));
    }

    /** Whether a ReLU follows, a sum does, bytes come out, and channels are in groups. */
    private static Set<List<Boolean>> forms(Network folded) {
        QuantizedGraph graph = new QuantizedGraph(folded, List.of());
        return graph.convolutions().stream().map(convolution -> {
            int end = graph.end(convolution);
            return List.of(graph.step(end).relu(), graph.step(end).adds(), graph.givesBytes(end),
                ((Layer.Convolution) folded.nodes().get(convolution).layer()).groups() > 1);
        }).collect(Collectors.toSet());
    }

    private static Map<String, Range> ranges(Network folded, QuantizedGraph graph, List<Histogram> histograms) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        for (int i = 0; i < histograms.size(); i++) {
            ranges.put(folded.nodes().get(graph.ranged().get(i)).name(),
                new RangeRule.Percentile(100).of(histograms.get(i)));
        }
        return ranges;
    }

    /** Without VNNI, processors add two products in 16 bits, which weights of 8 bits overflow. */
    @Test
    void theLargestBytesAndWeightsAreMultipliedAsIntegers() {
        int channels = 32;
        Extent one = Extent.of(1, 1);
        Extent space = Extent.of(1, 3);
        Network network = new Network(List.of(new Node("clip", new Layer.Input(3), List.of()),
            new Node("first.conv", new Layer.Convolution(3, channels, one, one, one.same(), 1, 1, true), List.of(0)),
            new Node("first.relu", new Layer.Relu(), List.of(1)),
            new Node("conv", new Layer.Convolution(channels, channels, space, one, space.same(), 1, 1, true), List.of(2)),
            new Node("relu", new Layer.Relu(), List.of(3)), new Node("pool", new Layer.AveragePool(), List.of(4))),
            Labels.SEVERAL);
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        float[] large = new float[channels * channels * 9];
        Arrays.fill(large, 64);
        // every activation is 1, which is byte 255, every weight 64
        Weights weights = new Weights(Map.of("first.conv.weight", new float[3 * channels], "first.conv.bias", ones,
            "conv.weight", large, "conv.bias", new float[channels]));
        Quantization quantization = new Quantization(List.of(),
            Map.of("first.relu", new Range(0, 1), "relu", new Range(0, 1)));
        try (RunningNetwork scoring = RunningNetwork.of(network, Preprocessing.KINETICS, weights,
            Optional.of(quantization), INT8)) {
            float[] found = scoring.score(ByteBuffer.allocateDirect(3 * 9), 1, 3, 1, 3, 3).features()[0];
            // the first value of what the pool takes is a corner, which 4 of the 9 taps reach
            assertThat(found[0]).isEqualTo(4 * 32 * 64f, offset(0.05f));
        }
    }

    private static ByteBuffer clips(int count) {
        byte[] bytes = new byte[count * 3 * FRAMES * SIDE * SIDE];
        new Random(5).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static void assertRows(float[][] found, float[][] expected, float offset) {
        assertThat(found).hasNumberOfRows(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], offset(offset));
        }
    }
}
