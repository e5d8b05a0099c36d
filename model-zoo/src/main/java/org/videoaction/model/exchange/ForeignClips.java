package org.videoaction.model.exchange;

import java.util.Optional;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;

/**
 * What the user knows of the clips and scores of a network that another program wrote as ONNX or TorchScript.
 *
 * @param layout the order of a clip's sides, nothing to find out
 * @param frames of a clip, 0 for what the file says, or 16
 * @param stride of a clip's frames in the video, 0 for what makes a clip of two to three seconds
 * @param scores what the network gives, nothing to find out
 */
public record ForeignClips(Optional<ClipLayout> layout, int frames, int stride, Optional<Scores> scores) {

    /** All is found out. */
    public static final ForeignClips AUTOMATIC = new ForeignClips(Optional.empty(), 0, 0, Optional.empty());

    /** What a network gives. */
    public enum Scores {
        PROBABILITIES,
        /** Softmax makes probabilities of them, of which one holds. */
        FOR_SOFTMAX,
        /** Sigmoid makes probabilities of them, of which any number holds. */
        FOR_SIGMOID
    }

    public ForeignClips {
        if (frames < 0 || stride < 0) {
            throw new IllegalArgumentException("Neither the frames of a clip nor their stride are negative.");
        }
    }
}
