package org.videoaction.model.torch;

/**
 * The numbers in which a network computes; in training, weights, gradients and the optimiser are 32-bit floats always.
 */
public enum Precision {
    /** 32-bit floats throughout. */
    FP32,
    /** The backbone in bfloat16, which halves its memory and on recent GPUs its time; the head and the loss in 32 bits. */
    BF16,
    /**
     * Convolutions in 8-bit integers, for scoring on CPUs alone, of models that carry the ranges of their activations; the
     * first convolutions, the head and what libtorch has no integers for in 32-bit floats.
     */
    INT8;

    /** Torch's numbers of its types. */
    static final String FLOAT = "6";
    private static final String BFLOAT16 = "15";

    /** A tensor of floats in the numbers of the backbone. */
    String narrowed(String tensor) {
        return this == BF16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }
}
