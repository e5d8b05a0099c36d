package org.videoaction.knime.preferences;

import org.videoaction.model.torch.TorchFolder;

/** The folder of a libtorch for GPUs, as the preferences name it; the page shows it, and before work it is handed on. */
public final class TorchPreference {

    static final String FOLDER = "torch_folder";

    private TorchPreference() {
    }

    /** Computations that begin from now on take the folder; where there are no preferences, none. */
    public static void apply() {
        TorchFolder.prefer(Preferences.text(FOLDER));
    }
}
