package org.videoaction.model.torch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.torch.Segments.Segment;

/**
 * Writes how a network learns as the text of a TorchScript module. Its weights come in as {@link TorchScript}'s do.
 *
 * <ul>
 * <li>{@code loss(scores, targets)}: the mean loss of scores
 * <li>{@code learn(clips, targets, share, w, s, g, masks)}, with boxes behind the clips where the network detects: the mean
 * loss and the scores; adds {@code share} of the gradients to {@code g}, a tensor for each weight that learns, and moves the
 * running statistics
 * <li>{@code anew7(k, w, s, g)} and others, where things are computed anew: {@code learn} then gives behind the scores what the
 * first of them takes, and each what the next one takes
 * <li>{@code settle(clips, w, s, momentum)}: moves the running statistics alone
 * <li>{@code gather(g, other)}: adds the gradients of another device, which are used up and set to zero
 * <li>{@code shorten(g, largest)}: limits the norm of all gradients together
 * <li>{@code update(w, g, v, ...)}: a step of stochastic gradient descent
 * <li>{@code adapt(w, g, v, q, step, ...)}: the so many-th step of AdamW
 * <li>{@code average(a, w, share)}: moves averages towards weights, 1 of the way or less
 * <li>{@code exchange(a, w)}: swaps the values of averages and weights
 * <li>{@code copy(to, from)}: copies weights to another device
 * </ul>
 */
final class LearningScript {

    private final Network network;
    private final LearningRules rules;
    private final TorchScript script;
    private final LearningExpressions expressions;
    /** None where everything is kept. */
    private final List<Segment> segments;

    LearningScript(Network network, Preprocessing preprocessing, LearningRules rules) {
        this.network = network;
        this.rules = rules;
        this.script = new TorchScript(network, preprocessing);
        this.expressions = new LearningExpressions(network, rules, script.expressions());
        this.segments = rules.recomputing()
            ? new Segments(network, rules.tuning()::learns, expressions::isOverwritable).all() : List.of();
    }

    /** The whole module. */
    String text() {
        return TorchScript.module(script.preparation(), LearningExpressions.planes(),
            TorchScript.method("loss", "scores: Tensor, targets: Tensor", "Tensor",
                rules.loss().statements(network.labels())),
            TorchScript.method("learn", "clips: Tensor, " + script.boxes(": Tensor")
                + "targets: Tensor, share: Tensor, w: List[Tensor], s: List[Tensor], "
                + "g: List[Tensor]" + (hasDropout() ? ", masks: List[Tensor]" : ""), "List[Tensor]", learning()),
            IntStream.range(firstAnew(), Math.max(firstAnew(), segments.size() - 1))
                .mapToObj(place -> TorchScript.method("anew" + place,
                    "k: List[Tensor], w: List[Tensor], s: List[Tensor], g: List[Tensor]", "List[Tensor]", again(place)))
                .collect(Collectors.joining("\n")),
            TorchScript.method("settle", "clips: Tensor, w: List[Tensor], s: List[Tensor], momentum: float", "NoneType",
                settling()),
            TorchScript.method("gather", "g: List[Tensor], other: List[Tensor]", "NoneType", gathering()),
            TorchScript.method("shorten", "g: List[Tensor], largest: float", "NoneType", shortening()),
            TorchScript.method("update", "w: List[Tensor], g: List[Tensor], v: List[Tensor], rate: float, "
                + "momentum: float, decay: float, nesterov: bool", "NoneType", update()),
            TorchScript.method("adapt", "w: List[Tensor], g: List[Tensor], v: List[Tensor], q: List[Tensor], step: float, "
                + "rate: float, beta1: float, beta2: float, decay: float, epsilon: float", "NoneType", adapting()),
            TorchScript.method("average", "a: List[Tensor], w: List[Tensor], share: float", "NoneType", averaging()),
            TorchScript.method("exchange", "a: List[Tensor], w: List[Tensor]", "NoneType", exchanging()),
            TorchScript.method("copy", "to: List[Tensor], original: List[Tensor]", "NoneType", copying()));
    }

    private static String line(String statement) {
        return TorchScript.line(statement);
    }

    /** The methods that compute segments anew, in the order in which they are called behind {@code learn}. */
    List<String> anew() {
        return IntStream.iterate(segments.size() - 2, place -> place >= firstAnew(), place -> place - 1)
            .mapToObj(place -> "anew" + place).toList();
    }

    private String learning() {
        return rules.recomputing() ? beginning() : keeping();
    }

    /** Everything is kept for the gradients. */
    private String keeping() {
        String scores = ScoringExpressions.variable(network.nodes().size() - 1);
        return line("x = (self).normalise(clips, )")
            + layers(0, network.nodes().size(), false)
            + line("loss = (self).loss(" + scores + ", targets, )")
            + line("gradients = [unchecked_cast(Tensor, t) for t in torch.grad([torch.mul(loss, share)], ["
                + String.join(", ", learned())
                + "])]")
            + line("torch._foreach_add_(g, gradients)")
            + line("return [torch.detach(loss), torch.detach(" + scores + ")]");
    }

    /**
     * Goes through the layers without recording, as far as the last segment, and computes that one's gradients; gives what the
     * others need behind the loss and the scores.
     */
    private String beginning() {
        Segment last = segments.get(segments.size() - 1);
        String scores = ScoringExpressions.variable(network.nodes().size() - 1);
        return line("x = (self).normalise(clips, )")
            + line("torch.set_grad_enabled(False)")
            + layers(0, last.from(), false)
            + line("torch.set_grad_enabled(True)")
            + leaves(last)
            + layers(last.from(), last.to(), false)
            + line("loss = (self).loss(" + scores + ", targets, )")
            + gradients(last, "[torch.mul(loss, share)]", "", reached(segments.size()))
            + line("return [torch.detach(loss), torch.detach(" + scores + ")"
                + carried(segments.size() - 1).stream().map(", "::concat).collect(Collectors.joining()) + "]");
    }

