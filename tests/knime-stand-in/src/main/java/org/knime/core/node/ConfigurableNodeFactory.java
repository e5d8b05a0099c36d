package org.knime.core.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;

/** Makes nodes whose ports can be chosen. */
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
    protected ConfigurableNodeFactory() {
    }

    protected abstract Optional<PortsConfigurationBuilder> createPortsConfigBuilder();

    protected abstract T createNodeModel(NodeCreationConfiguration configuration);

    @Override
    public T createNodeModel() {
        return createNodeModel(createNodeCreationConfig());
    }

    public final ModifiableNodeCreationConfiguration createNodeCreationConfig() {
        return new ModifiableNodeCreationConfiguration(
            createPortsConfigBuilder().map(PortsConfigurationBuilder::build).orElse(null));
    }

    /** Collects the port groups of a node. */
    public static final class PortsConfigurationBuilder {
        private final Map<String, PortGroupConfiguration> m_groups = new LinkedHashMap<>();

        public void addFixedInputPortGroup(String name, PortType... types) {
            add(name, new FixedPortGroup(true, false, types));
        }

        public void addFixedOutputPortGroup(String name, PortType... types) {
            add(name, new FixedPortGroup(false, true, types));
        }

        public void addFixedPortGroup(String name, PortType... types) {
            add(name, new FixedPortGroup(true, true, types));
        }

        public void addExchangeableInputPortGroup(String name, PortType selected, PortType... types) {
            add(name, new ExchangedPortGroup(selected, types));
        }

        public void addOptionalInputPortGroup(String name, PortType... types) {
            addOptionalInputPortGroup(name, OptionalPortGroup.oneOf(types));
        }

        public void addOptionalInputPortGroup(String name, Predicate<PortType> supported) {
            addOptionalInputPortGroupWithDefault(name, null, supported);
        }

        public void addOptionalInputPortGroupWithDefault(String name, PortType type, Predicate<PortType> supported) {
            add(name, new OptionalPortGroup(true, false, supported, type));
        }

        public void addOptionalOutputPortGroup(String name, PortType... types) {
            addOptionalOutputPortGroup(name, OptionalPortGroup.oneOf(types));
        }

        public void addOptionalOutputPortGroup(String name, Predicate<PortType> supported) {
            addOptionalOutputPortGroupWithDefault(name, null, supported);
        }

        public void addOptionalOutputPortGroupWithDefault(String name, PortType type, Predicate<PortType> supported) {
            add(name, new OptionalPortGroup(false, true, supported, type));
        }

        private void add(String name, PortGroupConfiguration group) {
            if (m_groups.putIfAbsent(name, group) != null) {
                throw new IllegalArgumentException("Two groups of ports are named \"" + name
                    + "\"; KNIME keeps inputs and outputs under one name each");
            }
        }

        ModifiablePortsConfiguration build() {
            return new PortGroups(m_groups);
        }
    }
}
