package org.videoaction.model.network;

/** Whether what a network gives can be used. */
public final class FiniteNumbers {

    private FiniteNumbers() {
    }

    /** Whether all values are numbers, none of them infinite. */
    public static boolean are(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
