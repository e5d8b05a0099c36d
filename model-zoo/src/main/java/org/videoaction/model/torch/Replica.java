package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/**
 * The network and its gradients on one device.
 *
 * @param anew the script's methods that compute anew what {@code learn} did not keep, in their order
 * @param weights those that learn
 * @param gradients of these, to which each step adds
 */
record Replica(TorchNetwork network, ScriptModule script, List<String> anew, NDManager manager, List<NDArray> weights,
    List<NDArray> gradients) implements AutoCloseable {

    /**
     * How many segments are computed anew until freed memory goes back to the system. To have it again takes time, without it
     * most of what recomputing saves lies unused between tensors.
     */
    private static final int SEGMENTS_PER_TRIM = 6;

    /** @param network outlives it */
    static Replica of(TorchNetwork network, LearningRules rules) {
        return of(network, rules, network.device().isGpu());
    }

    /** @param gpu whether layers are computed in the forms for GPUs, whatever the device */
    static Replica of(TorchNetwork network, LearningRules rules, boolean gpu) {
        List<NDArray> weights = new ArrayList<>();
        List<NDArray> gradients = new ArrayList<>();
        LearningScript text = new LearningScript(network.network(), network.preprocessing(), rules,
            gpu);
        ScriptModule script = new ScriptModule(text.text(), network.device());
        NDManager manager = network.manager().newSubManager();
        List<Parameter> all = network.network().parameters().stream().filter(p -> p.role().learned()).toList();
        for (int i = 0; i < all.size(); i++) {
            NDArray weight = network.learned().get(i);
            boolean learns = rules.tuning().learns(all.get(i));
            weight.setRequiresGradient(learns);
            if (learns) {
                NDArray gradient = manager.zeros(weight.getShape());
                gradient.setName("g[]");
                weights.add(weight);
                gradients.add(gradient);
            }
        }
        return new Replica(network, script, text.anew(), manager, weights, gradients);
    }

    /** Sets some or all of the weights and running statistics. */
    void load(Weights weights) {
        List<NDArray> to = new ArrayList<>();
        List<Parameter> given = new ArrayList<>();
        int learned = 0;
        int kept = 0;
        for (Parameter parameter : network.network().parameters()) {
            NDArray own = parameter.role().learned() ? network.learned().get(learned++)
                : network.kept().get(kept++);
            if (weights.values().containsKey(parameter.name())) {
                to.add(own);
                given.add(parameter);
            }
        }
        copy(weights, given, to);
    }

    /** One after the other, as their copies would take the memory of another network. */
    void copy(Weights from, List<Parameter> parameters, List<NDArray> to) {
        for (int i = 0; i < parameters.size(); i++) {
            try (NDArray source = manager.create(from.of(parameters.get(i)), to.get(i).getShape())) {
                script.run("copy", ScriptModule.list(List.of(to.get(i))), ScriptModule.list(List.of(source)));
            }
        }
    }

    List<NDArray> zeros(List<NDArray> like) {
        return like.stream().map(array -> (NDArray) manager.zeros(array.getShape())).toList();
    }

    /** Values of parameters as tensors. */
    static List<NDArray> arrays(NDManager manager, List<Parameter> parameters, Weights values) {
        return parameters.stream().map(parameter -> manager.create(values.of(parameter),
            new Shape(parameter.shape().stream().mapToLong(Integer::longValue).toArray()))).toList();
    }

    /** Weights, then running statistics. */
    List<NDArray> state() {
        List<NDArray> state = new ArrayList<>(network.learned());
        state.addAll(network.kept());
        return state;
    }

    /** What each method of the script takes: weights, running statistics, gradients. */
    List<NDArray> tensors() {
        List<NDArray> tensors = state();
        tensors.addAll(gradients);
        return tensors;
    }

    /**
     * Adds the gradients of a part of a batch.
     *
     * @param step owns the result
     * @param inputs those of the method {@code learn}
     * @return the loss and the scores
     */
    NDList learn(NDManager step, NDList inputs) {
        if (!anew.isEmpty()) {
            script.trim();
        }
        NDList result = recorded(step, "learn", inputs);
        recompute(step, result);
        return result;
    }

    /** Computes anew what was not kept, from what {@code learn} gave behind the loss and the scores, which is used up. */
    private void recompute(NDManager step, NDList result) {
        List<NDArray> carried = result.subList(2, result.size());
        for (int i = 0; i < anew.size(); i++) {
            if (i % SEGMENTS_PER_TRIM == 0) {
                script.trim();
            }
            carried.forEach(array -> array.setName("k[]"));
            NDList inputs = new NDList(carried);
            inputs.addAll(tensors());
            List<NDArray> next = recorded(step, anew.get(i), inputs);
            carried.forEach(NDArray::close);
            carried = next;
        }
    }

    /** Gradients are recorded where the calling thread asks for it; DJL leaves that switched off. */
    private NDList recorded(NDManager step, String method, NDList inputs) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(true);
        try {
            return script.run(step, method, inputs, true);
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    @Override
    public void close() {
        manager.close();
        script.close();
    }
}
