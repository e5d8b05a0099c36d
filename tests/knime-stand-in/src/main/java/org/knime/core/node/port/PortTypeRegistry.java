package org.knime.core.node.port;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.videoaction.standin.Contributions.PortTypeContribution;
import org.videoaction.standin.Contributions;

/** Knows the port types of all plug-ins on the class path, and how to write and read their objects. */
public final class PortTypeRegistry {
    private static final PortTypeRegistry INSTANCE = new PortTypeRegistry();
    private final Map<Class<? extends PortObject>, PortType> m_types = new LinkedHashMap<>();

    private PortTypeRegistry() {
        m_types.put(PortObject.class, new PortType(PortObject.class, PortObjectSpec.class, "Generic Port",
            PortType.DEFAULT_COLOR, false, false));
        m_types.put(BufferedDataTable.class,
            new PortType(BufferedDataTable.class, DataTableSpec.class, "Table", 0, false, false));
    }

    public static PortTypeRegistry getInstance() {
        return INSTANCE;
    }

    public synchronized Collection<PortType> availablePortTypes() {
        Contributions.portTypes().forEach(contribution -> getPortType(contribution.objectClass()));
        return List.copyOf(m_types.values());
    }

    public synchronized PortType getPortType(Class<? extends PortObject> objectClass) {
        PortType known = m_types.get(objectClass);
        if (known == null) {
            // loads the classes of other port types, which come here for their own
            known = create(objectClass);
            m_types.put(objectClass, known);
        }
        return known;
    }

    public synchronized PortType getPortType(Class<? extends PortObject> objectClass, boolean optional) {
        PortType type = getPortType(objectClass);
        return optional ? type.optional() : type;
    }

    private static PortType create(Class<? extends PortObject> objectClass) {
        return contribution(objectClass)
            .map(c -> new PortType(objectClass, c.specClass(), c.name(), c.color(), c.hidden(), false))
            .orElseGet(() -> new PortType(objectClass, PortObjectSpec.class, objectClass.getSimpleName(),
                PortType.DEFAULT_COLOR, false, false));
    }

    private static Optional<PortTypeContribution> contribution(Class<?> objectClass) {
        return Contributions.portTypes().stream().filter(c -> c.objectClass() == objectClass).findFirst();
    }

    public Optional<Class<? extends PortObject>> getObjectClass(String name) {
        return availablePortTypes().stream().<Class<? extends PortObject>>map(PortType::getPortObjectClass)
            .filter(type -> type.getName().equals(name)).findFirst();
    }

    public Optional<Class<? extends PortObjectSpec>> getSpecClass(String name) {
        return availablePortTypes().stream().<Class<? extends PortObjectSpec>>map(PortType::getPortObjectSpecClass)
            .filter(type -> type.getName().equals(name)).findFirst();
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObjectSerializer<PortObject>> getObjectSerializer(Class<? extends PortObject> objectClass) {
        return contribution(objectClass)
            .map(c -> (PortObjectSerializer<PortObject>) Contributions.create(c.objectSerializer()));
    }

    @SuppressWarnings("unchecked")
    public Optional<PortObjectSpecSerializer<PortObjectSpec>> getSpecSerializer(Class<? extends PortObjectSpec> specClass) {
        return Contributions.portTypes().stream().filter(c -> c.specClass() == specClass).findFirst()
            .map(c -> (PortObjectSpecSerializer<PortObjectSpec>) Contributions.create(c.specSerializer()));
    }
}
