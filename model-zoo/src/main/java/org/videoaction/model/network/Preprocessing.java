package org.videoaction.model.network;

import java.util.List;

/**
 * How bytes become a network's input: {@code (byte / 255 - mean) / deviation} for red, green and blue.
 *
 * @param mean between 0 and 1, per channel
 * @param deviation positive, per channel
 */
public record Preprocessing(List<Double> mean, List<Double> deviation) {

    /** PySlowFast's for Kinetics: mean 0.45, deviation 0.225. */
    public static final Preprocessing KINETICS = new Preprocessing(List.of(0.45, 0.45, 0.45), List.of(0.225, 0.225, 0.225));

    /** @throws IllegalArgumentException when bytes would become something else than numbers */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        // what the network computes with are 32-bit numbers
        if (!mean.stream().allMatch(Double::isFinite)
            || !deviation.stream().allMatch(value -> Double.isFinite(value) && value.floatValue() > 0)) {
            throw new IllegalArgumentException("the normalization of the clips is damaged: means are finite and deviations "
                + "positive, but they are " + mean + " and " + deviation);
        }
    }
}
