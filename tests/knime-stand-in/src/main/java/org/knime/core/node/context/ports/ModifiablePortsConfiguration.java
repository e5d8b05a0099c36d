package org.knime.core.node.context.ports;

import java.util.Map;
import org.knime.core.node.context.DeepCopy;
import org.knime.core.node.context.NodeSettingsPersistable;

/** The ports of a node that is being made. */
public interface ModifiablePortsConfiguration
    extends PortsConfiguration, DeepCopy<ModifiablePortsConfiguration>, NodeSettingsPersistable {
    PortGroupConfiguration getGroup(String name);

    Map<String, ExchangeablePortGroup> getExchangeablePorts();

    Map<String, ExtendablePortGroup> getExtendablePorts();
}
