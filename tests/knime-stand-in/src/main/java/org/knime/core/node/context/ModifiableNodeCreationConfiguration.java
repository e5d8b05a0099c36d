package org.knime.core.node.context;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;

/** What a node will be made with. */
public final class ModifiableNodeCreationConfiguration extends NodeCreationConfiguration
    implements DeepCopy<ModifiableNodeCreationConfiguration>, NodeSettingsPersistable {
    private static final String KEY = "node_creation_config";

    public ModifiableNodeCreationConfiguration(ModifiablePortsConfiguration ports) {
        super(ports);
    }

    @Override
    public Optional<ModifiablePortsConfiguration> getPortConfig() {
        return getModifiablePortConfig();
    }

    @Override
    public ModifiableNodeCreationConfiguration copy() {
        return new ModifiableNodeCreationConfiguration(getPortConfig().map(DeepCopy::copy).orElse(null));
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        if (getPortConfig().isPresent() && settings.containsKey(KEY)) {
            getPortConfig().get().loadSettingsFrom(settings.getNodeSettings(KEY));
        }
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        getPortConfig().ifPresent(ports -> ports.saveSettingsTo(settings.addNodeSettings(KEY)));
    }
}
