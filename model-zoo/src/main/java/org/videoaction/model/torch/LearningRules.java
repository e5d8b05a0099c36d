package org.videoaction.model.torch;

/** How a network learns, whatever it is shown. */
public record LearningRules(Sgd sgd, Loss loss, Tuning tuning, Precision precision) {

    /** Cross-entropy, everything learns, 32-bit floats. */
    public static LearningRules plain(Sgd sgd) {
        return new LearningRules(sgd, Loss.PLAIN, Tuning.EVERYTHING, Precision.FP32);
    }
}
