package org.videoaction.model.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.videoaction.model.network.Layer.Dropout;
import org.videoaction.model.network.Network.Node;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Weights;

/**
 * A network that learns: its gradients, what it remembers of them, the rule by which they move the weights, and an average of
 * the weights where one is wanted.
 *
 * <p>A batch may be worked off in parts, on one device one after the other or on several beside each other; the gradients
 * are those of the mean over the whole batch. Batch normalisation alone sees each part for itself, and the running
 * statistics are those of the first device.
 */
public final class TorchLearning implements AutoCloseable {

    private final LearningRules rules;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Parameter> learned;
    private final List<NDArray> velocities = new ArrayList<>();
    /** AdamW's means of squared gradients; none of SGD. */
    private final List<NDArray> squares = new ArrayList<>();
    private final WeightAverage average;
    private final List<Group> groups;
    private final List<Dropout> dropouts;
    private long steps;

    /**
     * The outcome of one step.
     *
     * @param loss the mean over the batch
     * @param scores of each clip, or each box, before the step
     */
    public record Step(float loss, float[][] scores) {}

    /** How weights move: the share of them that decays, and the share of the learning rate that they get. */
    private record Pace(double decay, double rate) {}

    /** Weights that move alike. */
    private record Group(Pace pace, List<NDArray> weights, List<NDArray> gradients, List<NDArray> velocities,
        List<NDArray> squares) {

        Group(Pace pace) {
            this(pace, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Prepares learning on several devices, which must outlive what is returned.
     *
     * @param networks the same network with the same weights, once for each device; the first is the one that counts
     */
    public static TorchLearning across(List<TorchNetwork> networks, LearningRules rules) {
        return new TorchLearning(networks, rules);
    }

    TorchLearning(List<TorchNetwork> networks, LearningRules rules) {
        this.rules = rules;
        this.learned = networks.get(0).network().parameters().stream().filter(rules.tuning()::learns).toList();
        this.dropouts = networks.get(0).network().nodes().stream().map(Node::layer).filter(Dropout.class::isInstance)
            .map(Dropout.class::cast).toList();
        try {
            networks.forEach(network -> replicas.add(Replica.of(network, rules)));
            velocities.addAll(first().zeros(first().weights()));
            if (rules.optimizer() instanceof AdamW) {
                squares.addAll(first().zeros(first().weights()));
            }
            this.groups = groups();
            this.average = new WeightAverage(first());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private List<Group> groups() {
        Map<Pace, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < learned.size(); i++) {
            Parameter parameter = learned.get(i);
            Pace pace = new Pace(rules.optimizer().decay(parameter), rules.tuning().rate(parameter));
            Group group = groups.computeIfAbsent(pace, Group::new);
            group.weights().add(first().weights().get(i));
            group.gradients().add(first().gradients().get(i));
            group.velocities().add(velocities.get(i));
            if (!squares.isEmpty()) {
                group.squares().add(squares.get(i));
            }
        }
        return List.copyOf(groups.values());
    }

    private Replica first() {
        return replicas.get(0);
    }

    /**
     * One step of training: forward, backward, update.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param part the largest number of clips that are worked on at once on a device
     * @param rate the learning rate
     * @param random draws what dropout leaves out
     */
    public Step step(ByteBuffer clips, long[] shape, Targets targets, int part, double rate, RandomGenerator random) {
        return step(clips, shape, Optional.empty(), targets, part, rate, random);
    }

    /**
     * One step of training, as {@link #step(ByteBuffer, long[], Targets, int, double, RandomGenerator)}, also of a network
     * that detects.
     *
     * @param boxes those that a network which detects looks into, at least one
     * @param targets what is right for each clip, or for each box
     * @throws TooLittleMemory when memory is too small for so many clips at once
     */
    public Step step(ByteBuffer clips, long[] shape, Optional<Boxes> boxes, Targets targets, int part, double rate,
        RandomGenerator random) {
        try {
            Step outcome = gradients(clips, shape, boxes, targets, part, random);
            move(rate);
            return outcome;
        } catch (RuntimeException e) {
            throw TooLittleMemory.of(e);
        }
    }

    /** The first half of a step: adds up the gradients of the mean loss over a batch; nothing moves. */
    public Step gradients(ByteBuffer clips, long[] shape, Optional<Boxes> boxes, Targets targets, int part,
        RandomGenerator random) {
        return gradients(new Examples(new Clips.Bytes(clips, shape), boxes, targets), part, random);
    }

    /** The parameters that learn. */
    public List<Parameter> learned() {
        return learned;
    }

    /** The gradients that are added up, which are used up and set to zero. */
    public Weights takeGradients() {
        try (NDManager taken = first().manager().newSubManager()) {
            List<NDArray> sums = first().gradients().stream().map(of -> (NDArray) taken.zeros(of.getShape())).toList();
            first().script().run("gather", ScriptModule.list(sums), ScriptModule.list(first().gradients()));
            return new Weights(named(sums));
        }
    }

    /** Adds gradients that were computed elsewhere. */
    public void addGradients(Weights gradients) {
        try (NDManager added = first().manager().newSubManager()) {
            first().script().run("gather", ScriptModule.list(first().gradients()),
                ScriptModule.list(Replica.arrays(added, learned, gradients)));
        }
    }

    /** Sets some or all of the weights and running statistics. */
    public void load(Weights weights) {
        replicas.forEach(replica -> replica.load(weights));
    }

    /**
     * Moves the running statistics of batch normalisation, those that are not frozen, to a batch's own. Nothing learns.
     *
     * @param clips N x C x T x H x W bytes, in direct memory
     * @param momentum how far, from 0 to 1; 1 / n for the n-th of some batches leaves the mean over all of them
     */
    public void settle(ByteBuffer clips, long[] shape, double momentum) {
        TorchNetwork network = first().network();
        try (NDManager step = first().manager().newSubManager()) {
            NDArray bytes = new Clips.Bytes(clips, shape).array(step, 0, (int) shape[0]);
            first().script().run("settle", IValue.from((PtNDArray) bytes), ScriptModule.list(network.learned()),
                ScriptModule.list(network.kept()), IValue.from(momentum));
        }
    }

    /** Adds up the gradients of a batch. */
    Step gradients(Clips clips, Targets targets, int part, RandomGenerator random) {
        return gradients(new Examples(clips, Optional.empty(), targets), part, random);
    }

    /** Adds up the gradients of a batch; clips without a box are passed over. */
    Step gradients(Examples examples, int part, RandomGenerator random) {
        int size = examples.size();
        int largest = Math.max(1, Math.min(part, (size + replicas.size() - 1) / replicas.size()));
        float[][] scores = new float[examples.targets().size()][];
        double loss = 0;
        double mass = examples.targets().mass(rules.loss());
        int from = 0;
        while (from < size) {
            List<Running> round = new ArrayList<>();
            try {
                for (Replica replica : replicas) {
                    int to = Math.min(size, from + largest);
                    Examples.Part these = examples.part(from, to);
                    if (these.targets().size() > 0) {
                        round.add(start(replica, these, mass, random));
                    }
                    from = to;
                }
                for (Running running : round) {
                    loss += running.result().get(0).getFloat() * running.share();
                    float[][] rows = TorchNetwork.rows(running.result().get(1));
                    System.arraycopy(rows, 0, scores, running.first(), rows.length);
                }
            } finally {
                round.forEach(running -> running.step().close());
            }
        }
        replicas.subList(1, replicas.size()).forEach(replica -> first().script().run("gather",
            ScriptModule.list(first().gradients()), ScriptModule.list(replica.gradients())));
        return new Step((float) loss, scores);
    }

    /** Part of a batch that a device works on; reading its result waits for it. */
    private record Running(NDManager step, NDList result, int first, double share) {}

    private Running start(Replica replica, Examples.Part part, double mass, RandomGenerator random) {
        NDManager step = replica.manager().newSubManager();
        try {
            double share = mass == 0 ? 0 : part.targets().mass(rules.loss()) / mass;
            NDList inputs = part.inputs(step);
            inputs.add(step.create((float) share));
            inputs.addAll(replica.tensors());
            for (Dropout dropout : dropouts) {
                inputs.add(mask(step, dropout, part.targets().size(), random));
            }
            return new Running(step, replica.learn(step, inputs), part.first(), share);
        } catch (RuntimeException e) {
            step.close();
            throw e;
        }
    }

    private static NDArray mask(NDManager step, Dropout dropout, int batch, RandomGenerator random) {
        float[] mask = new float[batch * dropout.channels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < dropout.rate() ? 0 : (float) (1 / (1 - dropout.rate()));
        }
        NDArray array = step.create(mask, new Shape(batch, dropout.channels()));
        array.setName("masks[]");
        return array;
    }

    /** Shortens the gradients where they are too long. */
    void shorten() {
        if (rules.optimizer().largestNorm() < Double.POSITIVE_INFINITY) {
            first().script().run("shorten", ScriptModule.list(first().gradients()),
                IValue.from(rules.optimizer().largestNorm()));
        }
    }

    /** The second half of a step: moves the weights and uses the gradients up. */
    public void move(double rate) {
        shorten();
        steps++;
        for (Group group : groups) {
            if (rules.optimizer() instanceof AdamW adamW) {
                move(group, adamW, rate * group.pace().rate());
            } else if (rules.optimizer() instanceof Sgd sgd) {
                move(group, sgd, rate * group.pace().rate());
            }
        }
        replicas.subList(1, replicas.size()).forEach(replica -> replica.script().run("copy",
            ScriptModule.list(replica.weights()), ScriptModule.list(first().weights())));
    }

    private void move(Group group, Sgd sgd, double rate) {
        first().script().run("update", ScriptModule.list(group.weights()), ScriptModule.list(group.gradients()),
            ScriptModule.list(group.velocities()), IValue.from(rate), IValue.from(sgd.momentum()),
            IValue.from(group.pace().decay()), IValue.from(sgd.nesterov()));
    }

    private void move(Group group, AdamW adamW, double rate) {
        first().script().run("adapt", ScriptModule.list(group.weights()), ScriptModule.list(group.gradients()),
            ScriptModule.list(group.velocities()), ScriptModule.list(group.squares()), IValue.from((double) steps),
            IValue.from(rate), IValue.from(adamW.beta1()), IValue.from(adamW.beta2()), IValue.from(group.pace().decay()),
            IValue.from(adamW.epsilon()));
    }

    /**
     * Moves the average of weights and running statistics towards the present ones.
     *
     * @param share how far, above 0 to 1; the first average is the present state, whatever the share
     */
    public void average(double share) {
        average.move(share);
    }

    /** Of how many states there is an average; 0 where there is none. */
    public long averaged() {
        return average.states();
    }

    /** Puts the average into the first network and what was there into the average's place; once more takes it back. */
    public void exchange() {
        average.exchange();
    }

    /** The gradients that are added up, by the names of their parameters. */
    Map<String, float[]> gradients() {
        return named(first().gradients());
    }

    /** The CPU's threads that share each operation: with another number of them sums may differ in their last digits. */
    public static int threads() {
        return ScriptModule.threads();
    }

    /** What is to be remembered so that learning can go on as if it had never stopped. */
    public LearningState state() {
        return new LearningState(new Weights(named(velocities)),
            squares.isEmpty() ? Optional.empty() : Optional.of(new Weights(named(squares))), squares.isEmpty() ? 0 : steps,
            average.weights(), average.states());
    }

    private Map<String, float[]> named(List<NDArray> arrays) {
        Map<String, float[]> named = new LinkedHashMap<>();
        IntStream.range(0, learned.size())
            .forEach(i -> named.put(learned.get(i).name(), TorchNetwork.values(arrays.get(i))));
        return named;
    }

    /**
     * Goes on from {@link #state()}.
     *
     * @throws IllegalArgumentException when it is of another optimizer
     */
    public void resume(LearningState before) {
        if (before.squares().isEmpty() != squares.isEmpty()) {
            throw new IllegalArgumentException("What the optimizer remembers is of another one.");
        }
        first().copy(before.velocities(), learned, velocities);
        before.squares().ifPresent(means -> first().copy(means, learned, squares));
        average.resume(before.average(), before.averaged());
        steps = before.steps();
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}
