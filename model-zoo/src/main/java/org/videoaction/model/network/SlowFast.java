package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;
import org.videoaction.model.network.Pathway.Kind;

/**
 * SlowFast networks (Feichtenhofer et al., "SlowFast Networks for Video Recognition", ICCV 2019, table 1): a Slow pathway
 * that sees every alpha-th frame, a thin Fast pathway that sees all of them, and lateral connections from Fast to Slow
 * after the stem, res2, res3 and res4.
 *
 * @param alpha how many times more frames the Fast pathway sees
 * @param betaInverse how many times fewer channels it has: 8 for beta = 1/8
 * @param width channels of the Slow pathway's stem: 64 in the paper
 * @param slowFrames which frames the Slow pathway sees
 * @param head what follows the last stage
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record SlowFast(Pathway slow, Pathway fast, int alpha, int betaInverse, int width, Lateral lateral,
    FrameRule slowFrames, NonLocal nonLocal, Head head, double dropout, int classes) implements Architecture {

    private static final double EPSILON = 1e-5;

    public SlowFast {
        ResNet.require(alpha >= 1, "Alpha is at least 1, not " + alpha + ".");
        ResNet.require(betaInverse >= 1 && width % betaInverse == 0 && width >= betaInverse, "The width " + width
            + " is not a multiple of 1/beta, " + betaInverse + ": the Fast pathway needs a whole number of channels.");
        ResNet.require(lateral.kind() != Lateral.Kind.TIME_TO_CHANNEL_SUM || alpha == betaInverse,
            "Time-to-channel sums need alpha = 1/beta; they are " + alpha + " and " + betaInverse + ".");
        ResNet.requireClassifier(dropout, classes);
    }

    /** With pathways of one depth, lateral convolutions, and without non-local blocks. */
    public static SlowFast plain(int depth, int alpha, int betaInverse, int width, Lateral lateral,
        FrameRule slowFrames, double dropout, int classes) {
        return new SlowFast(Pathway.of(depth), Pathway.of(depth), alpha, betaInverse, width, lateral, slowFrames,
            NonLocal.NONE, Head.AVERAGE, dropout, classes);
    }

    @Override
    public String displayName() {
        return "SlowFast R" + slow.depth() + ", alpha " + alpha + ", beta 1/" + betaInverse
            + (width == 64 ? "" : ", width " + width) + (head.detects() ? ", detection" : "");
    }

    @Override
    public void checkClip(int frames, int side) {
        ResNet.require(frames % alpha == 0, "The clips have " + frames + " frames, which alpha = " + alpha
            + " does not divide: the Slow pathway needs frames / alpha of them.");
        ResNet.requireSide(side);
    }

    @Override
    public SlowFast with(Head newHead, int newClasses) {
        return new SlowFast(slow, fast, alpha, betaInverse, width, lateral, slowFrames, nonLocal, newHead, dropout,
            newClasses);
    }

    /** The same network with other ratios of its pathways. */
    public SlowFast with(int newAlpha, int newBetaInverse) {
        return new SlowFast(slow, fast, newAlpha, newBetaInverse, width, lateral, slowFrames, nonLocal, head, dropout,
            classes);
    }

    @Override
    public Network network() {
        NetworkBuilder layers = new NetworkBuilder(EPSILON);
        Activation clip = layers.input(ResNet.RGB);
        Activation x = slow.stem(layers, Kind.SLOW, layers.frames("slow.frames", clip, alpha, slowFrames), width);
        Activation y = fast.stem(layers, Kind.FAST, clip, width / betaInverse);
        x = lateral.join(layers, "lateral.stem.", x, y, alpha);
        for (int stage = 2; stage <= 5; stage++) {
            x = slow.stage(layers, Kind.SLOW, stage, x, width, nonLocal, head);
            y = fast.stage(layers, Kind.FAST, stage, y, width / betaInverse, NonLocal.NONE, head);
            if (stage < 5) {
                x = lateral.join(layers, "lateral.res" + stage + ".", x, y, alpha);
            }
        }
        return head.classify(layers, head.features(layers, x, y), dropout, classes);
    }
}
