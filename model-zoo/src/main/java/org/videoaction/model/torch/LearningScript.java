package org.videoaction.model.torch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;

/**
 * Writes how a network learns as the text of a TorchScript module. Its weights come in as {@link TorchScript}'s do.
 *
 * <ul>
 * <li>{@code loss(scores, targets)}: the mean loss of scores
 * <li>{@code learn(clips, targets, share, w, s, g, masks)}, with boxes behind the clips where the network detects: the mean
 * loss and the scores; adds {@code share} of the gradients to {@code g}, a tensor for each weight that learns, and moves the
 * running statistics
 * <li>{@code settle(clips, w, s, momentum)}: moves the running statistics alone
 * <li>{@code gather(g, other)}: adds the gradients of another device, which are used up and set to zero
 * <li>{@code shorten(g, largest)}: limits the norm of all gradients together
 * <li>{@code update(w, g, v, ...)}: a step of stochastic gradient descent
 * <li>{@code copy(to, from)}: copies weights to another device
 * </ul>
 */
final class LearningScript {

    private static final String FLOAT = "6";
    private static final String BFLOAT16 = "15";
    private static final String CHANNELS_LAST = "3";

    private final Network network;
    private final LearningRules rules;
    private final TorchScript script;

    LearningScript(Network network, Preprocessing preprocessing, LearningRules rules) {
        this.network = network;
        this.rules = rules;
        this.script = new TorchScript(network, preprocessing);
    }

    /** The whole module. */
    String text() {
        return TorchScript.module(script.preparation(),
            TorchScript.method("loss", "scores: Tensor, targets: Tensor", "Tensor",
                line("return " + rules.loss().expression(network.labels()))),
            TorchScript.method("learn", "clips: Tensor, " + script.boxes(": Tensor")
                + "targets: Tensor, share: Tensor, w: List[Tensor], s: List[Tensor], "
                + "g: List[Tensor]" + (hasDropout() ? ", masks: List[Tensor]" : ""), "List[Tensor]", learning()),
            TorchScript.method("settle", "clips: Tensor, w: List[Tensor], s: List[Tensor], momentum: float", "NoneType",
                settling()),
            TorchScript.method("gather", "g: List[Tensor], other: List[Tensor]", "NoneType", gathering()),
            TorchScript.method("shorten", "g: List[Tensor], largest: float", "NoneType", shortening()),
            TorchScript.method("update", "w: List[Tensor], g: List[Tensor], v: List[Tensor], rate: float, "
                + "momentum: float, decay: float, nesterov: bool", "NoneType", update()),
            TorchScript.method("copy", "to: List[Tensor], original: List[Tensor]", "NoneType", copying()));
    }

    private static String line(String statement) {
        return TorchScript.line(statement);
    }

    private String learning() {
        String scores = TorchScript.variable(network.nodes().size() - 1);
        return line("x = (self).normalise(clips, )")
            + layers()
            + line("loss = (self).loss(" + scores + ", targets, )")
            + line("gradients = [unchecked_cast(Tensor, t) for t in torch.grad([torch.mul(loss, share)], [" + learned()
                + "])]")
            + line("torch._foreach_add_(g, gradients)")
            + line("return [torch.detach(loss), torch.detach(" + scores + ")]");
    }

