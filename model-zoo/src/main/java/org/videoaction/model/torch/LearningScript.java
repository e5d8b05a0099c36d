package org.videoaction.model.torch;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
 * <li>{@code learn(clips, targets, share, w, s, g, masks)}: the mean loss and the scores; adds {@code share} of the
 * gradients to {@code g}, a tensor for each weight that learns, and moves the running statistics
 * <li>{@code gather(g, other)}: adds the gradients of another device, which are used up and set to zero
 * <li>{@code shorten(g, largest)}: limits the norm of all gradients together
 * <li>{@code update(w, g, v, ...)}: a step of stochastic gradient descent
 * <li>{@code copy(to, from)}: copies weights to another device
 * </ul>
 */
final class LearningScript {

    private static final String FLOAT = "6";
    private static final String BFLOAT16 = "15";

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
        return TorchScript.module(script.normalise(),
            TorchScript.method("loss", "scores: Tensor, targets: Tensor", "Tensor",
                line("return " + rules.loss().expression(network.labels()))),
            TorchScript.method("learn", "clips: Tensor, targets: Tensor, share: Tensor, w: List[Tensor], s: List[Tensor], "
                + "g: List[Tensor]" + (hasDropout() ? ", masks: List[Tensor]" : ""), "List[Tensor]", learning()),
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

    private String learned() {
        List<Parameter> parameters =
            network.parameters().stream().filter(parameter -> parameter.role().learned()).toList();
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
            + line("factor = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 9.9999999999999995e-07)), largest), None, 1.)")
            + line("torch._foreach_mul_(g, factor)")
            + line("return None");
    }

    /** Torch's SGD; gradients are used up and set to zero. */
    private static String update() {
        return line("torch._foreach_add_(g, w, alpha=decay)")
            + line("torch._foreach_mul_(v, momentum)")
            + line("torch._foreach_add_(v, g)")
            + line("if nesterov:")
            + line("  torch._foreach_add_(g, v, alpha=momentum)")
            + line("  torch._foreach_add_(w, g, alpha=-rate)")
            + line("else:")
            + line("  torch._foreach_add_(w, v, alpha=-rate)")
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
            String weight = activation(script.tensor(node, 0));
            String bias = conv.bias() ? activation(script.tensor(node, 1)) : "None";
            return rules.precision() == Precision.BF16 && overTimeAlone(conv) ? overTime(node, conv, weight, bias)
                : script.convolution(node, conv, weight, bias);
        } else if (layer instanceof Layer.BatchNorm norm) {
            return script.batchNorm(node, norm, rules.tuning().usesBatchStatistics(node.name()));
        } else if (layer instanceof Layer.AveragePool) {
            return "torch.mean(" + TorchScript.argument(node) + ", [2, 3, 4], False, dtype=" + FLOAT + ")";
        } else if (layer instanceof Layer.WindowPool) {
            return "torch.to(" + script.value(node) + ", " + FLOAT + ")";
        } else if (layer instanceof Layer.WindowClassifier) {
            return "torch.mean(" + script.positions(node) + ", [1, 2, 3])";
        }
        return script.value(node);
    }

    private static boolean overTimeAlone(Layer.Convolution conv) {
        return conv.kernel().time() > 1 && conv.kernel().height() == 1 && conv.kernel().width() == 1
            && conv.stride().height() == 1 && conv.stride().width() == 1;
    }

    /**
     * A {@code k x 1 x 1} convolution as one over T x (H W). On CPUs libtorch 2.7's own gives weights of such kernels
     * gradients that are not finite where activations of bfloat16 have two frames.
     */
    private static String overTime(Node node, Layer.Convolution conv, String weight, String bias) {
        String x = TorchScript.argument(node);
        return "torch.reshape(torch.conv2d(torch.flatten(" + x + ", 3), torch.flatten(" + weight + ", 3), " + bias + ", ["
            + conv.stride().time() + ", 1], [" + conv.padding().time() + ", 0], [1, 1], " + conv.groups() + "), [torch.size("
            + x + ", 0), " + conv.out() + ", -1, torch.size(" + x + ", 3), torch.size(" + x + ", 4)])";
    }

    /** A tensor in the numbers of the backbone. */
    private String activation(String tensor) {
        return rules.precision() == Precision.BF16 ? "torch.to(" + tensor + ", " + BFLOAT16 + ")" : tensor;
    }
}
