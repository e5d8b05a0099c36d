package org.videoaction.model.torch;

import java.util.Map;
import java.util.stream.Collectors;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.LayerVisitor;
import org.videoaction.model.network.Network.Node;

/** The TorchScript expression that gives a layer's result in scoring; node i's is the variable {@code xi}. */
final class ScoringExpressions implements LayerVisitor<String> {

    private final Map<String, String> tensors;
    private final Precision precision;

    /**
     * @param tensors the expressions that stand for the network's parameters, by their names
     * @param precision the numbers of the backbone; pooled features and the classifier are in 32 bits always
     */
    ScoringExpressions(Map<String, String> tensors, Precision precision) {
        this.tensors = tensors;
        this.precision = precision;
    }

    static String variable(int node) {
        return "x" + node;
    }

    static String argument(Node node) {
        return variable(node.inputs().get(0));
    }

    private static String arguments(Node node) {
        return node.inputs().stream().map(ScoringExpressions::variable).collect(Collectors.joining(", "));
    }

    /** One of the layer's parameters. */
    String tensor(Node node, int number) {
        return tensors.get(node.parameters().get(number).name());
    }

    static String probabilities(Labels labels, String scores, int axis) {
        return labels == Labels.ONE ? "torch.softmax(" + scores + ", " + axis + ")" : "torch.sigmoid(" + scores + ")";
    }

    private String wide(String tensor) {
        return precision == Precision.BF16 ? "torch.to(" + tensor + ", " + Precision.FLOAT + ")" : tensor;
    }

    /** The mean over time and space. */
    String mean(String tensor) {
        return "torch.mean(" + tensor + ", [2, 3, 4]"
            + (precision == Precision.BF16 ? ", False, dtype=" + Precision.FLOAT : "") + ")";
    }

    @Override
    public String input(Node node) {
        return precision.narrowed("x");
    }

    @Override
    public String boxes(Node node) {
        return "boxes";
    }

    @Override
    public String convolution(Node node, Layer.Convolution conv) {
        return convolution(node, conv, tensor(node, 0), conv.bias() ? tensor(node, 1) : "None");
    }

    static String convolution(Node node, Layer.Convolution conv, String weight, String bias) {
        return "torch.conv3d(" + argument(node) + ", " + weight + ", " + bias + ", " + conv.stride() + ", "
            + conv.padding() + ", " + dilation(conv) + ", " + conv.groups() + ")";
    }

    static String dilation(Layer.Convolution conv) {
        return "[1, " + conv.dilation() + ", " + conv.dilation() + "]";
    }

    @Override
    public String batchNorm(Node node, Layer.BatchNorm norm) {
        return batchNorm(node, norm, false, String.valueOf(norm.momentum()));
    }

    /**
     * @param batchStatistics whether the batch's own are used, and move the running ones
     * @param momentum how far
     */
    String batchNorm(Node node, Layer.BatchNorm norm, boolean batchStatistics, String momentum) {
        return "torch.batch_norm(" + argument(node) + ", " + tensor(node, 0) + ", " + tensor(node, 1) + ", "
            + tensor(node, 2) + ", " + tensor(node, 3) + ", " + (batchStatistics ? "True" : "False") + ", "
            + momentum + ", " + norm.epsilon() + ", True)";
    }

    @Override
    public String relu(Node node) {
        return "torch.relu(" + argument(node) + ")";
    }

    @Override
    public String swish(Node node) {
        return "torch.silu(" + argument(node) + ")";
    }

    @Override
    public String maxPool(Node node, Layer.MaxPool pool) {
        return "torch.max_pool3d(" + argument(node) + ", " + pool.kernel() + ", " + pool.stride() + ", " + pool.padding()
            + ")";
    }

