package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/** An average of a network's weights and running statistics along the way, which takes no memory before its first state. */
final class WeightAverage {

    private final Replica replica;
    /** As the tensors are in order: those that can learn, then the others. */
    private final List<Parameter> parameters;
    private final List<NDArray> values = new ArrayList<>();
    private long states;

    WeightAverage(Replica replica) {
        this.replica = replica;
        List<Parameter> all = replica.network().network().parameters();
        this.parameters = Stream.concat(all.stream().filter(parameter -> parameter.role().learned()),
            all.stream().filter(parameter -> !parameter.role().learned())).toList();
    }

    /** Moves a share of the way, above 0 to 1, to the present state; the first average is that state. */
    void move(double share) {
        allocate();
        replica.script().run("average", ScriptModule.list(values), ScriptModule.list(replica.state()),
            IValue.from(states == 0 ? 1 : share));
        states++;
    }

    private void allocate() {
        if (values.isEmpty()) {
            values.addAll(replica.zeros(replica.state()));
        }
    }

    /** Of how many states it is. */
    long states() {
        return states;
    }

    /** Puts the average into the network and what was there into the average's place; once more takes it back. */
    void exchange() {
        replica.script().run("exchange", ScriptModule.list(values), ScriptModule.list(replica.state()));
    }

    /** Of all parameters, where there is one. */
    Optional<Weights> weights() {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Map<String, float[]> named = new LinkedHashMap<>();
        IntStream.range(0, values.size())
            .forEach(i -> named.put(parameters.get(i).name(), TorchNetwork.values(values.get(i))));
        return Optional.of(new Weights(named));
    }

    /** Goes on from an average of so many states; without one, from its own. */
    void resume(Optional<Weights> before, long ofStates) {
        before.ifPresent(weights -> {
            allocate();
            replica.copy(weights, parameters, values);
        });
        states = ofStates;
    }
}
