package org.videoaction.model.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.videoaction.model.network.Weights;

/**
 * A network with its weights in libtorch's memory. Results are copied out; nothing native outlives a call but what
 * {@link #close} frees. For one thread at a time.
 */
public final class TorchNetwork implements AutoCloseable {

    private static final String METHOD = "module_method:";
    private static final int BOX_VALUES = 5;

    private final Network network;
    private final Model model;
    private final PtSymbolBlock script;
    private final NDManager manager;
    private final List<NDArray> learned = new ArrayList<>();
    private final List<NDArray> kept = new ArrayList<>();

    /** @throws IllegalArgumentException when the weights are not the network's */
    public TorchNetwork(Network network, Preprocessing preprocessing, Weights weights) {
        this.network = network;
        this.model = load(new TorchScript(network, preprocessing).text());
        this.script = (PtSymbolBlock) model.getBlock();
        this.manager = model.getNDManager().newSubManager();
        try {
            for (Parameter parameter : network.parameters()) {
                upload(parameter, weights.of(parameter));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** DJL finds its engines through the thread's class loader, which in a plug-in is somebody else's. */
    private static Model load(String module) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(TorchNetwork.class.getClassLoader());
        keepOffline();
        try {
            Engine.getEngine("PyTorch");
            return loaded(Model.newInstance("network", Device.cpu(), "PyTorch"), module);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Model loaded(Model model, String module) {
        try {
            model.load(new ByteArrayInputStream(ScriptArchive.of(module)));
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new IllegalStateException("libtorch did not take the network: " + e.getMessage(), e);
        }
    }

    /** DJL otherwise asks the network for a cloud's instance, and for libraries, which on closed servers takes minutes. */
    private static void keepOffline() {
        for (String property : List.of("ai.djl.offline", "OPT_OUT_TRACKING")) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
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

    /** The weights as they are now. */
    public Weights weights() {
        Map<String, float[]> values = new LinkedHashMap<>();
        int w = 0;
        int s = 0;
        for (Parameter parameter : network.parameters()) {
            NDArray array = parameter.role().learned() ? learned.get(w++) : kept.get(s++);
            values.put(parameter.name(), array.toFloatArray());
        }
        return new Weights(values);
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
            NDList inputs = new NDList(step.create(clips, new Shape(shape), DataType.UINT8));
            addBoxes(step, inputs, boxes);
            inputs.addAll(learned);
            inputs.addAll(kept);
            return rows(run(step, "predict", inputs, false).get(0));
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
            NDList inputs = new NDList(step.create(FloatBuffer.wrap(clips), new Shape(shape), DataType.FLOAT32));
            addBoxes(step, inputs, boxes);
            inputs.addAll(learned);
            inputs.addAll(kept);
            NDList results = run(step, "outputs", inputs, false);
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

    private static void addBoxes(NDManager step, NDList inputs, float[] boxes) {
        if (boxes != null) {
            inputs.add(step.create(boxes, new Shape(boxes.length / BOX_VALUES, BOX_VALUES)));
        }
    }

    /** Prepares learning; the network must outlive what it returns. */
    public TorchLearning learning(Sgd sgd) {
        return new TorchLearning(this, sgd);
    }

    /** Runs a method of the script on tensors; names of tensors say which form a list together. */
    NDList run(NDManager step, String method, NDList inputs, boolean training) {
        NDArray name = step.create(0);
        name.setName(METHOD + method);
        inputs.add(name);
        interpretPlainly();
        return IValueUtils.forward(script, inputs, training);
    }

    /** Runs a method of the script that gives nothing back, without recording gradients. */
    void run(String method, IValue... arguments) {
        interpretPlainly();
        try {
            IValueUtils.runMethod(script, method, arguments).close();
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    /**
     * Torch's optimiser of scripts rewrites each method on its second and third run, for half a second of a small network,
     * and the steps that follow are no faster. It is switched off for the thread that runs.
     */
    private static void interpretPlainly() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.toArray(PtNDArray[]::new));
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

    NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
