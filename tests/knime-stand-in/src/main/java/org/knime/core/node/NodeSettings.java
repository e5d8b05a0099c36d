package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.config.Config;
import org.knime.core.node.config.ConfigWO;

/** The settings of a node. */
public final class NodeSettings extends Config implements NodeSettingsRO, NodeSettingsWO {
    private static final long serialVersionUID = 1;

    public NodeSettings(String key) {
        super(key);
    }

    @Override
    public Config getInstance(String key) {
        return new NodeSettings(key);
    }

    @Override
    public NodeSettings getNodeSettings(String key) throws InvalidSettingsException {
        return (NodeSettings) getConfig(key);
    }

    @Override
    public NodeSettingsWO addNodeSettings(String key) {
        return (NodeSettings) addConfig(key);
    }

    @Override
    public void addNodeSettings(NodeSettings settings) {
        addConfig(settings);
    }

    @Override
    public void copyTo(ConfigWO target) {
        super.copyTo(target);
    }

    public static NodeSettingsRO loadFromXML(InputStream in) throws IOException {
        return (NodeSettings) loadFromXML(new NodeSettings("ignored"), in);
    }
}
