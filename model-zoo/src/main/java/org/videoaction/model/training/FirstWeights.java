package org.videoaction.model.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

/** The weights that fine-tuning starts with: a model's, with a new head where its classes are others. */
final class FirstWeights {

    private static final String HEAD = "head.";

    private FirstWeights() {
    }

    /** @throws TrainingException when the model's network is another one */
    static Weights of(VideoModel model, Network network, List<String> classes, long seed) throws TrainingException {
        Weights fresh = Weights.initial(network, seed);
        boolean sameClasses = model.classes().equals(classes);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] known = model.weights().values().get(parameter.name());
            if (parameter.name().startsWith(HEAD) && !(sameClasses && known != null)) {
                values.put(parameter.name(), fresh.of(parameter));
            } else if (known == null || known.length != parameter.size()) {
                throw new TrainingException("The model to start from is of another network, "
                    + model.architecture().displayName() + ": it does not fit the tensor " + parameter.name() + ".");
            } else {
                values.put(parameter.name(), known);
            }
        }
        return new Weights(values);
    }
}
