package org.videoaction.model.training;

import java.util.Optional;

/**
 * What was found before the first step, to be known when training goes on.
 *
 * @param rates how the learning rate was found, where it was
 * @param batch the clips a step, where the memory decided; else 0
 */
record Found(Optional<RateCurve> rates, int batch) {

    static final Found NOTHING = new Found(Optional.empty(), 0);
}
