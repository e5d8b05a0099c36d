package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;
import org.videoaction.model.network.ResNet.Middle;

/**
 * Channel-separated networks (Tran et al., "Video Classification with Channel-Separated Convolutional Networks", ICCV
 * 2019): bottlenecks whose 3 x 3 x 3 convolution is depthwise.
 *
 * @param interaction whether a 1 x 1 x 1 convolution before the depthwise one keeps the channels' interaction (ip-CSN) or
 *     not (ir-CSN, "reduced")
 * @param depth 50, 101 or 152
 * @param width channels of the stem: 64 in the paper
 * @param epsilon of batch normalisation: 1e-3 in Caffe2, VMZ and MMAction2, 1e-5 in PyTorchVideo
 * @param head what follows the last stage; not one for detection
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record ChannelSeparated(Interaction interaction, int depth, int width, double epsilon, Head head,
    double dropout, int classes) implements Architecture {

    private static final int STEM_FRAMES = 3;
    private static final Extent CUBE = Extent.of(3, 3);

    /** The two forms of the paper. */
    public enum Interaction {
        /** ir-CSN. */
        REDUCED,
        /** ip-CSN. */
        PRESERVED
    }

    public ChannelSeparated {
        ResNet.require(!head.detects(), "No code base has a CSN for detection; choose a SlowFast or Slow-only network.");
        ResNet.require(ResNet.hasDepth(depth), "The depth of a CSN is 50, 101 or 152, not " + depth + ".");
        ResNet.require(width >= 1, "The width is at least 1.");
        ResNet.require(epsilon > 0, "Batch normalization needs an epsilon above 0.");
        ResNet.requireClassifier(dropout, classes);
    }

    /** For one class of the whole clip. */
    public ChannelSeparated(Interaction interaction, int depth, int width, double epsilon, double dropout, int classes) {
        this(interaction, depth, width, epsilon, Head.AVERAGE, dropout, classes);
    }

    @Override
    public String displayName() {
        return (interaction == Interaction.REDUCED ? "ir" : "ip") + "-CSN-" + depth
            + (width == 64 ? "" : ", width " + width);
    }

    @Override
    public void checkClip(int frames, int side) {
        ResNet.requireSide(side);
    }

    @Override
    public ChannelSeparated with(Head newHead, int newClasses) {
        return new ChannelSeparated(interaction, depth, width, epsilon, newHead, dropout, newClasses);
    }

    @Override
    public Network network() {
        NetworkBuilder layers = new NetworkBuilder(epsilon);
        Activation x = ResNet.stem(layers, "stem.", layers.input(ResNet.RGB), width, STEM_FRAMES);
        for (int stage = 2; stage <= 5; stage++) {
            for (int block = 0; block < ResNet.blocks(depth, stage); block++) {
                int stride = block == 0 && stage > 2 ? 2 : 1;
                x = ResNet.bottleneck(layers, "res" + stage + "." + block + ".", x, width << (stage - 2), 1, middle(),
                    Extent.of(stride, stride));
            }
        }
        return head.classify(layers, head.features(layers, "pool", x), dropout, classes);
    }

    private Middle middle() {
        return interaction == Interaction.REDUCED ? ChannelSeparated::depthwise : (layers, name, in, stride) -> {
            Activation x = layers.projection(name + "mix.conv", in, in.channels(), false);
            return depthwise(layers, name, layers.batchNorm(name + "mix.bn", x), stride);
        };
    }

    private static Activation depthwise(NetworkBuilder layers, String name, Activation in, Extent stride) {
        Activation x = layers.depthwise(name + "b.conv", in, CUBE, stride);
        return layers.relu(name + "b.relu", layers.batchNorm(name + "b.bn", x));
    }
}
