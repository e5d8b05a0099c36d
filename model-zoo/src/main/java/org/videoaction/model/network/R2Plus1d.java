package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * R(2+1)D (Tran et al., "A Closer Look at Spatiotemporal Convolutions for Action Recognition", CVPR 2018): convolutions over
 * time and space fall into one over space and one over time.
 *
 * @param form whose network it is
 * @param width channels of the stem: 64 in the paper
 * @param head what follows the last stage; not one for detection
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record R2Plus1d(Form form, int width, Head head, double dropout, int classes) implements Architecture {

    private static final double DROPOUT = 0.5;
    private static final double EPSILON = 1e-5;
    private static final double VMZ_EPSILON = 1e-3;
    private static final double VMZ_MOMENTUM = 0.9;
    /** Channels between space and time in VMZ's stem, as torchvision has them. */
    private static final int STEM_MIDDLE = 45;
    /** Networks of 34 and of 50 layers have as many blocks. */
    private static final int BLOCKS_OF = 50;
    private static final Extent PLANE = Extent.of(1, 3);
    private static final Extent LINE = Extent.of(3, 1);

    /** The two networks that go by the name. */
    public enum Form {
        /** PyTorchVideo's: 50 layers of bottlenecks, time before space. */
        BOTTLENECK(50),
        /** VMZ's: 34 layers of two convolutions a block, space before time. */
        BASIC(34);

        private final int depth;

        Form(int depth) {
            this.depth = depth;
        }
    }

    public R2Plus1d {
        ResNet.require(!head.detects(),
            "No code base has an R(2+1)D for detection; choose a SlowFast or Slow-only network.");
        ResNet.require(width >= 1, "The width is at least 1.");
        ResNet.requireClassifier(dropout, classes);
    }

    /** A plain network as its authors train it: VMZ without dropout. */
    public static R2Plus1d plain(Form form, int width, int classes) {
        return new R2Plus1d(form, width, Head.AVERAGE, form == Form.BASIC ? 0 : DROPOUT, classes);
    }

    @Override
    public String displayName() {
        return "R(2+1)D-" + form.depth + (width == 64 ? "" : ", width " + width);
    }

    @Override
    public void checkClip(int frames, int side) {
        ResNet.requireSide(side);
    }

    @Override
    public R2Plus1d with(Head newHead, int newClasses) {
        return new R2Plus1d(form, width, newHead, dropout, newClasses);
    }

    @Override
    public Network network() {
        boolean basic = form == Form.BASIC;
        NetworkBuilder layers = basic ? new NetworkBuilder(VMZ_EPSILON, VMZ_MOMENTUM) : new NetworkBuilder(EPSILON);
        Activation x = basic ? basicStem(layers)
            : ResNet.unpooledStem(layers, "stem.", layers.input(ResNet.RGB), width, 1);
        for (int stage = 2; stage <= 5; stage++) {
            for (int block = 0; block < ResNet.blocks(BLOCKS_OF, stage); block++) {
                String name = "res" + stage + "." + block + ".";
                Extent stride = block > 0 ? Extent.of(1, 1) : stride(stage);
                x = basic ? basicBlock(layers, name, x, width << (stage - 2), stride)
                    : ResNet.bottleneck(layers, name, x, width << (stage - 2), 1, R2Plus1d::timeThenSpace, stride);
            }
        }
        return head.classify(layers, head.features(layers, "pool", x), dropout, classes);
    }

    /** Of a stage's first block. */
    private Extent stride(int stage) {
        if (form == Form.BASIC) {
            return stage == 2 ? Extent.of(1, 1) : Extent.of(2, 2);
        }
        return Extent.of(stage < 4 ? 1 : 2, 2);
    }

    private static Activation timeThenSpace(NetworkBuilder layers, String name, Activation in, Extent stride) {
        Activation x = layers.convolution(name + "b.time.conv", in, in.channels(), LINE, Extent.of(stride.time(), 1));
        x = layers.relu(name + "b.time.relu", layers.batchNorm(name + "b.time.bn", x));
        x = layers.convolution(name + "b.conv", x, x.channels(), PLANE, new Extent(1, stride.height(), stride.width()));
        return layers.relu(name + "b.relu", layers.batchNorm(name + "b.bn", x));
    }

    private Activation basicStem(NetworkBuilder layers) {
        Activation x = ResNet.unpooledStem(layers, "stem.space.", layers.input(ResNet.RGB), STEM_MIDDLE, 1);
        x = layers.convolution("stem.conv", x, width, LINE, Extent.of(1, 1));
        return layers.relu("stem.relu", layers.batchNorm("stem.bn", x));
    }

    private static Activation basicBlock(NetworkBuilder layers, String name, Activation in, int out, Extent stride) {
        Activation x = spaceThenTime(layers, name + "a.", in, out, stride);
        x = layers.relu(name + "a.relu", layers.batchNorm(name + "a.bn", x));
        x = spaceThenTime(layers, name + "b.", x, out, Extent.of(1, 1));
        return ResNet.withShortcut(layers, name, in, layers.zeroBatchNorm(name + "b.bn", x), stride, true);
    }

    /** With so many channels between them that both have as many parameters as 3 x 3 x 3 (section 3.5 of the paper). */
    private static Activation spaceThenTime(NetworkBuilder layers, String name, Activation in, int out, Extent stride) {
        int middle = in.channels() * out * 27 / (9 * in.channels() + 3 * out);
        Activation x = layers.convolution(name + "space.conv", in, middle, PLANE,
            new Extent(1, stride.height(), stride.width()));
        x = layers.relu(name + "space.relu", layers.batchNorm(name + "space.bn", x));
        return layers.convolution(name + "conv", x, out, LINE, Extent.of(stride.time(), 1));
    }
}
