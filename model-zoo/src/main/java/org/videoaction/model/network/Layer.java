package org.videoaction.model.network;

/** One step of a network. Activations are {@code N x C x T x H x W} until the average pool, then {@code N x C}. */
public sealed interface Layer {

    /** The normalised clip. */
    record Input(int channels) implements Layer {
    }

    /** A convolution over time and space, without bias. */
    record Convolution(int in, int out, Extent kernel, Extent stride, Extent padding) implements Layer {
    }

    /**
     * Batch normalisation.
     *
     * @param momentum torch's: the share of the new batch in the running statistics
     * @param zeroInitialised whether gamma starts at 0, so that a residual block starts as its shortcut
     *     (Goyal et al., "Accurate, Large Minibatch SGD", section 5.1)
     */
    record BatchNorm(int channels, double epsilon, double momentum, boolean zeroInitialised) implements Layer {
    }

    record Relu() implements Layer {
    }

    record MaxPool(Extent kernel, Extent stride, Extent padding) implements Layer {
    }

    /** Every {@code step}-th frame, or as many frames from the first to the last. */
    record FrameSelection(int step, FrameRule rule) implements Layer {
    }

    record Add() implements Layer {
    }

    /** Channels one after the other. */
    record Concatenation() implements Layer {
    }

    /** The mean over time and space. */
    record AveragePool() implements Layer {
    }

    /** @param rate the share of features set to 0 in training; the others grow so that the mean stays */
    record Dropout(int channels, double rate) implements Layer {
    }

    /** A fully connected layer with bias. */
    record Linear(int in, int out) implements Layer {
    }
}