    @Override
    public String frameSelection(Node node, Layer.FrameSelection selection) {
        String x = argument(node);
        if (selection.rule() == FrameRule.STRIDE) {
            return "torch.slice(" + x + ", 2, 0, " + Long.MAX_VALUE + ", " + selection.step() + ")";
        }
        String count = "torch.floordiv(torch.size(" + x + ", 2), " + selection.step() + ")";
        String positions = "torch.arange(" + count + ", dtype=4, device=ops.prim.device(" + x + "))";
        return "torch.index_select(" + x + ", 2, torch.floor_divide(torch.mul(" + positions + ", torch.sub(torch.size("
            + x + ", 2), 1)), ops.prim.max(torch.sub(" + count + ", 1), 1)))";
    }

    @Override
    public String timeToChannel(Node node, Layer.TimeToChannel packing) {
        String x = argument(node);
        String frames = "torch.floordiv(torch.size(" + x + ", 2), " + packing.step() + ")";
        String packed = "torch.reshape(" + x + ", [torch.size(" + x + ", 0), torch.size(" + x + ", 1), " + frames + ", "
            + packing.step() + ", torch.size(" + x + ", 3), torch.size(" + x + ", 4)])";
        return "torch.flatten(torch.permute(" + packed + ", [0, 3, 1, 2, 4, 5]), 1, 2)";
    }

    @Override
    public String add(Node node) {
        return "torch.add(" + arguments(node) + ")";
    }

    @Override
    public String concatenation(Node node) {
        return "torch.cat([" + arguments(node) + "], 1)";
    }

    @Override
    public String attention(Node node, Layer.Attention attention) {
        String theta = argument(node);
        String phi = "torch.flatten(" + variable(node.inputs().get(1)) + ", 2)";
        String g = "torch.flatten(" + variable(node.inputs().get(2)) + ", 2)";
        String product = "torch.bmm(torch.transpose(torch.flatten(" + theta + ", 2), 1, 2), " + phi + ")";
        String weights = attention.softmax()
            ? "torch.softmax(torch.mul(" + product + ", " + 1 / Math.sqrt(attention.channels()) + "), 2)"
            : "torch.div(" + product + ", torch.size(" + phi + ", 2))";
        return "torch.reshape(torch.bmm(" + g + ", torch.transpose(" + weights + ", 1, 2)), torch.size(" + theta + "))";
    }

    @Override
    public String averagePool(Node node) {
        return mean(argument(node));
    }

    @Override
    public String squeeze(Node node) {
        return "torch.mean(" + argument(node) + ", [2, 3, 4], True)";
    }

    @Override
    public String excitation(Node node) {
        return "torch.mul(" + argument(node) + ", torch.sigmoid(" + variable(node.inputs().get(1)) + "))";
    }

    @Override
    public String timePool(Node node) {
        return "torch.mean(" + wide(argument(node)) + ", [2], True)";
    }

    @Override
    public String regionAlign(Node node, Layer.RegionAlign regions) {
        return "(self).align(" + arguments(node) + ", " + regions.size() + ", " + regions.stride()
            + (regions.aligned() ? ", 0.5, 0., )" : ", 0., 1., )");
    }

    @Override
    public String largest(Node node) {
        return "torch.amax(" + argument(node) + ", [2, 3, 4])";
    }

    @Override
    public String windowPool(Node node, Layer.WindowPool pool) {
        return windowPool(node, pool, wide(argument(node)));
    }

    String windowPool(Node node, Layer.WindowPool pool, String wide) {
        return "torch.avg_pool3d(" + wide + ", [torch.size(" + argument(node) + ", 2), " + pool.side() + ", "
            + pool.side() + "], [1, 1, 1])";
    }

    @Override
    public String dropout(Node node, Layer.Dropout dropout) {
        return argument(node);
    }

    @Override
    public String linear(Node node) {
        return linear(node, argument(node));
    }

    private String linear(Node node, String input) {
        return "torch.linear(" + input + ", " + tensor(node, 0) + ", " + tensor(node, 1) + ")";
    }

    @Override
    public String windowClassifier(Node node, Layer.WindowClassifier windows) {
        return "torch.mean(" + probabilities(windows.labels(), positions(node), 4) + ", [1, 2, 3])";
    }

    /** The scores at each position, N x T x H x W x classes. */
    String positions(Node node) {
        return linear(node, "torch.permute(" + argument(node) + ", [0, 2, 3, 4, 1])");
    }
}
