package org.videoaction.model.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

/**
 * What fine-tuning starts with: a model's weights, with a row of the classifier for each class of the clips, that of the
 * model where it knows a class of that name and else a new one.
 *
 * @param remark what became of the classifier; empty where it is the model's, in whatever order
 */
record FirstWeights(Weights weights, Optional<String> remark) {

    private static final String HEAD = "head.";

    /** The weights of training from scratch. */
    static FirstWeights untrained(Network network, long seed) {
        return new FirstWeights(Weights.initial(network, seed), Optional.empty());
    }

    /** @throws TrainingException when the model's network is another one */
    static FirstWeights of(VideoModel model, Network network, Classes classes, long seed) throws TrainingException {
        Weights fresh = Weights.initial(network, seed);
        int[] places = places(classes, model);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] known = model.weights().values().get(parameter.name());
            boolean head = parameter.name().startsWith(HEAD);
            if (head && IntStream.of(places).allMatch(place -> place < 0)) {
                values.put(parameter.name(), fresh.of(parameter));
                continue;
            }
            long size = head ? parameter.size() / classes.size() * model.classes().size() : parameter.size();
            if (known == null || known.length != size) {
                throw new TrainingException("The model to start from is of another network, "
                    + model.architecture().displayName() + ": it does not fit the tensor " + parameter.name() + ".");
            }
            values.put(parameter.name(), head ? rows(known, fresh.of(parameter), places) : known);
        }
        return new FirstWeights(new Weights(values), remark(classes, places, model));
    }

    /** The row of each class in the model's classifier. A number that stands for a name says nothing of another data set. */
    private static int[] places(Classes classes, VideoModel model) {
        Classes known = model.classes();
        boolean classifier = model.weights().values().keySet().stream().anyMatch(name -> name.startsWith(HEAD));
        return classes.places(!classifier || known.isNumbered() && !known.equals(classes) ? Classes.NONE : known);
    }

    private static float[] rows(float[] known, float[] fresh, int[] places) {
        float[] rows = fresh.clone();
        int length = rows.length / places.length;
        for (int row = 0; row < places.length; row++) {
            if (places[row] >= 0) {
                System.arraycopy(known, places[row] * length, rows, row * length, length);
            }
        }
        return rows;
    }

    private static Optional<String> remark(Classes classes, int[] places, VideoModel model) {
        List<String> fresh = IntStream.range(0, places.length).filter(row -> places[row] < 0).mapToObj(classes::name)
            .toList();
        int kept = classes.size() - fresh.size();
        if (kept == 0) {
            return Optional.of("The model to start from knows none of the " + classes.size()
                + " classes: its classifier is thrown away, and a new one starts.");
        }
        if (!fresh.isEmpty()) {
            return Optional.of("The classifier knows " + kept + " of the " + classes.size() + " classes; "
                + (fresh.size() == 1 ? "that of " + fresh.get(0) + " starts anew."
                    : "those of " + TrainingClips.listed(fresh) + " start anew."));
        }
        return Arrays.stream(places).distinct().count() == model.classes().size() ? Optional.empty()
            : Optional.of("The classifier keeps " + kept + " of the model's " + model.classes().size()
                + " classes; no clips are of the others.");
    }
}
