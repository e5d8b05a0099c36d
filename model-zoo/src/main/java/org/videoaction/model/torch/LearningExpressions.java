package org.videoaction.model.torch;

import java.util.List;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.LayerVisitor;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;

/**
 * The TorchScript expression that gives a layer's result in training. Against {@link ScoringExpressions} it has batch
 * statistics, dropout, the casts of mixed precision, scores in place of probabilities, results that are overwritten where no
 * gradient needs them, and, on CPUs, the forms of convolutions and pools that are fastest forward and backward.
 */
final class LearningExpressions implements LayerVisitor<String> {

    /** Numbers at once in AVX2: strided convolutions of channels that are no multiple are slow where channels lie innermost. */
    private static final int VECTOR = 8;
    private static final int COLORS = 3;

    private final Network network;
    private final LearningRules rules;
    private final ScoringExpressions scoring;
    private final boolean gpu;
    private final List<Node> dropouts;

    /** @param gpu where cuDNN chooses the forms, and multiplies convolutions alone in 19 bits */
    LearningExpressions(Network network, LearningRules rules, ScoringExpressions scoring, boolean gpu) {
        this.network = network;
        this.rules = rules;
        this.scoring = scoring;
        this.gpu = gpu;
        this.dropouts = network.nodes().stream().filter(node -> node.layer() instanceof Layer.Dropout).toList();
    }

    private static String argument(Node node) {
        return ScoringExpressions.argument(node);
    }

    private String narrowed(String tensor) {
        return rules.precision().narrowed(tensor);
    }

    @Override
    public String input(Node node) {
        return gpu && rules.precision() == Precision.BF16 && !network.hasGroups()
            ? "torch.contiguous(" + narrowed("x") + ", memory_format=3)" : narrowed("x");
    }

    @Override
    public String boxes(Node node) {
        return scoring.boxes(node);
    }

    @Override
    public String convolution(Node node, Layer.Convolution conv) {
        String weight = narrowed(scoring.tensor(node, 0));
        String bias = conv.bias() ? narrowed(scoring.tensor(node, 1)) : "None";
        Extent kernel = conv.kernel();
        String x = argument(node);
        if (gpu) {
            return ScoringExpressions.convolution(node, conv, weight, bias);
        } else if (isSumOfPlanes(conv)) {
            return "(self).planes(" + x + ", " + weight + ", " + conv.stride() + ", " + conv.padding() + ", ["
                + conv.dilation() + ", " + conv.dilation() + "], " + conv.groups() + ", )";
        } else if (kernel.volume() == 1 && !conv.bias() && conv.groups() == 1) {
            return product(conv, sliced(x, conv.stride()), weight);
        } else if (kernel.height() == 1 && kernel.width() == 1 && plane(conv.stride()).equals("[1, 1]")) {
            return overTime(x, conv, weight, bias);
        }
        return ScoringExpressions.convolution(node, conv, weight, bias);
    }

    /**
     * Whether torch's gradients are slow in three dimensions: of depthwise convolutions, and of the Fast pathway's first one in
     * networks of full width. Narrower and wider ones keep the sums of the original code, in their order.
     */
    private static boolean isSumOfPlanes(Layer.Convolution conv) {
        Extent kernel = conv.kernel();
        if (kernel.height() == 1 || conv.bias()) {
            return false;
        }
        boolean apart = conv.groups() > 1 && conv.groups() == conv.in() && conv.in() == conv.out();
        return apart ? plane(conv.stride()).equals("[1, 1]") || conv.in() % VECTOR == 0
            : kernel.time() > 1 && conv.in() <= COLORS && conv.out() == VECTOR;
    }

