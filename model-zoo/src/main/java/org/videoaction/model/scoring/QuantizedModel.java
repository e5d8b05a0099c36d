package org.videoaction.model.scoring;

import java.util.List;
import java.util.Optional;
import org.videoaction.model.quantization.QuantizedLayer;
import org.videoaction.model.saved.VideoModel;

/**
 * A model that can compute in 8-bit integers, and what that does to it.
 *
 * @param layers those that have weights or whose results are rounded, in the network's order
 * @param calibrated how many clips showed the ranges of activations
 * @param loss nothing where libtorch has no integers, so that it could not be measured
 */
public record QuantizedModel(VideoModel model, List<QuantizedLayer> layers, int calibrated,
    Optional<QuantizationLoss> loss) {}
