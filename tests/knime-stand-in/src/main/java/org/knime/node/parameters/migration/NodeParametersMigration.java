package org.knime.node.parameters.migration;

import java.util.List;

/** Reads a parameter from settings that older versions wrote. */
public interface NodeParametersMigration<T> {
    List<ConfigMigration<T>> getConfigMigrations();
}