    /** The layers up to the last one that has statistics; none of them needs boxes. */
    private String settling() {
        List<Node> nodes = network.nodes();
        StringBuilder text = new StringBuilder(line("x = (self).normalise(clips, )"));
        int last = IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).layer() instanceof Layer.BatchNorm).max()
            .orElse(-1);
        for (int i = 0; i <= last; i++) {
            Node node = nodes.get(i);
            if (node.layer() instanceof Layer.BatchNorm norm) {
                text.append(line(TorchScript.variable(i) + " = "
                    + script.batchNorm(node, norm, rules.tuning().usesBatchStatistics(node.name()), "momentum")));
            } else if (!(node.layer() instanceof Layer.Boxes)) {
                text.append(line(TorchScript.variable(i) + " = " + value(node)));
            }
        }
        return text + line("return None");
    }

    private String learned() {
        List<Parameter> parameters = network.parameters().stream().filter(parameter -> parameter.role().learned()).toList();
        return IntStream.range(0, parameters.size()).filter(i -> rules.tuning().learns(parameters.get(i)))
            .mapToObj(i -> "w[" + i + "]").collect(Collectors.joining(", "));
    }

    private static String gathering() {
        return line("here = ops.prim.device(g[0])")
            + line("torch._foreach_add_(g, [torch.to(t, here) for t in other])")
            + line("torch._foreach_zero_(other)")
            + line("return None");
    }

    /** Torch's clip_grad_norm_. */
    private static String shortening() {
        return line("norm = torch.norm(torch.stack([torch.norm(t) for t in g]))")
            + line(
                "factor = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 9.9999999999999995e-07)), largest), None, 1.)")
            + line("torch._foreach_mul_(g, factor)")
            + line("return None");
    }

    /** Torch's SGD, one pass over the weights; gradients are used up and set to zero. */
    private static String update() {
        return line("if torch.eq(momentum, 0.):")
            + line("  velocities = annotate(List[Tensor], [])")
            + line("else:")
            + line("  velocities = v")
            + line("torch._fused_sgd_(w, g, velocities, weight_decay=decay, momentum=momentum, lr=rate, dampening=0., "
                + "nesterov=nesterov, maximize=False, is_first_step=False)")
            + line("torch._foreach_zero_(g)")
            + line("return None");
    }

    private static String copying() {
        return line("torch._foreach_copy_(to, original)")
            + line("return None");
    }

    private boolean hasDropout() {
        return network.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Dropout);
    }

    /** One statement a layer; node i gives {@code xi}. */
    private String layers() {
        StringBuilder text = new StringBuilder();
        int masks = 0;
        for (int i = 0; i < network.nodes().size(); i++) {
            Node node = network.nodes().get(i);
            String value = node.layer() instanceof Layer.Dropout
                ? "torch.mul(" + TorchScript.argument(node) + ", masks[" + masks++ + "])" : value(node);
            text.append(line(TorchScript.variable(i) + " = " + value));
        }
        return text.toString();
    }

    /** What differs from evaluation: batch statistics, the casts of mixed precision, and scores in place of probabilities. */
    private String value(Node node) {
        Layer layer = node.layer();
        if (layer instanceof Layer.Input) {
            return activation("x");
        } else if (layer instanceof Layer.Convolution conv) {
            return convolution(node, conv, activation(script.tensor(node, 0)),
                conv.bias() ? activation(script.tensor(node, 1)) : "None");
        } else if (layer instanceof Layer.BatchNorm norm) {
            return script.batchNorm(node, norm, rules.tuning().usesBatchStatistics(node.name()),
                String.valueOf(norm.momentum()));
        } else if (layer instanceof Layer.Relu && isOverwritable(node.inputs().get(0))) {
            return "torch.relu_(" + TorchScript.argument(node) + ")";
        } else if (layer instanceof Layer.Add && isOverwritable(node.inputs().get(1))) {
            return "torch.add_(" + TorchScript.variable(node.inputs().get(1)) + ", " + TorchScript.argument(node) + ")";
        } else if (layer instanceof Layer.MaxPool pool && pool.kernel().time() == 1 && pool.stride().time() == 1) {
            return unfolded(node, "torch.max_pool2d(torch.flatten(" + TorchScript.argument(node) + ", 1, 2), "
                + plane(pool.kernel()) + ", " + plane(pool.stride()) + ", " + plane(pool.padding()) + ")");
        } else if (layer instanceof Layer.AveragePool) {
            return "torch.mean(" + TorchScript.argument(node) + ", [2, 3, 4], False, dtype=" + FLOAT + ")";
        } else if (layer instanceof Layer.TimePool) {
            return "torch.mean(" + TorchScript.argument(node) + ", [2], True, dtype=" + FLOAT + ")";
        } else if (layer instanceof Layer.WindowPool) {
            return "torch.to(" + script.value(node) + ", " + FLOAT + ")";
        } else if (layer instanceof Layer.WindowClassifier) {
            return "torch.mean(" + script.positions(node) + ", [1, 2, 3])";
        }
        return script.value(node);
    }

    /** Whether only one layer reads it and no gradient needs it: those of batch normalisation need its input. */
    private boolean isOverwritable(int input) {
        Layer layer = network.nodes().get(input).layer();
        return (layer instanceof Layer.BatchNorm || layer instanceof Layer.Add)
            && network.nodes().stream().filter(node -> node.inputs().contains(input)).count() == 1;
    }

    /** Convolutions in the form that is fastest forward and backward; the results are the same. */
    private String convolution(Node node, Layer.Convolution conv, String weight, String bias) {
        Extent kernel = conv.kernel();
        String x = TorchScript.argument(node);
        if (kernel.volume() == 1 && !conv.bias() && conv.groups() == 1) {
            return product(conv, sliced(x, conv.stride()), weight);
        } else if (kernel.height() == 1 && kernel.width() == 1 && plane(conv.stride()).equals("[1, 1]")) {
            return overTime(x, conv, weight, bias);
        } else if (conv.groups() > 1 && conv.stride().volume() == 1) {
            String innermost = "torch.contiguous(" + x + ", memory_format=" + CHANNELS_LAST + ")";
            return "torch.contiguous(torch.conv3d(" + innermost + ", " + weight + ", " + bias + ", " + conv.stride() + ", "
                + conv.padding() + ", " + TorchScript.dilation(conv) + ", " + conv.groups() + "))";
        }
        return script.convolution(node, conv, weight, bias);
    }

    /** Every so many positions, where a convolution without reach leaves the others out. */
    private static String sliced(String x, Extent stride) {
        if (stride.volume() == 1) {
            return x;
        }
        String positions = x;
        int[] steps = {stride.time(), stride.height(), stride.width()};
        for (int axis = 0; axis < steps.length; axis++) {
            positions = "torch.slice(" + positions + ", " + (axis + 2) + ", 0, " + Long.MAX_VALUE + ", " + steps[axis] + ")";
        }
        return positions;
    }

    /** A {@code 1 x 1 x 1} convolution as a product of matrices. */
    private static String product(Layer.Convolution conv, String x, String weight) {
        String matrix = "torch.expand(torch.reshape(" + weight + ", [1, " + conv.out() + ", " + conv.in()
            + "]), [torch.size("
            + x + ", 0), -1, -1])";
        return "torch.reshape(torch.bmm(" + matrix + ", torch.flatten(" + x + ", 2)), [torch.size(" + x + ", 0), "
            + conv.out() + ", torch.size(" + x + ", 2), torch.size(" + x + ", 3), torch.size(" + x + ", 4)])";
    }

    /**
     * A {@code k x 1 x 1} convolution as one over T x (H W). On CPUs libtorch 2.7's own gives weights of such kernels
     * gradients that are not finite where activations of bfloat16 have two frames.
     */
    private static String overTime(String x, Layer.Convolution conv, String weight, String bias) {
        return "torch.reshape(torch.conv2d(torch.flatten(" + x + ", 3), torch.flatten(" + weight + ", 3), " + bias + ", ["
            + conv.stride().time() + ", 1], [" + conv.padding().time() + ", 0], [1, 1], " + conv.groups() + "), [torch.size("
            + x + ", 0), " + conv.out() + ", -1, torch.size(" + x + ", 3), torch.size(" + x + ", 4)])";
    }

    private static String plane(Extent extent) {
        return "[" + extent.height() + ", " + extent.width() + "]";
    }

    /** Frames that were taken as channels, as frames again. */
    private static String unfolded(Node node, String planes) {
        return "torch.unflatten(" + planes + ", 1, [torch.size(" + TorchScript.argument(node) + ", 1), -1])";
    }

    /** A tensor in the numbers of the backbone. */
    private String activation(String tensor) {
        return rules.precision() == Precision.BF16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }
}
