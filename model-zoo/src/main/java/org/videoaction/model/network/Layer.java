package org.videoaction.model.network;

/** One step of a network. Activations are {@code N x C x T x H x W} until a head's pool, then {@code N x C}. */
public sealed interface Layer {

    /** The normalised clip. */
    record Input(int channels) implements Layer {}

    /** Boxes, {@code K x 5}: the clip's place in the batch, then x1, y1, x2, y2 in pixels of the clip. */
    record Boxes() implements Layer {}

    /**
     * A convolution over time and space.
     *
     * @param groups into how many independent parts the channels fall; as many as channels for a depthwise one
     * @param dilation the distance of the kernel's positions in space
     */
    record Convolution(int in, int out, Extent kernel, Extent stride, Extent padding, int dilation, int groups,
        boolean bias) implements Layer {}

    /**
     * Batch normalisation.
     *
     * @param momentum torch's: the share of the new batch in the running statistics
     * @param zeroInitialised whether gamma starts at 0, so that a residual block starts as its shortcut
     *     (Goyal et al., "Accurate, Large Minibatch SGD", section 5.1)
     */
    record BatchNorm(int channels, double epsilon, double momentum, boolean zeroInitialised) implements Layer {}

    record Relu() implements Layer {}

    record MaxPool(Extent kernel, Extent stride, Extent padding) implements Layer {}

    /** Every {@code step}-th frame, or as many frames from the first to the last. */
    record FrameSelection(int step, FrameRule rule) implements Layer {}

    /** {@code step} neighbouring frames become the channels of one: {@code N x step C x T / step x H x W}. */
    record TimeToChannel(int step) implements Layer {}

    record Add() implements Layer {}

    /** Channels one after the other. */
    record Concatenation() implements Layer {}

    /**
     * What a non-local block computes between its convolutions: inputs theta, phi and g, each {@code N x C x T x H x W}
     * (phi and g perhaps pooled); the result has theta's positions.
     *
     * @param softmax softmax over positions of {@code theta phi / sqrt(C)}, else {@code theta phi / positions}
     */
    record Attention(int channels, boolean softmax) implements Layer {}

    /** The mean over time and space. */
    record AveragePool() implements Layer {}

    /** The mean over time, {@code N x C x 1 x H x W}. */
    record TimePool() implements Layer {}

    /**
     * RoI align (He et al., "Mask R-CNN", 2017) with as many samples as fill a box; inputs features of one frame and boxes,
     * result {@code K x C x 1 x size x size}.
     *
     * @param stride pixels between two positions of the features
     * @param aligned whether boxes move by half a position, so that a position stands for the middle of its pixels; else
     *     a box is at least one position large
     */
    record RegionAlign(int size, int stride, boolean aligned) implements Layer {}

    /** The largest value of each channel over time and space, {@code N x C}. */
    record Largest() implements Layer {}

    /** The mean over all of time and each window of {@code side x side} positions, {@code N x C x 1 x h x w}. */
    record WindowPool(int side) implements Layer {}

    /** @param rate the share of features set to 0 in training; the others grow so that the mean stays */
    record Dropout(int channels, double rate) implements Layer {}

    /** A fully connected layer with bias. */
    record Linear(int in, int out) implements Layer {}

    /** A linear layer at each position; then probabilities at each and the mean of them all, {@code N x out}. */
    record WindowClassifier(int in, int out, Labels labels) implements Layer {}
}
