package org.videoaction.model.network;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor of a network that is learned or kept.
 *
 * @param name the name of its layer, a dot and its role, for example {@code slow.stem.bn.running_var}
 * @param shape {@code out x in x T x H x W} of a convolution, {@code out x in} of a linear layer, else one size
 */
public record Parameter(String name, Role role, List<Integer> shape) {

    /** What a parameter is to its layer. */
    public enum Role {
        CONVOLUTION_WEIGHT("weight", true),
        CONVOLUTION_BIAS("bias", true),
        LINEAR_WEIGHT("weight", true),
        LINEAR_BIAS("bias", true),
        GAMMA("weight", true),
        ZERO_GAMMA("weight", true),
        BETA("bias", true),
        RUNNING_MEAN("running_mean", false),
        RUNNING_VARIANCE("running_var", false);

        private final String suffix;
        private final boolean learned;

        Role(String suffix, boolean learned) {
            this.suffix = suffix;
            this.learned = learned;
        }

        /** Whether gradients reach it; running statistics are kept, not learned. */
        public boolean learned() {
            return learned;
        }

        /** Whether it belongs to a batch normalisation. */
        public boolean ofBatchNorm() {
            return switch (this) {
                case GAMMA, ZERO_GAMMA, BETA, RUNNING_MEAN, RUNNING_VARIANCE -> true;
                default -> false;
            };
        }
    }

    static Parameter of(String layer, Role role, Integer... shape) {
        return new Parameter(layer + "." + role.suffix, role, Arrays.asList(shape));
    }

    /** Weight and bias of a fully connected layer. */
    static List<Parameter> ofClassifier(String layer, int in, int out) {
        return List.of(of(layer, Role.LINEAR_WEIGHT, out, in), of(layer, Role.LINEAR_BIAS, out));
    }

    /** The number of values. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}
