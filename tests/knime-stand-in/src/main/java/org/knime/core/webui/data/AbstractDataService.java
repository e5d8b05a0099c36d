package org.knime.core.webui.data;

import java.util.Optional;

/** What all data services have in common. */
public abstract class AbstractDataService implements DataService {
    AbstractDataService() {
    }

    @Override
    public Optional<Runnable> disposeRunnable() {
        return Optional.empty();
    }

    @Override
    public Optional<Runnable> deactivateRunnable() {
        return Optional.empty();
    }
}
