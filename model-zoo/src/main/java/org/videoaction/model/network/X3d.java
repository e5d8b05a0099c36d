package org.videoaction.model.network;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * X3D (Feichtenhofer, "X3D: Expanding Architectures for Efficient Video Recognition", CVPR 2020): inverted bottlenecks whose
 * 3 x 3 x 3 convolution is depthwise, with squeeze-and-excitation in every other block. Time is never strided.
 *
 * @param stem channels of the stem: 24 in the paper
 * @param stages res2 to res5
 * @param features channels of the hidden layer before the classifier: 2048 in the paper
 * @param normalisedShortcuts whether the shortcut of res2, which keeps its channels, has a batch normalisation;
 *     PyTorchVideo's has none
 * @param positions what a head with windows takes the mean of
 * @param head what follows the last stage; not one for detection
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record X3d(int stem, List<Stage> stages, int features, boolean normalisedShortcuts, Positions positions, Head head,
    double dropout, int classes) implements Architecture {

    private static final double EPSILON = 1e-5;
    private static final double SQUEEZE = 0.0625;
    private static final Extent CUBE = Extent.of(3, 3);
    /** Blocks of res2 to res5 before their expansion (table 1 of the paper). */
    private static final int[] BLOCKS = {1, 2, 5, 3};
    private static final int FEATURES = 2048;

    /**
     * A stage of equal blocks.
     *
     * @param width channels between its blocks
     * @param inner channels within them
     */
    public record Stage(int blocks, int width, int inner) {}

    /** What a head with windows takes the mean of. */
    public enum Positions {
        /** The classes' probabilities at each position, as PySlowFast does. */
        PROBABILITIES,
        /** The classes' scores, as PyTorchVideo does. */
        SCORES
    }

    public X3d {
        stages = List.copyOf(stages);
        ResNet.require(!head.detects(), "No code base has an X3D for detection; choose a SlowFast or Slow-only network.");
        ResNet.require(stages.size() == BLOCKS.length, "An X3D has four stages, not " + stages.size() + ".");
        ResNet.require(stem >= 1 && features >= 1
            && stages.stream().allMatch(stage -> stage.blocks >= 1 && stage.width >= 1 && stage.inner >= 1),
            "An X3D has at least one channel and one block everywhere.");
        ResNet.requireClassifier(dropout, classes);
    }

    /**
     * The network of the paper's expansion factors; those of time, frames and side are the clip's.
     *
     * @param base channels of the stem before their expansion: 12 in the paper
     * @param width gamma w, 2 in the paper's XS to L
     * @param depth gamma d, 2.2 in the paper's XS, S and M, 5 in L
     * @param bottleneck gamma b, 2.25 in the paper's XS to L
     */
    public static X3d expanded(int base, double width, double depth, double bottleneck, Head head, double dropout,
        int classes) {
        List<Stage> stages = new ArrayList<>();
        int channels = base;
        for (int blocks : BLOCKS) {
            int out = rounded(channels, width);
            stages.add(new Stage((int) Math.ceil(depth * blocks), out, (int) (bottleneck * out)));
            channels = rounded(channels, 2);
        }
        return new X3d(rounded(base, width), stages, FEATURES, true, Positions.PROBABILITIES, head, dropout, classes);
    }

    /** Multiples of 8, at least 0.9 of the product. */
    private static int rounded(int channels, double factor) {
        double product = channels * factor;
        int near = Math.max(8, (int) (product + 4) / 8 * 8);
        return near < 0.9 * product ? near + 8 : near;
    }

    @Override
    public String displayName() {
        return "X3D, " + stages.stream().mapToInt(Stage::blocks).sum() + " blocks, width " + stem;
    }

    @Override
    public void checkClip(int frames, int side) {
        ResNet.requireSide(side);
    }

    @Override
    public X3d with(Head newHead, int newClasses) {
        return new X3d(stem, stages, features, normalisedShortcuts, positions, newHead, dropout, newClasses);
    }

    /** The same network with what the programs do differently. */
    public X3d with(boolean newShortcuts, Positions newPositions) {
        return new X3d(stem, stages, features, newShortcuts, newPositions, head, dropout, classes);
    }

    @Override
    public boolean averagesWindows() {
        return head.window() > 0 && positions == Positions.PROBABILITIES;
    }

    @Override
    public Network network() {
        NetworkBuilder layers = new NetworkBuilder(EPSILON);
        Activation x = stem(layers);
        for (int i = 0; i < stages.size(); i++) {
            for (int block = 0; block < stages.get(i).blocks; block++) {
                x = block(layers, "res" + (i + 2) + "." + block + ".", x, stages.get(i), block);
            }
        }
        x = layers.projection("conv5.conv", x, stages.get(stages.size() - 1).inner, false);
        x = layers.relu("conv5.relu", layers.batchNorm("conv5.bn", x));
        x = head.window() == 0 ? layers.squeeze("pool", x) : layers.windowPool("pool", x, head.window());
        x = layers.relu("fc1.relu", layers.projection("fc1.conv", x, features, false));
        return averagesWindows() ? head.classify(layers, x, dropout, classes)
            : new Head(0, head.labels(), head.regions()).classify(layers, layers.averagePool("fc1.mean", x), dropout,
                classes);
    }

    private Activation stem(NetworkBuilder layers) {
        Activation x = layers.convolution("stem.space.conv", layers.input(ResNet.RGB), stem, Extent.of(1, 3),
            Extent.of(1, 2));
        x = layers.depthwise("stem.conv", x, Extent.of(5, 1), Extent.of(1, 1));
        return layers.relu("stem.relu", layers.batchNorm("stem.bn", x));
    }

    private Activation block(NetworkBuilder layers, String name, Activation in, Stage stage, int block) {
        Extent stride = Extent.of(1, block == 0 ? 2 : 1);
        Activation x = layers.projection(name + "a.conv", in, stage.inner, false);
        x = layers.relu(name + "a.relu", layers.batchNorm(name + "a.bn", x));
        x = layers.batchNorm(name + "b.bn", layers.depthwise(name + "b.conv", x, CUBE, stride));
        if (block % 2 == 0) {
            x = layers.squeezeExcitation(name, x, rounded(stage.inner, SQUEEZE));
        }
        x = layers.projection(name + "c.conv", layers.swish(name + "b.swish", x), stage.width, false);
        x = layers.zeroBatchNorm(name + "c.bn", x);
        return ResNet.withShortcut(layers, name, in, x, stride, normalisedShortcuts || in.channels() != stage.width);
    }
}
