package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;

/** Step: the node's ports. */
public interface RequirePorts {
    RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

    default RequireModel ports(Consumer<PortsAdder> ports) {
        return dynamicPorts(groups -> ports.accept(new PortsAdder() {
            @Override
            public PortsAdder addInputPort(String name, String description, PortType type) {
                groups.addInputPortGroup(name, g -> g.name(name).description(description).fixed(type));
                return this;
            }

            @Override
            public PortsAdder addOutputPort(String name, String description, PortType type) {
                groups.addOutputPortGroup(name, g -> g.name(name).description(description).fixed(type));
                return this;
            }
        }));
    }

    /** Takes ports that are always there. */
    interface PortsAdder {
        PortsAdder addInputPort(String name, String description, PortType type);

        PortsAdder addOutputPort(String name, String description, PortType type);

        default PortsAdder addInputTable(String name, String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        default PortsAdder addOutputTable(String name, String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }

    /** Takes groups of ports. */
    interface DynamicPortsAdder {
        DynamicPortsAdder addInputPortGroup(String id, Function<RequirePortName, ConfigurablePort> group);

        DynamicPortsAdder addOutputPortGroup(String id, Function<RequirePortName, ConfigurablePort> group);
    }

    /** Step: the name of a group. */
    interface RequirePortName {
        RequirePortDescription name(String name);
    }

    /** Step: what goes through the ports of a group. */
    interface RequirePortDescription {
        RequireConfigurablePortMode description(String description);
    }

    /** Step: how the ports of a group can change. */
    interface RequireConfigurablePortMode {
        ConfigurablePort.FinalConfigurablePort fixed(PortType type);

        RequireSupportedTypes<ConfigurablePort.FinalConfigurablePort> exchangable(PortType defaultType);

        RequireSupportedTypes<ConfigurablePort.OptionalConfigurablePort> optional();
    }

    /** Step: which types the ports of a group can have. */
    interface RequireSupportedTypes<T> {
        T supportedTypes(PortType... types);

        T supportedTypes(Predicate<PortType> filter);
    }

    /** A complete group. */
    interface ConfigurablePort {
        /** A group with nothing more to say. */
        final class FinalConfigurablePort implements ConfigurablePort {}

        /** A port that users can add. */
        interface OptionalConfigurablePort extends ConfigurablePort {
            FinalConfigurablePort defaultPortType(PortType type);
        }
    }
}
