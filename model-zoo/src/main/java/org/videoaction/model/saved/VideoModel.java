package org.videoaction.model.saved;

import java.util.List;
import java.util.Optional;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.quantization.Quantization;

/**
 * A trained network with all that is needed to use it.
 *
 * @param input the clips it was made for
 * @param test how videos are viewed to score them
 * @param classes in the order of its scores
 * @param history how it was trained, epoch by epoch
 * @param quantization how it computes in 8-bit integers, where that is known
 */
public record VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, TestProtocol test,
    Classes classes, Weights weights, List<Epoch> history, Optional<Quantization> quantization) {

    /**
     * The clips that a model takes.
     *
     * @param frames T
     * @param stride tau, in frames of the video
     */
    public record Input(int frames, int height, int width, int stride) {}

    /**
     * The way of all models, wherever they were read.
     *
     * @throws IllegalArgumentException when the weights have values that no trained network has
     */
    public VideoModel {
        history = List.copyOf(history);
        weights.checkPossible(architecture.network());
    }

    /** In floats alone. */
    public VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, TestProtocol test,
        Classes classes, Weights weights, List<Epoch> history) {
        this(architecture, preprocessing, input, test, classes, weights, history, Optional.empty());
    }

    /** The same model, which computes so in 8-bit integers. */
    public VideoModel with(Quantization other) {
        return new VideoModel(architecture, preprocessing, input, test, classes, weights, history, Optional.of(other));
    }

    /** Tested as {@link TestProtocol#of its clips} are without further knowledge. */
    public VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, Classes classes, Weights weights,
        List<Epoch> history) {
        this(architecture, preprocessing, input, TestProtocol.of(input), classes, weights, history);
    }

    /** A network as training from scratch starts with it, which the seed decides; its input is normalised as for Kinetics. */
    public static VideoModel untrained(Architecture architecture, Input input, Classes classes, long seed) {
        return new VideoModel(architecture, Preprocessing.KINETICS, input, classes,
            Weights.initial(architecture.network(), seed), List.of());
    }
}
