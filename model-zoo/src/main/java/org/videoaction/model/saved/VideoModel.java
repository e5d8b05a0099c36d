package org.videoaction.model.saved;

import java.util.List;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/**
 * A trained network with all that is needed to use it.
 *
 * @param input the clips it was made for
 * @param test how videos are viewed to score them
 * @param classes in the order of its scores
 * @param history how it was trained, epoch by epoch
 */
public record VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, TestProtocol test,
    Classes classes, Weights weights, List<Epoch> history) {

    /**
     * The clips that a model takes.
     *
     * @param frames T
     * @param stride tau, in frames of the video
     */
    public record Input(int frames, int height, int width, int stride) {

        /** @throws IllegalArgumentException when whole frames are smaller than the model's crops */
        public void checkWholeFrames(ClipSpec clips) {
            if (clips.height() < Math.max(height, width)) {
                throw new IllegalArgumentException("Whole frames of a short side of " + clips.height()
                    + " pixels are smaller than the crops of " + height + " x " + width + " that the model was trained on. "
                    + "Choose views of crops.");
            }
        }
    }

    /**
     * The way of all models, wherever they were read.
     *
     * @throws IllegalArgumentException when the weights have values that no trained network has
     */
    public VideoModel {
        history = List.copyOf(history);
        weights.checkPossible(architecture.network());
    }

    /** Tested as {@link TestProtocol#of its clips} are without further knowledge. */
    public VideoModel(Architecture architecture, Preprocessing preprocessing, Input input, Classes classes, Weights weights,
        List<Epoch> history) {
        this(architecture, preprocessing, input, TestProtocol.of(input), classes, weights, history);
    }

    /**
     * The model as clips need it: for those of whole frames, with a head that looks at them place by place.
     *
     * @throws IllegalArgumentException when its head cannot, or frames are smaller than the crops that it was trained on
     */
    public VideoModel forClips(ClipSpec clips) {
        if (!clips.wholeFrames()) {
            return this;
        }
        input.checkWholeFrames(clips);
        int side = Math.min(input.height(), input.width());
        return new VideoModel(architecture.sliding(input.frames(), side), preprocessing, input, test, classes, weights,
            history);
    }

    /** A network as training from scratch starts with it, which the seed decides; its input is normalised as for Kinetics. */
    public static VideoModel untrained(Architecture architecture, Input input, Classes classes, long seed) {
        return new VideoModel(architecture, Preprocessing.KINETICS, input, classes,
            Weights.initial(architecture.network(), seed), List.of());
    }
}
