package org.videoaction.knime.learn;

import org.videoaction.knime.learn.SlowFastLearnerParameters.SlowFrames;

/** How the two pathways of a SlowFast network of some recipe go together. */
record Pathways(int alpha, int inverseBeta, int lateralKernel, boolean lateralNorm, SlowFrames slowFrames) {

    static Pathways pySlowFast(int alpha, int lateralKernel) {
        return new Pathways(alpha, 8, lateralKernel, true, SlowFrames.LINSPACE);
    }

    static Pathways mmaction2(int alpha, int lateralKernel) {
        return new Pathways(alpha, 8, lateralKernel, false, SlowFrames.STRIDE);
    }
}
