package org.videoaction.model.torch;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How a network learns, whatever it is shown.
 *
 * @param optimizer under the name by which checkpoints of 1.0.0 know it
 */
public record LearningRules(@JsonProperty("sgd") Optimizer optimizer, Loss loss, Tuning tuning, Precision precision) {

    /** Cross-entropy, everything learns, 32-bit floats. */
    public static LearningRules plain(Optimizer optimizer) {
        return new LearningRules(optimizer, Loss.PLAIN, Tuning.EVERYTHING, Precision.FP32);
    }

    /** The same rules with another loss. */
    public LearningRules with(Loss other) {
        return new LearningRules(optimizer, other, tuning, precision);
    }
}
