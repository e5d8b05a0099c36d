package org.videoaction.model.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.videoaction.data.Fingerprint;

/** The values of a network's parameters, by their names, in C order. */
public record Weights(Map<String, float[]> values) {

    /** The standard deviation of a new classifier's weights. */
    private static final double CLASSIFIER_DEVIATION = 0.01;

    public Weights {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Values that lie one after the other.
     *
     * @param parameters whose they are, in this order
     * @param joined as many values as the parameters have
     */
    public static Weights of(List<Parameter> parameters, float... joined) {
        Map<String, float[]> values = new LinkedHashMap<>();
        int from = 0;
        for (Parameter parameter : parameters) {
            int to = from + Math.toIntExact(parameter.size());
            values.put(parameter.name(), Arrays.copyOfRange(joined, from, to));
            from = to;
        }
        return new Weights(values);
    }

    /** All values one after the other. */
    public float[] joined() {
        float[] joined = new float[values.values().stream().mapToInt(of -> of.length).reduce(0, Math::addExact)];
        int from = 0;
        for (float[] of : values.values()) {
            System.arraycopy(of, 0, joined, from, of.length);
            from += of.length;
        }
        return joined;
    }

    /** @throws IllegalArgumentException when there is none of that name, or of another size */
    public float[] of(Parameter parameter) {
        float[] found = values.get(parameter.name());
        if (found == null) {
            throw new IllegalArgumentException("The weights lack the tensor " + parameter.name() + ".");
        }
        if (found.length != parameter.size()) {
            throw new IllegalArgumentException("The tensor " + parameter.name() + " has " + found.length
                + " values; the network needs " + parameter.shape() + ".");
        }
        return found;
    }

    /** Tells whether two networks have the same weights, to the last bit. */
    public String fingerprint() {
        Fingerprint sum = new Fingerprint();
        values.forEach((name, numbers) -> {
            sum.add(name);
            sum.add(numbers);
        });
        return sum.text();
    }

    /**
     * Looks at every value; tensors that are missing are passed over.
     *
     * @throws IllegalArgumentException when some cannot be those of a trained network, for they are not finite, or negative
     *     where they are variances; the message names the tensor and says how many
     */
    public void checkPossible(Network network) {
        List<String> damaged = network.parameters().stream().flatMap(parameter -> damage(parameter).stream()).toList();
        if (!damaged.isEmpty()) {
            throw new IllegalArgumentException("the weights are damaged: " + damaged.get(0) + (damaged.size() == 1 ? ""
                : ", and " + (damaged.size() - 1) + (damaged.size() == 2 ? " other tensor is" : " other tensors are")
                    + " like it"));
        }
    }

    private Optional<String> damage(Parameter parameter) {
        int infinite = 0;
        int negative = 0;
        for (float value : values.getOrDefault(parameter.name(), new float[0])) {
            infinite += Float.isFinite(value) ? 0 : 1;
            negative += value < 0 ? 1 : 0;
        }
        if (infinite > 0) {
            return Optional.of(counted(parameter, infinite, "that are not finite"));
        }
        return negative > 0 && parameter.role() == Parameter.Role.RUNNING_VARIANCE
            ? Optional.of(counted(parameter, negative, "below 0, which variances never are")) : Optional.empty();
    }

    private static String counted(Parameter parameter, int count, String problem) {
        return parameter.name() + " has " + count + (count == 1 ? " value " : " values ")
            + (count == 1 ? problem.replace("that are", "that is") : problem);
    }

    /**
     * The weights that training from scratch starts with: convolutions normal with variance 2 / fan-out (He et al.,
     * "Delving Deep into Rectifiers"), batch normalisation as the identity or zero, the classifier normal with
     * deviation 0.01. A tensor's values depend on the seed and its name only.
     */
    public static Weights initial(Network network, long seed) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            values.put(parameter.name(), initial(parameter, new SplittableRandom(seed * 31 + parameter.name().hashCode())));
        }
        return new Weights(values);
    }

    private static float[] initial(Parameter parameter, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(parameter.size())];
        switch (parameter.role()) {
            case CONVOLUTION_WEIGHT -> {
                long fanOut = parameter.size() / parameter.shape().get(1);
                fillNormal(values, Math.sqrt(2.0 / fanOut), random);
            }
            case LINEAR_WEIGHT -> fillNormal(values, CLASSIFIER_DEVIATION, random);
            case GAMMA, RUNNING_VARIANCE -> Arrays.fill(values, 1);
            case ZERO_GAMMA, BETA, RUNNING_MEAN, LINEAR_BIAS, CONVOLUTION_BIAS -> {
            }
        }
        return values;
    }

    private static void fillNormal(float[] values, double deviation, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
    }
}
