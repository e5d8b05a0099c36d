package org.videoaction.model.network;

import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * What turns features into classes: the mean over time, the mean over space, dropout, a linear layer. With regions, the
 * largest value inside each box takes the place of the mean over space.
 *
 * @param window 0 for one mean over the whole frame; else PySlowFast's test head: the classes of each window of as many
 *     positions as the training crop gave (its size over 32), the mean of their probabilities
 * @param labels whether one class holds or several
 * @param regions the boxes' form, for detection
 */
public record Head(int window, Labels labels, Regions regions) {

    /** One class of the whole clip. */
    public static final Head AVERAGE = new Head(0);
    /** Any number of classes of the whole clip. */
    public static final Head MULTI_LABEL = new Head(0, Labels.SEVERAL, Regions.NONE);

    public Head {
        ResNet.require(window >= 0, "A window of the head is not negative.");
        ResNet.require(window == 0 || !regions.given(), "A head has windows or regions, not both.");
    }

    /** One class, of each window. */
    public Head(int window) {
        this(window, Labels.ONE, Regions.NONE);
    }

    /** Any number of classes in each of the given boxes. */
    public static Head detection(Regions regions) {
        return new Head(0, Labels.SEVERAL, regions);
    }

    /** One with the same labels and another window. */
    Head withWindow(int positions) {
        return new Head(positions, labels, regions);
    }

    /** Along one side, the positions of the features that it gets of a clip; it has a window. */
    int positions(Architecture architecture, Extent clip) {
        Network network = architecture.with(this, architecture.classes()).network();
        Node pool = network.nodes().stream().filter(node -> node.layer() instanceof Layer.WindowPool).findFirst()
            .orElseThrow();
        return ActivationShape.of(network, clip).get(pool.inputs().get(0)).size().height();
    }

    /** Whether boxes come with the clips. */
    public boolean detects() {
        return regions.given();
    }

    /** The stride in space of the last stage's first block. */
    int lastStride() {
        return detects() ? 1 : 2;
    }

    /** The features of each pathway in one row a clip, or a box. */
    Activation features(NetworkBuilder layers, Activation slow, Activation fast) {
        Activation boxes = detects() ? layers.boxes() : null;
        return layers.concatenation("head.features", pool(layers, "slow.pool", slow, boxes),
            pool(layers, "fast.pool", fast, boxes));
    }

    /** The features of a single pathway. */
    Activation features(NetworkBuilder layers, String name, Activation in) {
        return pool(layers, name, in, detects() ? layers.boxes() : null);
    }

    private Activation pool(NetworkBuilder layers, String name, Activation in, Activation boxes) {
        if (detects()) {
            Activation still = layers.timePool(name + ".time", in);
            Activation inside = layers.regionAlign(name + ".regions", still, boxes, regions);
            return layers.largest(name, inside);
        }
        return window == 0 ? layers.averagePool(name, in) : layers.windowPool(name, in, window);
    }

    Network classify(NetworkBuilder layers, Activation features, double dropout, int classes) {
        Activation kept = layers.dropout("head.dropout", features, dropout);
        if (window == 0) {
            layers.linear("head.fc", kept, classes);
        } else {
            layers.windowClassifier("head.fc", kept, classes, labels);
        }
        return layers.build(labels);
    }
}
