package org.videoaction.model.quantization;

import java.util.Optional;

/**
 * What became of a layer. Errors are signal over noise in decibels: of weights, of what rounding leaves of them; of the result,
 * as much as has come together since the clip, beside the network in floats.
 *
 * @param inBytes whether it computes in bytes or hands them on
 * @param range of its result, where that is rounded to bytes
 * @param weightError nothing where it has no weights in bytes
 * @param error nothing where its result is not rounded, or could not be measured
 */
public record QuantizedLayer(String name, boolean inBytes, Optional<Range> range, Optional<Double> weightError,
    Optional<Double> error) {}
