package org.videoaction.model.network;

/**
 * Where a detection head looks: inside given boxes (section 5 of the SlowFast paper). The last
 * stage then keeps its resolution, so that features lie 16 pixels apart.
 *
 * @param size positions along each side of a box, 0 where a network looks at the whole frame
 * @param dilation of the last stage's 3 x 3 convolutions: 2 in PySlowFast and PyTorchVideo, 1 in MMAction2
 * @param aligned whether a pixel's value stands for its middle, as in Detectron2, or for its corner
 */
public record Regions(int size, int dilation, boolean aligned) {

    /** The whole frame. */
    public static final Regions NONE = new Regions(0, 1, true);
    /** PySlowFast's. */
    public static final Regions PYSLOWFAST = new Regions(7, 2, true);
    /** That of the networks which PySlowFast took over from Caffe2, and PyTorchVideo's. */
    public static final Regions CAFFE2 = new Regions(7, 2, false);
    /** MMAction2's. */
    public static final Regions MMACTION2 = new Regions(8, 1, true);

    /** What a box is given by: the clip's place in the batch, then x1, y1, x2, y2 in pixels of the clip. */
    public static final int BOX_VALUES = 5;
    /** Pixels between two positions of the features. */
    static final int STRIDE = 16;

    public Regions {
        ResNet.require(size >= 0 && dilation >= 1, "The size of regions is not negative, their dilation at least 1.");
    }

    /** Whether there are boxes to look into. */
    boolean given() {
        return size > 0;
    }
}