    /**
     * The method {@code planes(x, w, stride, padding, dilation, groups)}: a convolution as the sum of one in the plane for each
     * of its frames, channels innermost and time outermost.
     */
    static String planes() {
        String arguments = "frames: Tensor, w: Tensor, frame: int, stride: List[int], padding: List[int], dilation: List[int], "
            + "groups: int";
        return String.join("\n",
            TorchScript.method("plane", arguments, "Tensor",
                TorchScript.line("last = torch.sub(torch.size(frames, 0), torch.size(w, 2))")
                    + TorchScript
                        .line("taken = torch.slice(frames, 0, frame, torch.add(torch.add(frame, last), 1), stride[0])")
                    + TorchScript.line("images = torch.permute(torch.flatten(taken, 0, 1), [0, 3, 1, 2])")
                    + TorchScript
                        .line("return torch.conv2d(images, torch.select(w, 2, frame), None, [stride[1], stride[2]], "
                            + "[padding[1], padding[2]], dilation, groups)")),
            TorchScript.method("planes",
                "x: Tensor, w: Tensor, stride: List[int], padding: List[int], dilation: List[int], groups: int", "Tensor",
                TorchScript.line("frames = torch.constant_pad_nd(torch.permute(x, [2, 0, 3, 4, 1]), "
                    + "[0, 0, 0, 0, 0, 0, 0, 0, padding[0], padding[0]], 0)")
                    + TorchScript.line("y = (self).plane(frames, w, 0, stride, padding, dilation, groups, )")
                    + TorchScript.line("for frame in range(torch.sub(torch.size(w, 2), 1)):")
                    + TorchScript
                        .line("  next = (self).plane(frames, w, torch.add(frame, 1), stride, padding, dilation, groups, )")
                    + TorchScript.line("  y = torch.add_(y, next)")
                    + TorchScript.line("clips = torch.unflatten(y, 0, [-1, torch.size(x, 0)])")
                    + TorchScript.line("return torch.contiguous(torch.permute(clips, [1, 2, 0, 3, 4]))")));
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

    @Override
    public String batchNorm(Node node, Layer.BatchNorm norm) {
        return batchNorm(node, norm, String.valueOf(norm.momentum()));
    }

    /** @param momentum how far the running statistics move where the batch's own are used */
    String batchNorm(Node node, Layer.BatchNorm norm, String momentum) {
        return scoring.batchNorm(node, norm, rules.tuning().usesBatchStatistics(node.name()), momentum);
    }

    @Override
    public String relu(Node node) {
        return isOverwritable(node.inputs().get(0)) ? "torch.relu_(" + argument(node) + ")" : scoring.relu(node);
    }

    @Override
    public String swish(Node node) {
        return scoring.swish(node);
    }

    @Override
    public String add(Node node) {
        int last = node.inputs().get(1);
        return isOverwritable(last)
            ? "torch.add_(" + ScoringExpressions.variable(last) + ", " + argument(node) + ")" : scoring.add(node);
    }

    /** Whether only one layer reads it and no gradient needs it: those of batch normalisation need its input. */
    boolean isOverwritable(int input) {
        Layer layer = network.nodes().get(input).layer();
        return (layer instanceof Layer.BatchNorm || layer instanceof Layer.Add)
            && network.nodes().stream().filter(node -> node.inputs().contains(input)).count() == 1;
    }

    /** Frames are taken as channels where none is pooled with another. */
    @Override
    public String maxPool(Node node, Layer.MaxPool pool) {
        if (gpu || pool.kernel().time() != 1 || pool.stride().time() != 1) {
            return scoring.maxPool(node, pool);
        }
        String planes = "torch.max_pool2d(torch.flatten(" + argument(node) + ", 1, 2), " + plane(pool.kernel()) + ", "
            + plane(pool.stride()) + ", " + plane(pool.padding()) + ")";
        return "torch.unflatten(" + planes + ", 1, [torch.size(" + argument(node) + ", 1), -1])";
    }

    @Override
    public String frameSelection(Node node, Layer.FrameSelection selection) {
        return scoring.frameSelection(node, selection);
    }

    @Override
    public String timeToChannel(Node node, Layer.TimeToChannel packing) {
        return scoring.timeToChannel(node, packing);
    }

    @Override
    public String concatenation(Node node) {
        return scoring.concatenation(node);
    }

    @Override
    public String attention(Node node, Layer.Attention attention) {
        return scoring.attention(node, attention);
    }

    @Override
    public String averagePool(Node node) {
        return "torch.mean(" + argument(node) + ", [2, 3, 4], False, dtype=" + Precision.FLOAT + ")";
    }

    @Override
    public String squeeze(Node node) {
        return scoring.squeeze(node);
    }

    @Override
    public String excitation(Node node) {
        return scoring.excitation(node);
    }

    @Override
    public String timePool(Node node) {
        return "torch.mean(" + argument(node) + ", [2], True, dtype=" + Precision.FLOAT + ")";
    }

    @Override
    public String regionAlign(Node node, Layer.RegionAlign regions) {
        return scoring.regionAlign(node, regions);
    }

    @Override
    public String largest(Node node) {
        return scoring.largest(node);
    }

    @Override
    public String windowPool(Node node, Layer.WindowPool pool) {
        return scoring.windowPool(node, pool, "torch.to(" + argument(node) + ", " + Precision.FLOAT + ")");
    }

    @Override
    public String dropout(Node node, Layer.Dropout dropout) {
        return "torch.mul(" + argument(node) + ", masks[" + dropouts.indexOf(node) + "])";
    }

    @Override
    public String linear(Node node) {
        return scoring.linear(node);
    }

    @Override
    public String windowClassifier(Node node, Layer.WindowClassifier windows) {
        return "torch.mean(" + scoring.positions(node) + ", [1, 2, 3])";
    }
}
