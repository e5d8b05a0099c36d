package org.videoaction.model.network;

/** Which frames of the clip the Slow pathway sees. */
public enum FrameRule {

    /** Evenly from the first to the last frame, truncated: 0, 10, 20, 31 of 32 (PySlowFast). */
    LINSPACE,
    /** Every alpha-th frame: 0, 8, 16, 24 of 32 (MMAction2). */
    STRIDE;

    /** The indices of {@code frames / step} frames. */
    public int[] indices(int frames, int step) {
        int count = frames / step;
        int[] indices = new int[count];
        for (int i = 0; i < count; i++) {
            indices[i] = this == STRIDE ? i * step : count == 1 ? 0 : (int) ((long) i * (frames - 1) / (count - 1));
        }
        return indices;
    }
}
