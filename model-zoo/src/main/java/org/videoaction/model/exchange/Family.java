package org.videoaction.model.exchange;

/**
 * The families that weights are told apart into, by what their names and shapes have and lack.
 */
enum Family {

    SLOWFAST("slow.", 1),
    SLOW("slow.", 1),
    FAST("fast.", 1),
    IP_CSN("", 3),
    IR_CSN("", 3),
    X3D("", 3),
    /** R(2+1)D of bottlenecks. */
    R2PLUS1D_BOTTLENECK("", 1),
    /** R(2+1)D of two convolutions a block. */
    R2PLUS1D_BASIC("", 3);

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
        String second = switch (this) {
            case SLOWFAST -> "fast.stem.conv.weight";
            case IP_CSN -> "res2.0.mix.conv.weight";
            case X3D -> "conv5.conv.weight";
            case R2PLUS1D_BOTTLENECK -> "res2.0.b.time.conv.weight";
            case R2PLUS1D_BASIC -> "res2.0.a.space.conv.weight";
            case SLOW, FAST, IR_CSN -> prefix + "stem.conv.weight";
        };
        String middle = prefix + "res2.0.b.conv.weight";
        return tensors.has(second) && tensors.has(prefix + "stem.conv.weight") && tensors.has(middle)
            && tensors.side(middle, 2) == middleFrames;
    }
}
