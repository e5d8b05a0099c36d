package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.Segments.Segment;

/** Steps that compute activations anew are those that keep them. */
class RecomputingTest {

    private static final SlowFast SLOW_FAST = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true),
        FrameRule.LINSPACE, 0.5, 3);
    private static final long[] SHAPE = {4, 3, 8, 32, 32};

    static Stream<Arguments> cases() {
        Network detecting = SLOW_FAST.with(Head.detection(Regions.PYSLOWFAST), 3).network();
        Network csn = new ChannelSeparated(Interaction.REDUCED, 50, 8, 1e-3, 0.2, 3).network();
        return Stream.of(Arguments.of("SlowFast", SLOW_FAST.network(), Tuning.EVERYTHING, Precision.FP32),
            Arguments.of("SlowFast in bfloat16", SLOW_FAST.network(), Tuning.EVERYTHING, Precision.BF16),
            Arguments.of("SlowFast, three stages frozen", SLOW_FAST.network(), new Tuning(3, false, 1), Precision.FP32),
            Arguments.of("SlowFast, all but the head frozen", SLOW_FAST.network(), new Tuning(5, true, 1), Precision.FP32),
            Arguments.of("SlowFast that detects", detecting, Tuning.EVERYTHING, Precision.FP32),
            Arguments.of("CSN", csn, Tuning.EVERYTHING, Precision.FP32),
            Arguments.of("CSN, batch normalisation frozen", csn, Tuning.FROZEN_BATCH_NORM, Precision.FP32));
    }

    /** What two steps leave behind. */
    private record Trained(List<Float> losses, List<float[][]> scores, Map<String, float[]> gradients, Weights weights) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void stepsAreBitForBitThoseThatKeepEverything(String name, Network network, Tuning tuning, Precision precision) {
        LearningRules rules = new LearningRules(Sgd.MMACTION2, Loss.PLAIN, tuning, precision);
        Trained kept = train(network, rules);
        Trained anew = train(network, rules.recomputed());
        assertThat(anew.losses()).isEqualTo(kept.losses());
        for (int step = 0; step < 2; step++) {
            assertThat(Arrays.deepEquals(anew.scores().get(step), kept.scores().get(step))).isTrue();
        }
        kept.gradients()
            .forEach((weight, values) -> assertThat(anew.gradients().get(weight)).as(weight).isEqualTo(values));
        for (Parameter parameter : network.parameters()) {
            assertThat(anew.weights().of(parameter)).as(parameter.name()).isEqualTo(kept.weights().of(parameter));
        }
    }

    private static Trained train(Network network, LearningRules rules) {
        List<Float> losses = new ArrayList<>();
        List<float[][]> scores = new ArrayList<>();
        Map<String, float[]> gradients = Map.of();
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, weights(network));
            TorchLearning learning = torch.learning(rules)) {
            for (int step = 0; step < 2; step++) {
                // in two parts, whose gradients come together
                TorchLearning.Step outcome = learning.gradients(examples(network), 2, new SplittableRandom(step));
                losses.add(outcome.loss());
                scores.add(outcome.scores());
                gradients = learning.gradients();
                learning.move(0.01);
            }
            return new Trained(losses, scores, gradients, torch.weights());
        }
    }

    private static Weights weights(Network network) {
        Map<String, float[]> values = new LinkedHashMap<>(Weights.initial(network, 7).values());
        network.parameters().stream().filter(parameter -> parameter.role() == Parameter.Role.ZERO_GAMMA)
            .forEach(parameter -> {
                float[] gamma = new float[(int) parameter.size()];
                Arrays.fill(gamma, 0.2f);
                values.put(parameter.name(), gamma);
            });
        return new Weights(values);
    }

    private static Examples examples(Network network) {
        byte[] values = new byte[4 * 3 * 8 * 32 * 32];
        new Random(5).nextBytes(values);
        Clips clips = new Clips.Bytes(ByteBuffer.allocateDirect(values.length).put(values).flip(), SHAPE);
        if (!network.detects()) {
            return new Examples(clips, Optional.empty(), new Targets.Classes(0, 1, 2, 0));
        }
        float[] box = {2, 3, 28, 30};
        return new Examples(clips, Optional.of(new Boxes(List.of(box, box, box, box))),
            new Targets.ClassSets(new boolean[][] {
                {true, false, false}, {false, true, false}, {false, false, true}, {true, true, false}}));
    }

    @Test
    void aNetworkIsCutBehindEachOfItsBlocks() {
        Network network = SLOW_FAST.network();
        List<Segment> segments = new Segments(network, parameter -> parameter.role().learned(), node -> false).all();
        // 3 + 4 + 6 + 3 blocks in each of two pathways, and the head
        assertThat(segments).hasSize(33);
        assertThat(segments.get(0).inputs()).isEmpty();
        assertThat(segments.get(32).outputs()).isEmpty();
        assertThat(segments.stream().flatMap(segment -> segment.weights().stream()).toList())
            .isEqualTo(Stream.iterate(0, i -> i + 1)
                .limit(network.parameters().stream().filter(parameter -> parameter.role().learned()).count()).toList());
    }
}
