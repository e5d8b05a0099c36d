package org.videoaction.model.scoring;

import java.util.List;
import org.videoaction.model.quantization.RangeRule;

/**
 * How a model is quantized.
 *
 * @param clips on how many clips at most the ranges of activations are looked at
 * @param compared on how many others at most the two networks are compared
 * @param exact names of convolutions that stay in 32-bit floats, beside those that always do
 */
public record QuantizationSettings(int clips, int compared, RangeRule rule, List<String> exact) {

    public static final QuantizationSettings DEFAULT = new QuantizationSettings(64, 256, new RangeRule.Percentile(99.99),
        List.of());

    public QuantizationSettings {
        exact = List.copyOf(exact);
        if (clips < 1 || compared < 1) {
            throw new IllegalArgumentException("Ranges are looked at, and networks compared, on at least one clip.");
        }
    }
}
