package org.videoaction.model.network;

import java.util.List;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter.Role;

/**
 * One step of a network. Activations are {@code N x C x T x H x W} until a head's pool, then {@code N x C}. A layer knows the
 * shape of its result, its parameters and what it costs; how it is computed and written to files is said by {@link
 * LayerVisitor}s. A new layer has to answer all of them before it compiles.
 */
public sealed interface Layer {

    /**
     * The shape of its result for one clip.
     *
     * @param inputs the shapes of what it takes, in order
     * @param clip the size of the network's clips
     */
    ActivationShape shape(List<ActivationShape> inputs, Extent clip);

    /**
     * Its tensors, in the order gamma, beta, mean, variance or weight, bias.
     *
     * @param name the layer's name in its network
     */
    List<Parameter> parameters(String name);

    /**
     * What it costs for one clip, parameters aside.
     *
     * @param inputs the shapes of what it takes, in order
     * @param result the shape of its result
     */
    Complexity cost(List<ActivationShape> inputs, ActivationShape result);

    /** Shows it, in its place in a network, to a visitor. */
    <R> R accept(LayerVisitor<R> visitor, Node node);

    /** Its result has the shape of its first input. */
    sealed interface KeepsShape extends Layer {
        @Override
        default ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return inputs.get(0);
        }
    }

    /** It has no parameters and takes no multiply-accumulates. */
    sealed interface Free extends Layer {
        @Override
        default List<Parameter> parameters(String name) {
            return List.of();
        }

        @Override
        default Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.NONE;
        }
    }

    /** The normalised clip. */
    record Input(int channels) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(channels, clip);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.input(node);
        }
    }

    /** Boxes, {@code K x 5}: the clip's place in the batch, then x1, y1, x2, y2 in pixels of the clip. */
    record Boxes() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(Regions.BOX_VALUES, Extent.of(1, 1));
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.boxes(node);
        }
    }

    /**
     * A convolution over time and space.
     *
     * @param groups into how many independent parts the channels fall; as many as channels for a depthwise one
     * @param dilation the distance of the kernel's positions in space
     */
    record Convolution(int in, int out, Extent kernel, Extent stride, Extent padding, int dilation, int groups,
        boolean bias) implements Layer {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            Extent reach = new Extent(kernel.time(), (kernel.height() - 1) * dilation + 1,
                (kernel.width() - 1) * dilation + 1);
            return new ActivationShape(out, inputs.get(0).size().slid(reach, stride, padding));
        }

        @Override
        public List<Parameter> parameters(String name) {
            Parameter weight = Parameter.of(name, Role.CONVOLUTION_WEIGHT, out, in / groups, kernel.time(), kernel.height(),
                kernel.width());
            return bias ? List.of(weight, Parameter.of(name, Role.CONVOLUTION_BIAS, out)) : List.of(weight);
        }

        @Override
        public Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.ofConvolutions(result.values() * (in / groups) * kernel.volume());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.convolution(node, this);
        }
    }

    /**
     * Batch normalisation.
     *
     * @param momentum torch's: the share of the new batch in the running statistics
     * @param zeroInitialised whether gamma starts at 0, so that a residual block starts as its shortcut
     *     (Goyal et al., "Accurate, Large Minibatch SGD", section 5.1)
     */
    record BatchNorm(int channels, double epsilon, double momentum, boolean zeroInitialised) implements KeepsShape {
        @Override
        public List<Parameter> parameters(String name) {
            return List.of(Parameter.of(name, zeroInitialised ? Role.ZERO_GAMMA : Role.GAMMA, channels),
                Parameter.of(name, Role.BETA, channels), Parameter.of(name, Role.RUNNING_MEAN, channels),
                Parameter.of(name, Role.RUNNING_VARIANCE, channels));
        }

        @Override
        public Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.ofBatchNorm(result.values());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.batchNorm(node, this);
        }
    }

    record Relu() implements KeepsShape, Free {
        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.relu(node);
        }
    }

    /** {@code x sigmoid(x)} (Ramachandran et al., "Searching for Activation Functions", 2017). */
    record Swish() implements KeepsShape, Free {
        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.swish(node);
        }
    }

    record MaxPool(Extent kernel, Extent stride, Extent padding) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(inputs.get(0).channels(), inputs.get(0).size().slid(kernel, stride, padding));
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.maxPool(node, this);
        }
    }

    /** Every {@code step}-th frame, or as many frames from the first to the last. */
    record FrameSelection(int step, FrameRule rule) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            ActivationShape in = inputs.get(0);
            return in.with(rule.indices(in.size().time(), step).length, in.size().height(), in.size().width());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.frameSelection(node, this);
        }
    }

    /** {@code step} neighbouring frames become the channels of one: {@code N x step C x T / step x H x W}. */
    record TimeToChannel(int step) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            ActivationShape in = inputs.get(0);
            return new ActivationShape(in.channels() * step,
                new Extent(in.size().time() / step, in.size().height(), in.size().width()));
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.timeToChannel(node, this);
        }
    }

    record Add() implements KeepsShape, Free {
        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.add(node);
        }
    }

    /** Channels one after the other. */
    record Concatenation() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(inputs.get(0).channels() + inputs.get(1).channels(), inputs.get(0).size());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.concatenation(node);
        }
    }

    /**
     * What a non-local block computes between its convolutions: inputs theta, phi and g, each {@code N x C x T x H x W}
     * (phi and g perhaps pooled); the result has theta's positions.
     *
     * @param softmax softmax over positions of {@code theta phi / sqrt(C)}, else {@code theta phi / positions}
     */
    record Attention(int channels, boolean softmax) implements KeepsShape {
        @Override
        public List<Parameter> parameters(String name) {
            return List.of();
        }

        @Override
        public Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.ofAttention(2 * result.values() * inputs.get(1).size().volume());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.attention(node, this);
        }
    }

    /** The mean over time and space. */
    record AveragePool() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return inputs.get(0).with(1, 1, 1);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.averagePool(node);
        }
    }

    /** The mean over time and space, {@code N x C x 1 x 1 x 1} (Hu et al., "Squeeze-and-Excitation Networks", 2018). */
    record Squeeze() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return inputs.get(0).with(1, 1, 1);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.squeeze(node);
        }
    }

    /** Its first input, each channel times the sigmoid of the second, {@code N x C x 1 x 1 x 1}. */
    record Excitation() implements KeepsShape, Free {
        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.excitation(node);
        }
    }

    /** The mean over time, {@code N x C x 1 x H x W}. */
    record TimePool() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            Extent size = inputs.get(0).size();
            return inputs.get(0).with(1, size.height(), size.width());
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.timePool(node);
        }
    }

    /**
     * RoI align (He et al., "Mask R-CNN", 2017) with as many samples as fill a box; inputs features of one frame and boxes,
     * result {@code K x C x 1 x size x size}.
     *
     * @param stride pixels between two positions of the features
     * @param aligned whether boxes move by half a position, so that a position stands for the middle of its pixels; else
     *     a box is at least one position large
     */
    record RegionAlign(int size, int stride, boolean aligned) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return inputs.get(0).with(1, size, size);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.regionAlign(node, this);
        }
    }

    /** The largest value of each channel over time and space, {@code N x C}. */
    record Largest() implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return inputs.get(0).with(1, 1, 1);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.largest(node);
        }
    }

    /** The mean over all of time and each window of {@code side x side} positions, {@code N x C x 1 x h x w}. */
    record WindowPool(int side) implements Free {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            Extent size = inputs.get(0).size();
            return inputs.get(0).with(1, size.height() - side + 1, size.width() - side + 1);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.windowPool(node, this);
        }
    }

    /** @param rate the share of features set to 0 in training; the others grow so that the mean stays */
    record Dropout(int channels, double rate) implements KeepsShape, Free {
        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.dropout(node, this);
        }
    }

    /** A fully connected layer with bias. */
    record Linear(int in, int out) implements Layer {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(out, inputs.get(0).size());
        }

        @Override
        public List<Parameter> parameters(String name) {
            return Parameter.ofClassifier(name, in, out);
        }

        @Override
        public Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.ofLinear((long) in * out);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.linear(node);
        }
    }

    /** A linear layer at each position; then probabilities at each and the mean of them all, {@code N x out}. */
    record WindowClassifier(int in, int out, Labels labels) implements Layer {
        @Override
        public ActivationShape shape(List<ActivationShape> inputs, Extent clip) {
            return new ActivationShape(out, Extent.of(1, 1));
        }

        @Override
        public List<Parameter> parameters(String name) {
            return Parameter.ofClassifier(name, in, out);
        }

        @Override
        public Complexity cost(List<ActivationShape> inputs, ActivationShape result) {
            return Complexity.ofLinear(inputs.get(0).size().volume() * in * out);
        }

        @Override
        public <R> R accept(LayerVisitor<R> visitor, Node node) {
            return visitor.windowClassifier(node, this);
        }
    }
}
