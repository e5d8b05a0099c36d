package org.videoaction.model.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.model.network.Layer.BatchNorm;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/** The running statistics of batch normalisation, which move a share of the way to those of each batch. */
final class RunningStatistics {

    private RunningStatistics() {
    }

    static List<Parameter> parameters(Network network) {
        return network.parameters().stream().filter(parameter -> !parameter.role().learned()).toList();
    }

    /** Those among all weights. */
    static Weights of(Network network, Weights all) {
        Map<String, float[]> kept = new LinkedHashMap<>();
        parameters(network).forEach(parameter -> kept.put(parameter.name(), all.of(parameter)));
        return new Weights(kept);
    }

    /**
     * What the batches of all partitions one after the other would have made of them. Each moves {@code s} to
     * {@code (1 - m) s + m b}, so that n batches that led from {@code before} to {@code after} lead from any other value to
     * {@code after + (1 - m)^n (value - before)}.
     */
    static Weights after(Network network, Weights before, List<Share.Report> reports) {
        Map<String, float[]> values = new LinkedHashMap<>();
        before.values().forEach((name, start) -> values.put(name, start.clone()));
        for (Share.Report report : reports) {
            Weights after = Weights.of(parameters(network), report.statistics());
            for (Node node : network.nodes()) {
                if (node.layer() instanceof BatchNorm norm) {
                    double stays = Math.pow(1 - norm.momentum(), report.parts());
                    node.parameters().stream().map(Parameter::name).filter(values::containsKey).forEach(
                        name -> move(values.get(name), before.values().get(name), after.values().get(name), stays));
                }
            }
        }
        return new Weights(values);
    }

    private static void move(float[] values, float[] before, float[] after, double stays) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (after[i] + stays * ((double) values[i] - before[i]));
        }
    }
}
