package org.knime.node.parameters.migration;

import java.util.List;

/** Gives the value for settings that lack a parameter. */
@FunctionalInterface
public interface DefaultProvider<T> extends NodeParametersMigration<T> {
    T getDefault();

    @Override
    default List<ConfigMigration<T>> getConfigMigrations() {
        return List.of(ConfigMigration.<T>builder(settings -> getDefault()).build());
    }
}
