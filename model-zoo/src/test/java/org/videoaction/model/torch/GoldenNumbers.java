package org.videoaction.model.torch;

import java.nio.charset.StandardCharsets;
import org.videoaction.model.network.Parameter;

/** The deterministic tensors of the reference data: a hash of the tensor's name and a seed start a splitmix64 stream. */
public final class GoldenNumbers {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private GoldenNumbers() {
    }

    /** Values from -1 to 1 of the stream called {@code name}. */
    public static float[] stream(String name, long seed, int count) {
        long start = fnv1a(name) ^ seed * GAMMA;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            long z = start + (i + 1) * GAMMA;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            values[i] = (int) ((z >>> 40) - 8388608) * 0x1p-23f;
        }
        return values;
    }

    /** The values of a parameter that the reference calls {@code name}. */
    public static float[] parameter(String name, Parameter parameter, long seed) {
        float[] u = stream(name, seed, (int) parameter.size());
        for (int i = 0; i < u.length; i++) {
            u[i] = switch (parameter.role()) {
                case CONVOLUTION_WEIGHT -> scale(name, parameter) * u[i];
                case LINEAR_WEIGHT -> (float) Math.sqrt(3.0 / parameter.shape().get(1)) * u[i];
                case GAMMA, ZERO_GAMMA -> 0.75f + 0.25f * u[i];
                case RUNNING_VARIANCE -> 1.0f + 0.25f * u[i];
                case LINEAR_BIAS, CONVOLUTION_BIAS, BETA, RUNNING_MEAN -> 0.1f * u[i];
            };
        }
        return u;
    }

    private static float scale(String name, Parameter parameter) {
        double deviation = Math.sqrt(6.0 / (parameter.size() / parameter.shape().get(0)));
        return (float) (name.contains("nonlocal") || name.contains("non_local") ? deviation * 0.25 : deviation);
    }

    /** As {@link #parameter}, with the fill that keeps training steps of a random network tame. */
    static float[] dampedParameter(String name, Parameter parameter, long seed) {
        boolean last = name.endsWith("branch2.c_bn.weight") || name.endsWith("conv3.bn.weight")
            || name.endsWith("branch2.norm_c.weight");
        if (!last && parameter.role() != Parameter.Role.BETA) {
            return parameter(name, parameter, seed);
        }
        float[] u = stream(name, seed, (int) parameter.size());
        for (int i = 0; i < u.length; i++) {
            u[i] = last ? 0.125f + 0.0625f * u[i] : 1.0f + 0.1f * u[i];
        }
        return u;
    }

    private static long fnv1a(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x100000001b3L;
        }
        return hash;
    }
}
