package org.videoaction.model.exchange;

import org.videoaction.model.network.Architecture;

/** A file as PyTorchVideo publishes them. */
public final class PyTorchVideoFile {

    private PyTorchVideoFile() {
    }

    /** An untrained SlowFast network. */
    public static byte[] of(Architecture slowFast, long seed) {
        return SavedByOthers.of(slowFast, new PyTorchVideoNames(true, false)::of, seed).torch().stored();
    }
}
