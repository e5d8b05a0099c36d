package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * The residual network of a pathway.
 *
 * @param depth 50 or 101
 * @param temporalBlocks how many blocks of res4, from the first, may have a temporal kernel; the paper's R101 has it in
 *     the first 6 of 23, as R50 in all 6
 */
public record Pathway(int depth, int temporalBlocks) {

    public Pathway {
        ResNet.require(depth == 50 || depth == 101, "The depth of a pathway is 50 or 101, not " + depth + ".");
        ResNet.require(temporalBlocks >= 0, "The number of blocks with a temporal kernel is not negative.");
    }

    /** With temporal kernels in all blocks of res4. */
    public static Pathway of(int depth) {
        return new Pathway(depth, ResNet.hasDepth(depth) ? ResNet.blocks(depth, 4) : 0);
    }

    /** The kinds of pathway, by where they look along time. */
    public enum Kind {
        /** In res4 and res5 only: few frames lie too far apart before. */
        SLOW(1, (stage, block) -> stage >= 4),
        /** From the stem on. */
        FAST(5, (stage, block) -> true),
        /**
         * In all of res2 and every second block behind it, with half the frames from there on: I3D as PySlowFast has it,
         * after Carreira and Zisserman, "Quo Vadis, Action Recognition?" (2017).
         */
        INFLATED(5, (stage, block) -> stage == 2 || block % 2 == (stage == 5 ? 1 : 0));

        private final int stemFrames;
        private final Temporal temporal;

        Kind(int stemFrames, Temporal temporal) {
            this.stemFrames = stemFrames;
            this.temporal = temporal;
        }

        /** Whether a block's first convolution covers three frames. */
        @FunctionalInterface
        private interface Temporal {
            boolean holds(int stage, int block);
        }

        /** What the names of its layers start with. */
        String prefix() {
            return this == FAST ? "fast." : "slow.";
        }

        private Activation behind(NetworkBuilder layers, int stage, Activation x) {
            return this == INFLATED && stage == 2 ? layers.blockPool("slow.res2.pool", x, new Extent(2, 1, 1)) : x;
        }
    }

    /** @param width the channels of the result */
    Activation stem(NetworkBuilder layers, Kind kind, Activation in, int width) {
        return ResNet.stem(layers, kind.prefix() + "stem.", in, width, kind.stemFrames);
    }

    /**
     * One of res2 to res5.
     *
     * @param width channels of the pathway's stem
     * @param head what follows the last stage
     */
    Activation stage(NetworkBuilder layers, Kind kind, int stage, Activation in, int width, NonLocal nonLocal,
        Head head) {
        int stride = stage == 2 ? 1 : stage == 5 ? head.lastStride() : 2;
        int dilation = stage == 5 ? head.regions().dilation() : 1;
        Activation x = in;
        for (int block = 0; block < ResNet.blocks(depth, stage); block++) {
            String name = kind.prefix() + "res" + stage + "." + block + ".";
            boolean temporal = kind.temporal.holds(stage, block) && (stage != 4 || block < temporalBlocks);
            x = ResNet.bottleneck(layers, name, x, width << (stage - 2), temporal ? 3 : 1,
                ResNet.spatial(dilation), Extent.of(1, block == 0 ? stride : 1));
            x = nonLocal.after(layers, name + "nonlocal.", stage, block, x);
        }
        return kind.behind(layers, stage, x);
    }
}
