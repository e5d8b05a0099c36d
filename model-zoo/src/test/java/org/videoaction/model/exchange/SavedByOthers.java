package org.videoaction.model.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.videoaction.model.format.WrittenPickle;
import org.videoaction.model.format.WrittenZip;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/** A network's weights as another program would have them: shapes and values by its names. */
record SavedByOthers(Map<String, List<Integer>> shapes, Map<String, float[]> values) {

    static SavedByOthers of(Architecture architecture, UnaryOperator<String> names, long seed) {
        Weights weights = Weights.initial(architecture.network(), seed);
        SavedByOthers saved = new SavedByOthers(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Parameter parameter : architecture.network().parameters()) {
            saved.put(names.apply(parameter.name()), parameter.shape(), weights.of(parameter));
        }
        return saved;
    }

    void put(String name, List<Integer> shape, float... numbers) {
        shapes.put(name, shape);
        values.put(name, numbers);
    }

    void remove(String name) {
        shapes.remove(name);
        values.remove(name);
    }

    /** A file of {@code torch.save}. */
    WrittenZip torch() {
        return WrittenZip.torch(WrittenPickle.ofTensors(shapes),
            values.values().stream().map(WrittenPickle::floats).toArray(byte[][]::new));
    }

    /** A pickle of numpy arrays. */
    byte[] pickle() {
        return WrittenPickle.ofArrays(shapes, values);
    }
}
