package org.videoaction.model.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.model.format.Tensor;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Parameter;
import org.videoaction.model.network.Parameter.Role;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;

/** Gives each parameter of a network its tensor of a file, in the order of values that the network has. */
final class WeightMapping {

    /** What the names of a classifier's tensors start with. */
    static final String HEAD = "head.";

    private final NamedTensors tensors;
    private final Architecture architecture;
    private final Network network;
    private final List<String> renewed = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    WeightMapping(NamedTensors tensors, Architecture architecture) {
        this.tensors = tensors;
        this.architecture = architecture;
        this.network = architecture.network();
    }

    /**
     * The network's weights. A classifier that the file lacks, or has for another number of classes, is initialised.
     *
     * @throws IOException when other tensors are missing or have another shape; the message lists them
     */
    Weights weights(long seed, Progress progress) throws IOException {
        boolean newHead = classifierDiffers();
        List<String> missing = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<Parameter> mapped = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            Tensor tensor = tensors.tensor(parameter.name());
            if (tensor != null) {
                used.add(tensors.theirs(parameter.name()));
            }
            if (newHead && parameter.name().startsWith(HEAD)) {
                renewed.add(tensors.theirs(parameter.name()));
            } else if (tensor == null) {
                missing.add(tensors.theirs(parameter.name()));
            } else if (!fits(parameter, tensor)) {
                wrong.add(tensors.theirs(parameter.name()) + " is " + tensor.shape() + " in the file and "
                    + theirShape(parameter) + " in the network");
            } else {
                mapped.add(parameter);
            }
        }
        if (!missing.isEmpty() || !wrong.isEmpty()) {
            throw new IOException(problems(missing, wrong));
        }
        return filled(mapped, seed, progress);
    }

    private Weights filled(List<Parameter> mapped, long seed, Progress progress) throws IOException {
        Pace pace = new Pace("tensors", mapped.size());
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, float[]> fresh = renewed.isEmpty() ? Map.of() : Weights.initial(network, seed).values();
        for (Parameter parameter : network.parameters()) {
            values.put(parameter.name(), fresh.get(parameter.name()));
        }
        for (int i = 0; i < mapped.size(); i++) {
            progress.report(pace.fraction(i), pace.message(i));
            Parameter parameter = mapped.get(i);
            values.put(parameter.name(), ordered(parameter, tensors.tensor(parameter.name()).values()));
        }
        return new Weights(values);
    }

    /** Tensors of the file that no parameter took, but for those that carry no weights. */
    List<String> leftOver() {
        return tensors.tensors().keySet().stream().filter(name -> !used.contains(name) && !isBookkeeping(name)).toList();
    }

    /** Parameters that were initialised, by the file's names. */
    List<String> renewed() {
        return renewed;
    }

    /** Counters of batch normalisation and of averages; momenta, learning rate and step of Caffe2. */
    static boolean isBookkeeping(String name) {
        return name.endsWith("num_batches_tracked") || name.endsWith("_momentum") || name.equals("lr")
            || name.equals("model_iter") || name.equals("n_averaged");
    }

    private boolean classifierDiffers() {
        Tensor bias = tensors.tensor("head.fc.bias");
        return bias == null && tensors.tensor("head.fc.weight") == null
            || bias != null && bias.size() != architecture.classes();
    }

    private String problems(List<String> missing, List<String> wrong) {
        StringBuilder problems = new StringBuilder("it is not a whole " + architecture.displayName() + " of "
            + tensors.codeBase().title());
        if (!wrong.isEmpty()) {
            problems.append("; shapes are wrong: ").append(ImportedModel.listed(wrong));
        }
        if (!missing.isEmpty()) {
            problems.append("; ").append(missing.size()).append(missing.size() == 1 ? " tensor is" : " tensors are")
                .append(" missing: ").append(ImportedModel.listed(missing));
        }
        return problems.toString();
    }

    /** Programs have layers at single positions with and without sides of 1 at the end. */
    private boolean fits(Parameter parameter, Tensor tensor) {
        return withoutLastOnes(tensor.shape()).equals(withoutLastOnes(theirShape(parameter)));
    }

    private static List<Integer> withoutLastOnes(List<Integer> shape) {
        int sides = shape.size();
        while (sides > 0 && shape.get(sides - 1) == 1) {
            sides--;
        }
        return shape.subList(0, sides);
    }

    private List<Integer> theirShape(Parameter parameter) {
        List<Integer> shape = parameter.shape();
        return isTransposed(parameter) ? List.of(shape.get(1), shape.get(0)) : shape;
    }

    /** Paddle's linear layers are in x out. */
    private boolean isTransposed(Parameter parameter) {
        return tensors.codeBase() == CodeBase.PADDLEVIDEO && parameter.role() == Role.LINEAR_WEIGHT;
    }

    private float[] ordered(Parameter parameter, float[] values) {
        if (isTransposed(parameter)) {
            return transposed(values, parameter.shape().get(0), parameter.shape().get(1));
        }
        boolean fastFirst = tensors.codeBase() == CodeBase.MMACTION2 && architecture instanceof SlowFast
            && !architecture.head().detects();
        return fastFirst && parameter.role() == Role.LINEAR_WEIGHT
            ? slowFirst(values, parameter.shape().get(1), ((SlowFast) architecture).betaInverse()) : values;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] moved = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                moved[row * columns + column] = values[column * rows + row];
            }
        }
        return moved;
    }

    /** MMAction2's classifier of clips, but not that of boxes, takes the Fast pathway's features before the Slow one's. */
    static float[] slowFirst(float[] values, int columns, int betaInverse) {
        int fast = columns / (betaInverse + 1);
        float[] moved = new float[values.length];
        for (int start = 0; start < values.length; start += columns) {
            System.arraycopy(values, start + fast, moved, start, columns - fast);
            System.arraycopy(values, start, moved, start + columns - fast, fast);
        }
        return moved;
    }
}
