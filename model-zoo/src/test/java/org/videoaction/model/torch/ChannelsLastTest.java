package org.videoaction.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

class ChannelsLastTest {

    private static final long[] SHAPE = {2, 3, 16, 64, 64};

    /** The form of GPUs, on the CPU: the order in memory changes no number by more than bfloat16's rounding. */
    @Test
    void theOrderOfChannelsInMemoryDoesNotChangeProbabilities() {
        for (String name : List.of("SlowFast, frames by linspace", "SlowFast, non-local", "I3D")) {
            Network plain = TestNetworks.all().get(name).network();
            Weights weights = Weights.initial(plain, 3);
            for (Precision precision : Precision.values()) {
                float[] first = predict(plain, weights, precision, false);
                assertThat(predict(plain, weights, precision, true)).as(name + " " + precision)
                    .containsExactly(first, offset(precision == Precision.FP32 ? 1e-5f : 1e-2f));
            }
        }
    }

    private static float[] predict(Network network, Weights weights, Precision precision, boolean channelsLast) {
        byte[] noise = new byte[2 * 3 * 16 * 64 * 64];
        new Random(1).nextBytes(noise);
        ByteBuffer clips = ByteBuffer.allocateDirect(noise.length).put(noise).flip();
        try (ScriptModule module = new ScriptModule(
            new TorchScript(network, Preprocessing.KINETICS, precision, channelsLast).text(), Device.cpu());
            NDManager step = module.manager().newSubManager()) {
            List<NDArray> learned = new ArrayList<>();
            List<NDArray> kept = new ArrayList<>();
            for (Parameter parameter : network.parameters()) {
                (parameter.role().learned() ? learned : kept).add(step.create(weights.of(parameter),
                    new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray())));
            }
            NDList narrow = module.run(step, "narrow", ScriptModule.list(learned));
            NDArray bytes = step.create(clips, new Shape(SHAPE), DataType.UINT8);
            return module.run(step, "predict", TorchNetwork.arguments(step, bytes, null, narrow, kept)).get(0)
                .toFloatArray();
        }
    }
}
