package org.videoaction.model.torch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How a network learns, whatever it is shown.
 *
 * @param optimizer under the name, and at the place, by which checkpoints of 1.0.0 know it
 * @param recomputing whether what happens within residual blocks is computed anew for the gradients and not kept, which takes
 *     less memory and more time
 */
@JsonPropertyOrder({"sgd", "loss", "tuning", "precision"})
public record LearningRules(@JsonProperty("sgd") Optimizer optimizer, Loss loss, Tuning tuning, Precision precision,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean recomputing) {

    /** @throws IllegalArgumentException when the precision is one of scoring alone */
    public LearningRules {
        if (precision == Precision.INT8) {
            throw new IllegalArgumentException("Networks do not learn in int8, whose steps are too coarse for gradients. "
                + "Train in fp32 or bf16, and quantize the trained model with the Video Model Quantizer (the command: "
                + "videoaction quantize).");
        }
    }

    /** Everything is kept for the gradients. */
    public LearningRules(Optimizer optimizer, Loss loss, Tuning tuning, Precision precision) {
        this(optimizer, loss, tuning, precision, false);
    }

    /** Cross-entropy, everything learns, 32-bit floats. */
    public static LearningRules plain(Optimizer optimizer) {
        return new LearningRules(optimizer, Loss.PLAIN, Tuning.EVERYTHING, Precision.FP32);
    }

    /** The same rules with another loss. */
    public LearningRules with(Loss other) {
        return new LearningRules(optimizer, other, tuning, precision, recomputing);
    }

    /** The same rules that take less memory and more time. */
    public LearningRules recomputed() {
        return new LearningRules(optimizer, loss, tuning, precision, true);
    }
}
