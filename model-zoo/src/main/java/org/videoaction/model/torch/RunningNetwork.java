package org.videoaction.model.torch;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.quantization.Quantization;

/** One of our own networks as libtorch scores by it. For one thread at a time. */
public interface RunningNetwork extends AutoCloseable {

    /**
     * Loads a network, in integers where the device is to compute in them and can.
     *
     * @throws IllegalArgumentException when the weights or the quantization are not the network's, when it has none and the
     *     device is to compute in integers, or there is no such device
     */
    static RunningNetwork of(Network network, Preprocessing preprocessing, Weights weights,
        Optional<Quantization> quantization, ScoringDevice device) {
        ScoringDevice here = device.checked(quantization).here();
        return here.computesIn(Precision.INT8)
            ? new QuantizedNetwork(network, preprocessing, weights, quantization.orElseThrow())
            : new ScoringNetwork(network, preprocessing, weights, here);
    }

    /**
     * Class probabilities of boxes.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param boxes K x 5: the clip's place in the batch, then x1, y1, x2, y2 in pixels; null for a network that takes none
     * @return K rows
     * @throws TooLittleMemory when memory is too small for N clips; fewer may be scored
     */
    float[][] predict(ByteBuffer clips, float[] boxes, long... shape);

    /**
     * Class probabilities, and what they are made of.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @throws TooLittleMemory when memory is too small for N clips; fewer may be scored
     */
    ScoringNetwork.Scored score(ByteBuffer clips, long... shape);

    @Override
    void close();
}
