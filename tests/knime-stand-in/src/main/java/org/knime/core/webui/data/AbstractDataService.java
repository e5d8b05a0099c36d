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

    /** What the builders of all data services have in common; the stand-in never disposes of any. */
    public abstract static class AbstractDataServiceBuilder implements DataServiceBuilder {
        @Override
        public DataServiceBuilder onDispose(Runnable action) {
            return this;
        }

        @Override
        public DataServiceBuilder onDeactivate(Runnable action) {
            return this;
        }
    }
}
