package org.knime.core.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knime.core.node.context.ports.ExchangeablePortGroup;
import org.knime.core.node.context.ports.ExtendablePortGroup;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.context.ports.PortGroupConfiguration;
import org.knime.core.node.port.PortType;

/** All ports of a node, in named groups. */
final class PortGroups implements ModifiablePortsConfiguration {
    private final Map<String, PortGroupConfiguration> m_groups;

    PortGroups(Map<String, PortGroupConfiguration> groups) {
        m_groups = groups;
    }

    @Override
    public PortGroupConfiguration getGroup(String name) {
        return m_groups.get(name);
    }

    @Override
    public List<String> getPortGroupNames() {
        return List.copyOf(m_groups.keySet());
    }

    @Override
    public Map<String, ExchangeablePortGroup> getExchangeablePorts() {
        return groups(ExchangeablePortGroup.class);
    }

    @Override
    public Map<String, ExtendablePortGroup> getExtendablePorts() {
        return groups(ExtendablePortGroup.class);
    }

    private <G> Map<String, G> groups(Class<G> kind) {
        Map<String, G> groups = new LinkedHashMap<>();
        m_groups.forEach((name, group) -> {
            if (kind.isInstance(group)) {
                groups.put(name, kind.cast(group));
            }
        });
        return groups;
    }

    @Override
    public PortType[] getInputPorts() {
        return ports(PortGroupConfiguration::definesInputPorts, PortGroupConfiguration::getInputPorts);
    }

    @Override
    public PortType[] getOutputPorts() {
        return ports(PortGroupConfiguration::definesOutputPorts, PortGroupConfiguration::getOutputPorts);
    }

    private PortType[] ports(Predicate<PortGroupConfiguration> side,
        Function<PortGroupConfiguration, PortType[]> ports) {
        return m_groups.values().stream().filter(side).map(ports).flatMap(Stream::of).toArray(PortType[]::new);
    }

    @Override
    public Map<String, int[]> getInputPortLocation() {
        return locations(PortGroupConfiguration::definesInputPorts, PortGroupConfiguration::getInputPorts);
    }

    @Override
    public Map<String, int[]> getOutputPortLocation() {
        return locations(PortGroupConfiguration::definesOutputPorts, PortGroupConfiguration::getOutputPorts);
    }

    /** Groups without ports are left out. */
    private Map<String, int[]> locations(Predicate<PortGroupConfiguration> side,
        Function<PortGroupConfiguration, PortType[]> ports) {
        Map<String, int[]> locations = new LinkedHashMap<>();
        List<PortType> before = new ArrayList<>();
        m_groups.forEach((name, group) -> {
            if (side.test(group) && ports.apply(group).length > 0) {
                int first = before.size();
                before.addAll(List.of(ports.apply(group)));
                locations.put(name, IntStream.range(first, before.size()).toArray());
            }
        });
        return locations;
    }

    @Override
    public ModifiablePortsConfiguration copy() {
        Map<String, PortGroupConfiguration> copies = new LinkedHashMap<>();
        m_groups.forEach((name, group) -> copies.put(name, group.copy()));
        return new PortGroups(copies);
    }

    @Override
    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        for (Map.Entry<String, PortGroupConfiguration> group : m_groups.entrySet()) {
            if (settings.containsKey(group.getKey())) {
                group.getValue().loadSettingsFrom(settings.getNodeSettings(group.getKey()));
            }
        }
    }

    @Override
    public void saveSettingsTo(NodeSettingsWO settings) {
        m_groups.forEach((name, group) -> group.saveSettingsTo(settings.addNodeSettings(name)));
    }
}
