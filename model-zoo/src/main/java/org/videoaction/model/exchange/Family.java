package org.videoaction.model.exchange;

/**
 * The families that weights are told apart into, by what their names and shapes have and lack.
 */
enum Family {

    SLOWFAST("slow.", 1),
    SLOW("slow.", 1),
    FAST("fast.", 1),
    IP_CSN("", 3),
    IR_CSN("", 3);

    private final String prefix;
    private final int middleFrames;

    /**
     * @param prefix of our names of its layers, or of those of its first pathway
     * @param middleFrames over how many frames the middle convolution of a block goes
     */
    Family(String prefix, int middleFrames) {
        this.prefix = prefix;
        this.middleFrames = middleFrames;
    }

    String prefix() {
        return prefix;
    }

    /** Whether named tensors look like a network of this family. */
    boolean fits(NamedTensors tensors) {
        boolean second = this == SLOWFAST ? tensors.has("fast.stem.conv.weight")
            : this != IP_CSN || tensors.has("res2.0.mix.conv.weight");
        String middle = prefix + "res2.0.b.conv.weight";
        return second && tensors.has(prefix + "stem.conv.weight") && tensors.has(middle)
            && tensors.side(middle, 2) == middleFrames;
    }
}
