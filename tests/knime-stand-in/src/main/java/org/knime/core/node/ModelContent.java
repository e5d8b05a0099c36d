package org.knime.core.node;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.node.config.Config;

/** The content of a port object or its specification. */
public final class ModelContent extends Config implements ModelContentRO, ModelContentWO {
    private static final long serialVersionUID = 1;

    public ModelContent(String key) {
        super(key);
    }

    @Override
    public Config getInstance(String key) {
        return new ModelContent(key);
    }

    @Override
    public ModelContent getModelContent(String key) throws InvalidSettingsException {
        return (ModelContent) getConfig(key);
    }

    @Override
    public ModelContentWO addModelContent(String key) {
        return (ModelContent) addConfig(key);
    }

    @Override
    public void addModelContent(ModelContent settings) {
        addConfig(settings);
    }

    public static synchronized ModelContentRO loadFromXML(InputStream in) throws IOException {
        return (ModelContent) loadFromXML(new ModelContent("ignored"), in);
    }
}
