package org.knime.core.node.config;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.base.ConfigBase;

/** A tree of settings. */
public abstract class Config extends ConfigBase implements ConfigRO, ConfigWO {
    private static final long serialVersionUID = 1;

    protected Config(String key) {
        super(key);
    }

    @Override
    public abstract Config getInstance(String key);

    @Override
    public final Config addConfig(String key) {
        return (Config) addConfigBase(key);
    }

    protected final void addConfig(Config config) {
        addConfigBase(config);
    }

    @Override
    public final Config getConfig(String key) throws InvalidSettingsException {
        return (Config) getConfigBase(key);
    }

    protected static Config loadFromXML(Config config, InputStream in) throws IOException {
        return (Config) ConfigBase.loadFromXML(config, in);
    }
}
