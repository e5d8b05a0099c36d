package org.knime.core.node.config;

import org.knime.core.node.config.base.ConfigBaseWO;

/** A configuration that can be written. */
public interface ConfigWO extends ConfigBaseWO {
    Config addConfig(String key);
}
