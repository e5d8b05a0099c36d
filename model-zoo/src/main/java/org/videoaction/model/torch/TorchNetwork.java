package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.Weights;

/**
 * A network with its weights in libtorch's memory. Results are copied out; nothing native outlives a call but what
 * {@link #close} frees. For one thread at a time.
 */
public final class TorchNetwork implements AutoCloseable {

    private final Network network;
    private final Preprocessing preprocessing;
    private final ScriptModule module;
    private final NDManager manager;
    private final List<NDArray> learned = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();

    /** @throws IllegalArgumentException when the weights are not the network's */
    public TorchNetwork(Network network, Preprocessing preprocessing, Weights weights) {
        this(network, preprocessing, weights, Device.cpu());
    }

    TorchNetwork(Network network, Preprocessing preprocessing, Weights weights, Device device) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.module = new ScriptModule(new TorchScript(network, preprocessing).text(), device);
        this.manager = module.manager().newSubManager();
        try {
            for (Parameter parameter : network.parameters()) {
                upload(parameter, weights.of(parameter));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The same network once for each of some GPUs.
     *
     * @param gpus how many; 0 for one network on the CPU
     * @throws IllegalArgumentException when there are not as many, or the weights are not the network's
     */
    public static List<TorchNetwork> replicas(Network network, Preprocessing preprocessing, Weights weights, int gpus) {
        if (gpus == 0) {
            return List.of(new TorchNetwork(network, preprocessing, weights));
        }
        int available = ScriptModule.gpus();
        if (gpus > available) {
            throw new IllegalArgumentException("Training is to use " + gpus + " GPUs; libtorch can compute on "
                + available + " here. Choose the CPU or fewer GPUs, or install libtorch for CUDA.");
        }
        List<TorchNetwork> networks = new ArrayList<>();
        try {
            for (int gpu = 0; gpu < gpus; gpu++) {
                networks.add(new TorchNetwork(network, preprocessing, weights, Device.gpu(gpu)));
            }
        } catch (RuntimeException e) {
            networks.forEach(TorchNetwork::close);
            throw e;
        }
        return List.copyOf(networks);
    }

    private void upload(Parameter parameter, float[] values) {
        long[] shape = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
        NDArray array = manager.create(values, new Shape(shape));
        if (parameter.role().learned()) {
            array.setRequiresGradient(true);
            array.setName("w[]");
            learned.add(array);
        } else {
            array.setName("s[]");
            kept.add(array);
        }
    }

    /** The network's description. */
    public Network network() {
        return network;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** The weights as they are now. */
    public Weights weights() {
        Map<String, float[]> values = new LinkedHashMap<>();
        int w = 0;
        int s = 0;
        for (Parameter parameter : network.parameters()) {
            NDArray array = parameter.role().learned() ? learned.get(w++) : kept.get(s++);
            values.put(parameter.name(), values(array));
        }
        return new Weights(values);
    }

    /** The values of what lives longer than a step: DJL's own copy of what lies on a GPU would live as long. */
    static float[] values(NDArray array) {
        if (array.getDevice().equals(Device.cpu())) {
            return array.toFloatArray();
        }
        try (NDArray here = array.toDevice(Device.cpu(), true)) {
            return here.toFloatArray();
        }
    }

    /**
     * Class probabilities.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @return N rows
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
            NDArray bytes = step.create(clips, new Shape(shape), DataType.UINT8);
            return rows(module.run(step, "predict", arguments(step, bytes, boxes, learned, kept)).get(0));
        }
    }

    /**
     * The results of some layers for normalised clips, by the layers' names.
     *
     * @param clips N x C x T x H x W values
     * @param boxes K x 5, null for a network that takes none
     */
    public Map<String, float[]> outputs(Set<String> layers, float[] clips, float[] boxes, long... shape) {
        try (NDManager step = manager.newSubManager()) {
            NDArray floats = step.create(FloatBuffer.wrap(clips), new Shape(shape), DataType.FLOAT32);
            NDList results = module.run(step, "outputs", arguments(step, floats, boxes, learned, kept));
            Map<String, float[]> named = new LinkedHashMap<>();
            for (int i = 0; i < results.size(); i++) {
                String name = network.nodes().get(i).name();
                if (layers.contains(name)) {
                    named.put(name, results.get(i).toFloatArray());
                }
            }
            return named;
        }
    }

    /** Clips, boxes where there are any, and lists of tensors, as methods of the script take them. */
    @SafeVarargs
    static IValue[] arguments(NDManager step, NDArray clips, float[] boxes, List<NDArray>... lists) {
        List<IValue> arguments = new ArrayList<>();
        arguments.add(IValue.from((PtNDArray) clips));
        if (boxes != null) {
            arguments.add(IValue
                .from((PtNDArray) step.create(boxes, new Shape(boxes.length / Regions.BOX_VALUES, Regions.BOX_VALUES))));
        }
        for (List<NDArray> list : lists) {
            arguments.add(ScriptModule.list(list));
        }
        return arguments.toArray(IValue[]::new);
    }

    /** Prepares learning; the network must outlive what it returns. */
    public TorchLearning learning(LearningRules rules) {
        return new TorchLearning(List.of(this), rules);
    }

    static float[][] rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        int columns = (int) matrix.getShape().get(1);
        float[][] rows = new float[values.length / columns][columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(values, row * columns, rows[row], 0, columns);
        }
        return rows;
    }

    List<NDArray> learned() {
        return learned;
    }

    List<NDArray> kept() {
        return kept;
    }

    Device device() {
        return manager.getDevice();
    }

    NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
        module.close();
    }
}
