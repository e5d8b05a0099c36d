package org.videoaction.data.sampling;

/**
 * Where the frames of a clip lie from its first one on, as in MMAction2's SampleFrames: every {@code stride}-th frame,
 * or, where {@code targetFps} is given, as they would follow in a video of that rate.
 */
record Cadence(int length, int stride, double targetFps, PastEnd pastEnd) {

    boolean resampled() {
        return targetFps > 0;
    }

    /** The frames that a clip covers where its rate is changed. */
    double resampledSpan(double fps) {
        double ratio = fps > 0 ? fps / targetFps : 1;
        return Math.max(1, length * stride * ratio);
    }

    int[] from(int offset, int frames, double fps) {
        int[] indices = new int[length];
        double step = resampled() && length > 1 ? (resampledSpan(fps) - 1) / (length - 1) : stride;
        for (int i = 0; i < length; i++) {
            indices[i] = offset + (int) (i * step);
        }
        return pastEnd.apply(indices, frames);
    }
}
