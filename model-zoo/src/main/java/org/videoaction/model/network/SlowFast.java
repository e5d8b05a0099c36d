package org.videoaction.model.network;

import java.util.Map;
import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * SlowFast networks (Feichtenhofer et al., "SlowFast Networks for Video Recognition", ICCV 2019, table 1): a Slow pathway
 * that sees every alpha-th frame, a thin Fast pathway that sees all of them, and lateral connections from Fast to Slow
 * after the stem, res2, res3 and res4.
 *
 * @param depth 50 or 101
 * @param alpha how many times more frames the Fast pathway sees
 * @param betaInverse how many times fewer channels it has: 8 for beta = 1/8
 * @param width channels of the Slow pathway's stem: 64 in the paper
 * @param lateralKernel frames that a lateral convolution covers: 5 or 7
 * @param lateralNorm whether lateral convolutions end in batch normalisation and ReLU (PySlowFast) or not (MMAction2)
 * @param slowFrames which frames the Slow pathway sees
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record SlowFast(int depth, int alpha, int betaInverse, int width, int lateralKernel, boolean lateralNorm,
    FrameRule slowFrames, double dropout, int classes) implements Architecture {

    private static final Map<Integer, int[]> BLOCKS =
        Map.of(50, new int[] {3, 4, 6, 3}, 101, new int[] {3, 4, 23, 3});
    private static final int EXPANSION = 4;
    /** Channels of a lateral connection, in channels of the Fast pathway. */
    private static final int LATERAL_RATIO = 2;
    private static final int FAST_STEM_FRAMES = 5;
    private static final int RGB = 3;

    public SlowFast {
        require(BLOCKS.containsKey(depth), "The depth of a SlowFast network is 50 or 101, not " + depth + ".");
        require(alpha >= 1, "Alpha is at least 1, not " + alpha + ".");
        require(betaInverse >= 1 && width % betaInverse == 0 && width >= betaInverse, "The width " + width
            + " is not a multiple of 1/beta, " + betaInverse + ": the Fast pathway needs a whole number of channels.");
        require(lateralKernel % 2 == 1 && lateralKernel > 0,
            "A lateral connection covers an odd number of frames, not " + lateralKernel + ".");
        require(dropout >= 0 && dropout < 1, "Dropout is at least 0 and below 1, not " + dropout + ".");
        require(classes >= 1, "A classifier needs at least one class.");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public String displayName() {
        return "SlowFast R" + depth + ", alpha " + alpha + ", beta 1/" + betaInverse
            + (width == 64 ? "" : ", width " + width);
    }

    @Override
    public void checkClip(int frames, int side) {
        require(frames % alpha == 0, "The clips have " + frames + " frames, which alpha = " + alpha
            + " does not divide: the Slow pathway needs frames / alpha of them.");
        require(side >= 32, "The clips are " + side + " pixels wide; the network needs at least 32.");
    }

    @Override
    public Network network() {
        NetworkBuilder layers = new NetworkBuilder();
        Activation clip = layers.input(RGB);
        Activation slow = stem(layers, "slow", layers.frames("slow.frames", clip, alpha, slowFrames), width, 1);
        Activation fast = stem(layers, "fast", clip, width / betaInverse, FAST_STEM_FRAMES);
        slow = lateral(layers, "stem", slow, fast);
        for (int stage = 2; stage <= 5; stage++) {
            int inner = width << (stage - 2);
            // the Slow pathway looks along time only in res4 and res5
            slow = stage(layers, "slow", stage, slow, inner, stage < 4 ? 1 : 3);
            fast = stage(layers, "fast", stage, fast, inner / betaInverse, 3);
            if (stage < 5) {
                slow = lateral(layers, "res" + stage, slow, fast);
            }
        }
        Activation features = layers.concatenation("head.features", layers.averagePool("slow.pool", slow),
            layers.averagePool("fast.pool", fast));
        layers.linear("head.fc", layers.dropout("head.dropout", features, dropout), classes);
        return layers.build();
    }

    private static Activation stem(NetworkBuilder layers, String pathway, Activation in, int out, int frames) {
        String name = pathway + ".stem.";
        Activation x = layers.convolution(name + "conv", in, out, Extent.of(frames, 7), Extent.of(1, 2));
        x = layers.relu(name + "relu", layers.batchNorm(name + "bn", x));
        return layers.maxPool(name + "pool", x, Extent.of(1, 3), Extent.of(1, 2));
    }

    private Activation lateral(NetworkBuilder layers, String after, Activation slow, Activation fast) {
        String name = "lateral." + after + ".";
        Activation x = layers.convolution(name + "conv", fast, LATERAL_RATIO * fast.channels(),
            new Extent(lateralKernel, 1, 1), new Extent(alpha, 1, 1));
        if (lateralNorm) {
            x = layers.relu(name + "relu", layers.batchNorm(name + "bn", x));
        }
        return layers.concatenation(name + "join", slow, x);
    }

    private Activation stage(NetworkBuilder layers, String pathway, int stage, Activation in, int inner,
        int kernelFrames) {
        Activation x = in;
        for (int block = 0; block < BLOCKS.get(depth)[stage - 2]; block++) {
            int stride = block == 0 && stage > 2 ? 2 : 1;
            x = bottleneck(layers, pathway + ".res" + stage + "." + block + ".", x, inner, kernelFrames, stride);
        }
        return x;
    }

    /** A residual block: T x 1 x 1, 1 x 3 x 3, 1 x 1 x 1 (table 1). */
    private static Activation bottleneck(NetworkBuilder layers, String name, Activation in, int inner,
        int kernelFrames, int stride) {
        int out = inner * EXPANSION;
        Activation x = layers.convolution(name + "a.conv", in, inner, Extent.of(kernelFrames, 1), Extent.of(1, 1));
        x = layers.relu(name + "a.relu", layers.batchNorm(name + "a.bn", x));
        x = layers.convolution(name + "b.conv", x, inner, Extent.of(1, 3), Extent.of(1, stride));
        x = layers.relu(name + "b.relu", layers.batchNorm(name + "b.bn", x));
        x = layers.convolution(name + "c.conv", x, out, Extent.of(1, 1), Extent.of(1, 1));
        x = layers.zeroBatchNorm(name + "c.bn", x);
        Activation shortcut = in;
        if (in.channels() != out || stride != 1) {
            shortcut = layers.convolution(name + "shortcut.conv", in, out, Extent.of(1, 1), Extent.of(1, stride));
            shortcut = layers.batchNorm(name + "shortcut.bn", shortcut);
        }
        return layers.relu(name + "relu", layers.sum(name + "sum", shortcut, x));
    }
}
