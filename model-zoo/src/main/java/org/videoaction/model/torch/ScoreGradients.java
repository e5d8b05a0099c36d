package org.videoaction.model.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/**
 * A network with its weights in libtorch's memory that tells how a class's score moves with the results of some of its
 * layers: the score before softmax or sigmoid, of clips as they are scored, in 32-bit floats. Only what lies behind these layers
 * is differentiated. For one thread at a time.
 */
public final class ScoreGradients implements AutoCloseable {

    /** The most probable class of a clip. */
    public static final int BEST = -1;

    private final ScriptModule module;
    private final NDManager manager;
    private final List<NDArray> weights = new ArrayList<>();

    /**
     * A layer's result for one clip, C x T x H x W values.
     *
     * @param gradients how much the score moves with each of them
     */
    public record Result(int channels, int frames, int height, int width, float[] values, float[] gradients) {}

    /**
     * What is found for one clip.
     *
     * @param label the class whose score it is
     * @param results one a layer, in their order
     */
    public record Found(int label, float[] probabilities, List<Result> results) {}

    /**
     * Loads a network.
     *
     * @param layers which, by their indices; none of them leads to another
     * @throws IllegalArgumentException when the network looks into boxes, the weights are not its own, or there is no such device
     */
    public ScoreGradients(Network network, Preprocessing preprocessing, Weights weights, List<Integer> layers,
        ScoringDevice device) {
        if (network.detects()) {
            throw new IllegalArgumentException("A network that looks into boxes scores no whole clips.");
        }
        this.module = new ScriptModule(text(network, preprocessing, layers), device.device());
        this.manager = module.manager().newSubManager();
        try {
            network.parameters().forEach(parameter -> upload(parameter, weights.of(parameter)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void upload(Parameter parameter, float[] values) {
        NDArray array = manager.create(values,
            new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
        array.setName(parameter.role().learned() ? "w[]" : "s[]");
        weights.add(array);
    }

    private static String text(Network network, Preprocessing preprocessing, List<Integer> layers) {
        TorchScript script = new TorchScript(network, preprocessing);
        ScoringExpressions expressions = script.expressions();
        StringBuilder body = new StringBuilder(TorchScript.line("x = (self).normalise(clip, )"));
        for (int i = 0; i < network.nodes().size(); i++) {
            String result = network.nodes().get(i).accept(expressions);
            body.append(TorchScript.line(ScoringExpressions.variable(i) + " = "
                + (layers.contains(i) ? "torch.requires_grad_(torch.detach(" + result + "))" : result)));
        }
        Node last = network.nodes().get(network.nodes().size() - 1);
        String result = ScoringExpressions.variable(network.nodes().size() - 1);
        String scores = last.layer() instanceof Layer.WindowClassifier
            ? "torch.mean(" + expressions.positions(last) + ", [1, 2, 3])" : result;
        String variables = layers.stream().map(ScoringExpressions::variable).collect(Collectors.joining(", "));
        body.append(TorchScript.line("scores = " + scores))
            .append(TorchScript.line(
                "label = torch.where(torch.lt(wanted, 0), torch.argmax(" + result + ", 1, True), wanted)"))
            .append(TorchScript.line("score = torch.sum(torch.gather(scores, 1, label))"))
            .append(TorchScript.line("gradients = [unchecked_cast(Tensor, t) for t in torch.grad([score], [" + variables
                + "])]"))
            .append(TorchScript.line("return torch.add(torch.add([label, torch.detach(" + script.probabilities(result)
                + ")], [torch.detach(t) for t in [" + variables + "]]), gradients)"));
        return TorchScript.module(script.normalise(),
            TorchScript.method("explain", "clip: Tensor, wanted: Tensor, w: List[Tensor], s: List[Tensor]", "List[Tensor]",
                body.toString()));
    }

    /**
     * The results of the layers for a clip.
     *
     * @param clip C x T x H x W bytes, in direct memory
     * @param label a class, or {@link #BEST}
     * @throws TooLittleMemory when memory is too small for the clip
     */
    public Found of(ByteBuffer clip, int label, int channels, int frames, int height, int width) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try (NDManager step = manager.newSubManager()) {
            NDList inputs = new NDList(
                step.create(clip, new Shape(1, channels, frames, height, width), DataType.UINT8),
                step.create(new long[] {label}, new Shape(1, 1)));
            inputs.addAll(weights);
            return found(module.run(step, "explain", inputs, true));
        } catch (EngineException e) {
            throw TooLittleMemory.of(e);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    private static Found found(NDList arrays) {
        int layers = (arrays.size() - 2) / 2;
        List<Result> results = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            NDArray values = arrays.get(2 + layer);
            long[] shape = values.getShape().getShape();
            results.add(new Result((int) shape[1], (int) shape[2], (int) shape[3], (int) shape[4], values.toFloatArray(),
                arrays.get(2 + layers + layer).toFloatArray()));
        }
        return new Found((int) arrays.get(0).toLongArray()[0], arrays.get(1).toFloatArray(), results);
    }

    @Override
    public void close() {
        manager.close();
        module.close();
    }
}
