package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * How the Fast pathway's features come to the Slow one (section 3.4 and table 5b of the SlowFast paper).
 *
 * @param kernel frames that a convolution covers: 5 or 7
 * @param norm whether a convolution ends in batch normalisation and ReLU (PySlowFast) or not (MMAction2)
 */
public record Lateral(Kind kind, int kernel, boolean norm) {

    /** Channels of a convolution, in channels of the Fast pathway. */
    private static final int RATIO = 2;

    /** The ways of the paper. */
    public enum Kind {
        /** Nothing goes across. */
        NONE,
        /** alpha frames become channels, which are added; needs alpha = 1/beta. */
        TIME_TO_CHANNEL_SUM,
        /** alpha frames become channels, which are appended. */
        TIME_TO_CHANNEL_CONCATENATION,
        /** Every alpha-th frame is appended. */
        TIME_STRIDED_SAMPLING,
        /** A convolution of stride alpha along time, appended: the paper's choice. */
        TIME_STRIDED_CONVOLUTION
    }

    public Lateral {
        ResNet.require(kernel % 2 == 1 && kernel > 0,
            "A lateral connection covers an odd number of frames, not " + kernel + ".");
    }

    /** Time-strided convolutions. */
    public static Lateral convolution(int kernel, boolean norm) {
        return new Lateral(Kind.TIME_STRIDED_CONVOLUTION, kernel, norm);
    }

    Activation join(NetworkBuilder layers, String name, Activation slow, Activation fast, int alpha) {
        return switch (kind) {
            case NONE -> slow;
            case TIME_TO_CHANNEL_SUM ->
                layers.sum(name + "join", slow, layers.timeToChannel(name + "channels", fast, alpha));
            case TIME_TO_CHANNEL_CONCATENATION ->
                layers.concatenation(name + "join", slow, layers.timeToChannel(name + "channels", fast, alpha));
            case TIME_STRIDED_SAMPLING ->
                layers.concatenation(name + "join", slow, layers.frames(name + "frames", fast, alpha, FrameRule.STRIDE));
            case TIME_STRIDED_CONVOLUTION -> layers.concatenation(name + "join", slow, convolved(layers, name, fast, alpha));
        };
    }

    private Activation convolved(NetworkBuilder layers, String name, Activation fast, int alpha) {
        Activation x = layers.convolution(name + "conv", fast, RATIO * fast.channels(), new Extent(kernel, 1, 1),
            new Extent(alpha, 1, 1));
        return norm ? layers.relu(name + "relu", layers.batchNorm(name + "bn", x)) : x;
    }
}
