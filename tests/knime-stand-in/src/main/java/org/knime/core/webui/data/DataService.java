package org.knime.core.webui.data;

import java.util.Optional;

/** Gives data to a view. */
public interface DataService {
    Optional<Runnable> disposeRunnable();

    Optional<Runnable> deactivateRunnable();

    /** Makes a {@link DataService}. */
    interface DataServiceBuilder {
        DataServiceBuilder onDispose(Runnable action);

        DataServiceBuilder onDeactivate(Runnable action);
    }
}
