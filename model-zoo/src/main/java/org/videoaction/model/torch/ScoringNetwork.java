package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
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
import org.videoaction.model.quantization.Quantization;
import org.videoaction.model.quantization.QuantizedGraph;
import org.videoaction.model.quantization.Range;

/**
 * A network in its fastest form for scoring: batch normalisation folded, and, on CPUs where libtorch has oneDNN, its calls
 * fused.
 * Results are copied out; nothing native outlives a call but what {@link #close} frees. For one thread at a time.
 */
public final class ScoringNetwork implements AutoCloseable {

    private static final double TRIAL_ERROR = 1e-6;

    private final boolean fused;
    private final ScriptModule module;
    private final NDManager manager;
    private final List<NDArray> learned = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();
    private List<NDArray> packed = List.of();
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
        this(network, preprocessing, weights, Optional.empty(), device);
    }

    /**
     * @param quantization how it computes in integers, where the device is to and can
     * @throws IllegalArgumentException when the weights or the quantization are not the network's, when it has none and the
     *     device is to compute in integers, or there is no such device
     */
    public ScoringNetwork(Network network, Preprocessing preprocessing, Weights weights, Optional<Quantization> quantization,
        ScoringDevice device) {
        this(BatchNormFolding.of(network, weights), preprocessing, device.checked(quantization).here(), quantization);
    }

    private ScoringNetwork(BatchNormFolding.Folded folded, Preprocessing preprocessing, ScoringDevice device,
        Optional<Quantization> quantization) {
        this(folded, preprocessing, device, device.equals(ScoringDevice.CPU) && fuses(),
            quantization.filter(there -> device.precision().equals(Optional.of(Precision.INT8))));
    }

    private ScoringNetwork(BatchNormFolding.Folded folded, Preprocessing preprocessing, ScoringDevice device,
        boolean fused, Optional<Quantization> quantization) {
        this.fused = fused || quantization.isPresent();
        Optional<QuantizedGraph> integers = quantization.map(there -> there.graph(folded.network()));
        this.module = new ScriptModule(
            integers.isPresent() ? new QuantizedScript(integers.get(), preprocessing, quantization.get().ranges()).text()
                : fused ? new FusedScript(folded.network(), preprocessing).text()
                    : new TorchScript(folded.network(), preprocessing, device.precision().orElseThrow()).text(),
            device.device());
        this.manager = module.manager().newSubManager();
        try {
            if (integers.isPresent()) {
                new QuantizedTensors(manager, folded).upload(integers.get(), learned, kept);
                return;
            }
            for (Parameter parameter : folded.network().parameters()) {
                NDArray array = manager.create(folded.weights().of(parameter),
                    new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()));
                (parameter.role().learned() ? learned : kept).add(array);
            }
            if (device.precision().orElseThrow() == Precision.BF16) {
                narrow();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void narrow() {
        NDList narrow = module.run(manager, "narrow", ScriptModule.list(learned));
        learned.forEach(NDArray::close);
        learned.clear();
        learned.addAll(narrow);
    }

    /** Builds of libtorch differ in what they can fuse, so a small network is tried. */
    private static boolean fuses() {
        return tries(true, Optional.empty());
    }

    /** The same for convolutions in bytes. */
    static boolean takesBytes() {
        Range values = new Range(0, 1);
        return tries(false, Optional.of(new Quantization(List.of(), Map.of("relu", values, "last.relu", values))));
    }

    private static boolean tries(boolean fused, Optional<Quantization> quantization) {
        Extent one = Extent.of(1, 1);
        Layer.Convolution conv = new Layer.Convolution(1, 1, one, one, one.same(), 1, 1, true);
        Network tiny = new Network(List.of(new Node("clip", new Layer.Input(1), List.of()),
            new Node("conv", conv, List.of(0)), new Node("relu", new Layer.Relu(), List.of(1)),
            new Node("last.conv", conv, List.of(2)), new Node("last.relu", new Layer.Relu(), List.of(3)),
            new Node("pool", new Layer.AveragePool(), List.of(4))), Labels.ONE);
        Weights weights = new Weights(Map.of("conv.weight", new float[] {1}, "conv.bias", new float[] {1},
            "last.conv.weight", new float[] {1}, "last.conv.bias", new float[] {0}));
        try (ScoringNetwork trial = new ScoringNetwork(BatchNormFolding.of(tiny, weights),
            new Preprocessing(List.of(0.0), List.of(1.0)), ScoringDevice.CPU, fused, quantization)) {
            return Math.abs(trial.score(ByteBuffer.allocateDirect(1), 1, 1, 1, 1, 1).features()[0][0] - 1) < TRIAL_ERROR;
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

    /**
     * Class probabilities of boxes.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param boxes K x 5: the clip's place in the batch, then x1, y1, x2, y2 in pixels; null for a network that takes none
     * @return K rows
     */
    public float[][] predict(ByteBuffer clips, float[] boxes, long... shape) {
        try (NDManager step = manager.newSubManager()) {
            return TorchNetwork.rows(run(step, clips, boxes, shape).get(0));
        } catch (EngineException e) {
            throw TooLittleMemory.of(e);
        }
    }

    /**
     * Class probabilities, and what they are made of.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @throws TooLittleMemory when memory is too small for N clips; fewer may be scored
     */
    public Scored score(ByteBuffer clips, long... shape) {
        try (NDManager step = manager.newSubManager()) {
            NDList results = run(step, clips, null, shape);
            return new Scored(TorchNetwork.rows(results.get(0)), TorchNetwork.rows(results.get(1)));
        } catch (EngineException e) {
            throw TooLittleMemory.of(e);
        }
    }

    /** Probabilities and features. */
    private NDList run(NDManager step, ByteBuffer bytes, float[] boxes, long[] shape) {
        NDArray clips = step.create(bytes, new Shape(shape), DataType.UINT8);
        if (!fused) {
            return module.run(step, "predict", TorchNetwork.arguments(step, clips, boxes, learned, kept));
        }
        if (fits(shape)) {
            return module.run(step, "predict", TorchNetwork.arguments(step, clips, boxes, learned, kept, packed));
        }
        NDList results = module.run(step, "prepare", TorchNetwork.arguments(step, clips, boxes, learned, kept));
        if (!areFinite(results.get(0))) {
            // it overflows, which rearranged weights may hide: each batch is looked into
            return results;
        }
        packed.forEach(NDArray::close);
        packed = new ArrayList<>(results.subNDList(2));
        packed.forEach(weight -> weight.attach(manager));
        packedFor = shape;
        return results;
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
        manager.close();
        module.close();
    }
}
