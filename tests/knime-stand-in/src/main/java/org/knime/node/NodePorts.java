package org.knime.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.node.ConfigurableNodeFactory.PortsConfigurationBuilder;
import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequirePortName;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** The port groups that a node declares. */
final class NodePorts implements DynamicPortsAdder {
    private final List<Group> m_groups = new ArrayList<>();

    @Override
    public DynamicPortsAdder addInputPortGroup(String id, Function<RequirePortName, ConfigurablePort> group) {
        return add(new Group(id, true), group);
    }

    @Override
    public DynamicPortsAdder addOutputPortGroup(String id, Function<RequirePortName, ConfigurablePort> group) {
        return add(new Group(id, false), group);
    }

    private DynamicPortsAdder add(Group group, Function<RequirePortName, ConfigurablePort> declaration) {
        declaration.apply(name -> description -> group.describe(name, description));
        m_groups.add(group);
        return this;
    }

    boolean isEmpty() {
        return m_groups.isEmpty();
    }

    PortsConfigurationBuilder builder() {
        PortsConfigurationBuilder builder = new PortsConfigurationBuilder();
        m_groups.forEach(group -> group.m_registration.accept(builder));
        return builder;
    }

    List<Group> inputs() {
        return m_groups.stream().filter(group -> group.m_input).toList();
    }

    List<Group> outputs() {
        return m_groups.stream().filter(group -> !group.m_input).toList();
    }

    /** One group while it is declared, and afterwards. */
    static final class Group implements RequireConfigurablePortMode, RequireSupportedTypes<OptionalConfigurablePort> {
        final String m_id;
        final boolean m_input;
        String m_name;
        String m_description;
        boolean m_optional;
        private Consumer<PortsConfigurationBuilder> m_registration;

        Group(String id, boolean input) {
            m_id = id;
            m_input = input;
        }

        Group describe(String name, String description) {
            m_name = name;
            m_description = description;
            return this;
        }

        @Override
        public FinalConfigurablePort fixed(PortType type) {
            m_registration = builder -> {
                if (m_input) {
                    builder.addFixedInputPortGroup(m_id, type);
                } else {
                    builder.addFixedOutputPortGroup(m_id, type);
                }
            };
            return new FinalConfigurablePort();
        }

        @Override
        public RequireSupportedTypes<FinalConfigurablePort> exchangable(PortType defaultType) {
            return new RequireSupportedTypes<>() {
                @Override
                public FinalConfigurablePort supportedTypes(PortType... types) {
                    m_registration = builder -> builder.addExchangeableInputPortGroup(m_id, defaultType, types);
                    return new FinalConfigurablePort();
                }

                @Override
                public FinalConfigurablePort supportedTypes(Predicate<PortType> filter) {
                    throw new UnsupportedOperationException("types are named one by one here");
                }
            };
        }

        @Override
        public RequireSupportedTypes<OptionalConfigurablePort> optional() {
            m_optional = true;
            return this;
        }

        @Override
        public OptionalConfigurablePort supportedTypes(PortType... types) {
            return supportedTypes(Arrays.asList(types)::contains);
        }

        @Override
        public OptionalConfigurablePort supportedTypes(Predicate<PortType> filter) {
            registerOptional(filter, null);
            return type -> {
                registerOptional(filter, type);
                return new FinalConfigurablePort();
            };
        }

        private void registerOptional(Predicate<PortType> filter, PortType type) {
            m_registration = builder -> {
                if (m_input) {
                    builder.addOptionalInputPortGroupWithDefault(m_id, type, filter);
                } else {
                    builder.addOptionalOutputPortGroupWithDefault(m_id, type, filter);
                }
            };
        }
    }
}
