package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.videoaction.model.network.BatchNormFolding;
import org.videoaction.model.network.Extent;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Layer;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;

/**
 * A network in its fastest form for scoring: batch normalisation folded, and, on CPUs where libtorch has oneDNN, its calls
 * fused.
 * Results are copied out; nothing native outlives a call but what {@link #close} frees. For one thread at a time.
 */
public final class ScoringNetwork extends ScriptedNetwork {

    private final Optional<FusedScript> fused;
    /** The weights and running statistics, as lists of tensors. */
    private final List<IValue> tensors = new ArrayList<>();
    private long[] packedFor = {};

    /**
     * What a network gives. Numbers that are not finite are left as they are: where the weights are too large for 32 bits,
     * or the backbone's activations for the chosen precision.
     *
     * @param probabilities of the classes, N rows, or one a box
     * @param features what the classifier takes, as many rows
     */
    public record Scored(float[][] probabilities, float[][] features) {}

    /**
     * On the CPU, in 32 bits.
     *
     * @throws IllegalArgumentException when the weights are not the network's
     */
    public ScoringNetwork(Network network, Preprocessing preprocessing, Weights weights) {
        this(network, preprocessing, weights, ScoringDevice.CPU);
    }

    /** @throws IllegalArgumentException when the weights are not the network's, or there is no such device */
    public ScoringNetwork(Network network, Preprocessing preprocessing, Weights weights, ScoringDevice device) {
        this(BatchNormFolding.of(network, weights), preprocessing, device.here());
    }

    private ScoringNetwork(BatchNormFolding.Folded folded, Preprocessing preprocessing, ScoringDevice device) {
        this(folded, preprocessing, device, device.equals(ScoringDevice.CPU) && fuses()
            ? Optional.of(new FusedScript(folded.network(), preprocessing)) : Optional.empty());
    }

    private ScoringNetwork(BatchNormFolding.Folded folded, Preprocessing preprocessing, ScoringDevice device,
        Optional<FusedScript> fused) {
        super(new ScriptModule(fused.map(FusedScript::text).orElseGet(
            () -> new TorchScript(folded.network(), preprocessing, device.precision().orElseThrow(),
                innermost(folded.network(), device)).text()),
            device.device()));
        this.fused = fused;
        try {
            upload(folded);
            if (device.precision().orElseThrow() == Precision.BF16) {
                narrow();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** GPUs multiply in 16 bits with channels innermost, but for depthwise convolutions, which libtorch computes as they come. */
    private static boolean innermost(Network network, ScoringDevice device) {
        return device.kind() == ScoringDevice.Kind.GPU && device.precision().orElseThrow() == Precision.BF16
            && !network.hasGroups();
    }

    /** Copies through one buffer: arrays that DJL makes of Java's lie in memory that is only given back at some time. */
    private void upload(BatchNormFolding.Folded folded) {
        List<Parameter> parameters = folded.network().parameters();
        int largest = parameters.stream().mapToInt(parameter -> Math.toIntExact(parameter.size())).max().orElse(0);
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(largest, Float.BYTES))
            .order(ByteOrder.nativeOrder());
        try (NDManager upload = manager.newSubManager()) {
            List<NDArray> learned = new ArrayList<>();
            List<NDArray> kept = new ArrayList<>();
            for (Parameter parameter : parameters) {
                ByteBuffer values = buffer.slice(0, Math.toIntExact(parameter.size()) * Float.BYTES).order(buffer.order());
                folded.write(parameter, values.asFloatBuffer());
                try (NDArray view = upload.create(values,
                    new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()), DataType.FLOAT32)) {
                    (parameter.role().learned() ? learned : kept).add(view.duplicate());
                }
            }
            tensors.add(ScriptModule.list(learned));
            tensors.add(ScriptModule.list(kept));
        }
    }

    private void narrow() {
        try (IValue wide = tensors.get(0)) {
            tensors.set(0, module.call("narrow", List.of(wide)));
        }
    }

    /** Builds of libtorch differ in what they can fuse, so a small convolution is tried. */
    private static boolean fuses() {
        Extent one = Extent.of(1, 1);
        Network tiny = new Network(List.of(new Node("clip", new Layer.Input(1), List.of()),
            new Node("conv", new Layer.Convolution(1, 1, one, one, one.same(), 1, 1, true), List.of(0)),
            new Node("relu", new Layer.Relu(), List.of(1)), new Node("pool", new Layer.AveragePool(), List.of(2))),
            Labels.ONE);
        Weights weights = new Weights(Map.of("conv.weight", new float[] {1}, "conv.bias", new float[] {0}));
        Preprocessing bytes = new Preprocessing(List.of(0.0), List.of(1.0));
        try (ScoringNetwork trial = new ScoringNetwork(BatchNormFolding.of(tiny, weights), bytes, ScoringDevice.CPU,
            Optional.of(new FusedScript(tiny, bytes)))) {
            return trial.predict(ByteBuffer.allocateDirect(1), 1, 1, 1, 1, 1)[0][0] == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Class probabilities.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @return N rows
     * @throws TooLittleMemory when memory is too small for N clips; fewer may be scored
     */
    public float[][] predict(ByteBuffer clips, long... shape) {
        return predict(clips, null, shape);
    }

    @Override
    NDList run(NDManager step, ByteBuffer bytes, float[] boxes, long[] shape) {
        NDArray clips = step.create(bytes, new Shape(shape), DataType.UINT8);
        if (fused.isEmpty() || fits(shape)) {
            return call(step, "predict", clips, boxes);
        }
        packedFor = new long[0];
        try (IValue sizes = IValue.listFrom(fused.get().sizes(shape))) {
            module.call("rearrange", List.of(tensors.get(0), sizes)).close();
        }
        NDList results = call(step, "check", clips, boxes);
        if (areFinite(results.get(0))) {
            packedFor = shape;
        }
        // else it overflows, which rearranged weights may hide: each batch is looked into
        return results;
    }

    private NDList call(NDManager step, String method, NDArray clips, float[] boxes) {
        List<IValue> own = List.of(TorchNetwork.arguments(step, clips, boxes));
        List<IValue> arguments = new ArrayList<>(own);
        arguments.addAll(tensors);
        try (IValue result = module.call(method, arguments)) {
            return result.toNDList((PtNDManager) step);
        } finally {
            own.forEach(IValue::close);
        }
    }

    private static boolean areFinite(NDArray numbers) {
        for (float number : numbers.toFloatArray()) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** A last batch with fewer clips is not worth rearranging weights. */
    private boolean fits(long[] shape) {
        return packedFor.length > 0 && shape[0] <= packedFor[0]
            && Arrays.equals(shape, 1, shape.length, packedFor, 1, packedFor.length);
    }

    @Override
    public void close() {
        tensors.forEach(IValue::close);
        tensors.clear();
        super.close();
    }
}