    /** Computes a segment anew, with the gradients of its results, and gives what the ones before it need. */
    private String again(int place) {
        Segment segment = segments.get(place);
        List<String> carried = carried(place + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < carried.size(); i++) {
            text.append(line(carried.get(i) + " = k[" + i + "]"));
        }
        text.append(leaves(segment)).append(layers(segment.from(), segment.to(), true))
            .append(gradients(segment, "[" + listed("x", segment.outputs()) + "]",
                ", annotate(List[Optional[Tensor]], [" + listed("d", segment.outputs()) + "])", reached(place + 1)));
        return text + line("return annotate(List[Tensor], [" + String.join(", ", carried(place)) + "])");
    }

    /** The first segment that is computed anew: those before it neither learn nor pass gradients on. */
    private int firstAnew() {
        return (int) segments.stream().takeWhile(segment -> !segment.learns()).count();
    }

    /** What the segments before one need: the clips, results, and gradients of their own results as far as they are known. */
    private List<String> carried(int until) {
        if (until <= firstAnew()) {
            return List.of();
        }
        List<Segment> rest = segments.subList(firstAnew(), until);
        int end = rest.get(rest.size() - 1).to();
        return Stream.of(rest.get(0).from() == 0 ? Stream.of("x") : Stream.<String>empty(),
            rest.stream().flatMap(segment -> segment.takes().stream()).distinct().sorted().map(ScoringExpressions::variable),
            reached(until).stream().filter(i -> i < end).sorted().map(i -> "d" + i)).flatMap(names -> names).toList();
    }

    /** The nodes of whose results the segments from one on have computed gradients. */
    private Set<Integer> reached(int from) {
        return segments.subList(from, segments.size()).stream().filter(Segment::learns)
            .flatMap(segment -> segment.inputs().stream()).collect(Collectors.toCollection(HashSet::new));
    }

    /** What a segment takes becomes that with which recording begins. */
    private static String leaves(Segment segment) {
        return segment.inputs().stream().map(ScoringExpressions::variable)
            .map(x -> line(x + " = torch.requires_grad_(torch.detach(" + x + "))")).collect(Collectors.joining());
    }

    /** @param reached the nodes that have a gradient already, to which those of the segment's inputs come */
    private String gradients(Segment segment, String results, String upstream, Set<Integer> reached) {
        if (!segment.learns()) {
            return "";
        }
        List<String> weights = learned();
        String of = Stream.concat(segment.weights().stream().map(weights::get),
            segment.inputs().stream().map(ScoringExpressions::variable)).collect(Collectors.joining(", "));
        StringBuilder text = new StringBuilder(line("gradients = [unchecked_cast(Tensor, t) for t in torch.grad(" + results
            + ", [" + of + "]" + upstream + ")]"));
        int count = segment.weights().size();
        // one by one: libtorch takes a write into the tensors of a list made here for one that nobody sees
        for (int i = 0; i < count; i++) {
            text.append(line("torch.add_(g[" + segment.weights().get(i) + "], gradients[" + i + "])"));
        }
        for (int i = 0; i < segment.inputs().size(); i++) {
            int input = segment.inputs().get(i);
            String gradient = "gradients[" + (count + i) + "]";
            text.append(line("d" + input + " = "
                + (reached.add(input) ? gradient : "torch.add(d" + input + ", " + gradient + ")")));
        }
        return text.toString();
    }

    private static String listed(String letter, List<Integer> nodes) {
        return nodes.stream().map(i -> letter + i).collect(Collectors.joining(", "));
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
                text.append(line(ScoringExpressions.variable(i) + " = " + expressions.batchNorm(node, norm, "momentum")));
            } else if (!(node.layer() instanceof Layer.Boxes)) {
                text.append(line(ScoringExpressions.variable(i) + " = " + node.accept(expressions)));
            }
        }
        return text + line("return None");
    }

    private List<String> learned() {
        List<Parameter> parameters = network.parameters().stream().filter(parameter -> parameter.role().learned()).toList();
        return IntStream.range(0, parameters.size()).filter(i -> rules.tuning().learns(parameters.get(i)))
            .mapToObj(i -> "w[" + i + "]").toList();
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

    /** Torch's AdamW, likewise. */
    private static String adapting() {
        return line("t = torch.tensor(step, dtype=" + Precision.FLOAT + ", device=ops.prim.device(w[0]))")
            + line("torch._fused_adamw_(w, g, v, q, annotate(List[Tensor], []), [t for _ in w], lr=rate, beta1=beta1, "
                + "beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)")
            + line("torch._foreach_zero_(g)")
            + line("return None");
    }

    private static String averaging() {
        return line("torch._foreach_lerp_(a, w, share)")
            + line("return None");
    }

    private static String exchanging() {
        return line("before = [torch.clone(t) for t in w]")
            + line("torch._foreach_copy_(w, a)")
            + line("torch._foreach_copy_(a, before)")
            + line("return None");
    }

    private static String copying() {
        return line("torch._foreach_copy_(to, original)")
            + line("return None");
    }

    private boolean hasDropout() {
        return network.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Dropout);
    }

    /**
     * One statement a layer; node i gives {@code xi}.
     *
     * @param again whether running statistics have moved already
     */
    private String layers(int from, int to, boolean again) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Node node = network.nodes().get(i);
            String result = again && node.layer() instanceof Layer.BatchNorm norm ? expressions.batchNorm(node, norm, "0.")
                : node.accept(expressions);
            text.append(line(ScoringExpressions.variable(i) + " = " + result));
        }
        return text.toString();
    }
}
