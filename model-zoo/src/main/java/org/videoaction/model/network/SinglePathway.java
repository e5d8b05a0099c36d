package org.videoaction.model.network;

import org.videoaction.model.network.NetworkBuilder.Activation;

/**
 * One pathway of a SlowFast network on its own (tables 5a and 6 of the SlowFast paper), or I3D.
 *
 * @param kind Slow-only, Fast-only or I3D
 * @param width channels of the stem: 64, but 8 for Fast-only in the paper
 * @param head what follows the last stage
 * @param dropout the rate before the classifier
 * @param classes the number of classes
 */
public record SinglePathway(Pathway.Kind kind, Pathway pathway, int width, NonLocal nonLocal, Head head,
    double dropout, int classes) implements Architecture {

    private static final double EPSILON = 1e-5;

    public SinglePathway {
        ResNet.require(width >= 1, "The width is at least 1.");
        ResNet.requireClassifier(dropout, classes);
    }

    @Override
    public String displayName() {
        String name = switch (kind) {
            case SLOW -> "Slow-only";
            case FAST -> "Fast-only";
            case INFLATED -> "I3D";
        };
        return name + " R" + pathway.depth() + ", width " + width
            + (head.detects() ? ", detection" : "");
    }

    @Override
    public void checkClip(int frames, int side) {
        ResNet.require(kind != Pathway.Kind.INFLATED || frames >= 2, "I3D takes clips of at least two frames.");
        ResNet.requireSide(side);
    }

    @Override
    public SinglePathway with(Head newHead, int newClasses) {
        return new SinglePathway(kind, pathway, width, nonLocal, newHead, dropout, newClasses);
    }

    @Override
    public Network network() {
        NetworkBuilder layers = new NetworkBuilder(EPSILON);
        Activation x = pathway.stem(layers, kind, layers.input(ResNet.RGB), width);
        for (int stage = 2; stage <= 5; stage++) {
            x = pathway.stage(layers, kind, stage, x, width, nonLocal, head);
        }
        return head.classify(layers, head.features(layers, kind.prefix() + "pool", x), dropout, classes);
    }
}
