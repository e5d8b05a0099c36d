package org.videoaction.model.network;

import java.util.Map;
import org.videoaction.model.network.NetworkBuilder.Activation;

/** The parts that all networks share: residual networks of bottleneck blocks (He et al., 2016) over time and space. */
final class ResNet {

    /** Blocks of res2 to res5. */
    private static final Map<Integer, int[]> BLOCKS = Map.of(50, new int[] {3, 4, 6, 3}, 101, new int[] {3, 4, 23, 3},
        152, new int[] {3, 8, 36, 3});
    private static final int EXPANSION = 4;
    static final int RGB = 3;

    private ResNet() {
    }

    /** What a bottleneck does between its first and its last convolution. */
    @FunctionalInterface
    interface Middle {
        Activation of(NetworkBuilder layers, String name, Activation in, Extent stride);
    }

    static boolean hasDepth(int depth) {
        return BLOCKS.containsKey(depth);
    }

    /** @param stage 2 to 5 */
    static int blocks(int depth, int stage) {
        return BLOCKS.get(depth)[stage - 2];
    }

    /** A convolution of {@code frames x 7 x 7} with spatial stride 2, then a spatial pool of stride 2. */
    static Activation stem(NetworkBuilder layers, String name, Activation in, int out, int frames) {
        return layers.maxPool(name + "pool", unpooledStem(layers, name, in, out, frames), Extent.of(1, 3), Extent.of(1, 2));
    }

    /** The same without the pool. */
    static Activation unpooledStem(NetworkBuilder layers, String name, Activation in, int out, int frames) {
        Activation x = layers.convolution(name + "conv", in, out, Extent.of(frames, 7), Extent.of(1, 2));
        return layers.relu(name + "relu", layers.batchNorm(name + "bn", x));
    }

    /**
     * A bottleneck block: {@code frames x 1 x 1}, the middle, {@code 1 x 1 x 1}, and a shortcut round them. A new block is its
     * shortcut alone.
     */
    static Activation bottleneck(NetworkBuilder layers, String name, Activation in, int inner, int frames,
        Middle middle, Extent stride) {
        int out = inner * EXPANSION;
        Activation x = layers.convolution(name + "a.conv", in, inner, Extent.of(frames, 1), Extent.of(1, 1));
        x = layers.relu(name + "a.relu", layers.batchNorm(name + "a.bn", x));
        x = middle.of(layers, name, x, stride);
        x = layers.projection(name + "c.conv", x, out, false);
        x = layers.zeroBatchNorm(name + "c.bn", x);
        return withShortcut(layers, name, in, x, stride, true);
    }

    /**
     * The end of a block: what came in and what became of it are added. What came in goes through a convolution where the
     * block changes its form.
     *
     * @param normalised whether that convolution has a batch normalisation
     */
    static Activation withShortcut(NetworkBuilder layers, String name, Activation in, Activation changed, Extent stride,
        boolean normalised) {
        Activation shortcut = in;
        if (in.channels() != changed.channels() || stride.volume() != 1) {
            shortcut = layers.convolution(name + "shortcut.conv", in, changed.channels(), Extent.of(1, 1), stride);
            shortcut = normalised ? layers.batchNorm(name + "shortcut.bn", shortcut) : shortcut;
        }
        return layers.relu(name + "relu", layers.sum(name + "sum", shortcut, changed));
    }

    /** The middle of a plain bottleneck: {@code 1 x 3 x 3}. */
    static Middle spatial(int dilation) {
        return (layers, name, in, stride) -> {
            Activation x = layers.convolution(name + "b.conv", in, in.channels(), Extent.of(1, 3), stride, dilation);
            return layers.relu(name + "b.relu", layers.batchNorm(name + "b.bn", x));
        };
    }

    static void requireClassifier(double dropout, int classes) {
        require(dropout >= 0 && dropout < 1, "Dropout is at least 0 and below 1, not " + dropout + ".");
        require(classes >= 1, "A classifier needs at least one class.");
    }

    static void requireSide(int side) {
        require(side >= 32, "The clips are " + side + " pixels wide; the network needs at least 32.");
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
