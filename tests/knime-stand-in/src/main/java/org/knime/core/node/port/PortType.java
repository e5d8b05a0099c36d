package org.knime.core.node.port;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** What a port takes or gives. */
public final class PortType {
    public static final int DEFAULT_COLOR = 0x9b9b9b;
    private static final String OBJECT_CLASS = "object_class";
    private final Class<? extends PortObject> m_objectClass;
    private final Class<? extends PortObjectSpec> m_specClass;
    private final String m_name;
    private final int m_color;
    private final boolean m_hidden;
    private final boolean m_optional;

    PortType(Class<? extends PortObject> objectClass, Class<? extends PortObjectSpec> specClass, String name,
        int color, boolean hidden, boolean optional) {
        m_objectClass = objectClass;
        m_specClass = specClass;
        m_name = name;
        m_color = color;
        m_hidden = hidden;
        m_optional = optional;
    }

    PortType optional() {
        return new PortType(m_objectClass, m_specClass, m_name, m_color, m_hidden, true);
    }

    public static PortType load(NodeSettingsRO settings) throws InvalidSettingsException {
        return load((ConfigRO) settings);
    }

    public static PortType load(ConfigRO settings) throws InvalidSettingsException {
        String name = settings.getString(OBJECT_CLASS);
        PortTypeRegistry registry = PortTypeRegistry.getInstance();
        return registry.getPortType(registry.getObjectClass(name)
            .orElseThrow(() -> new InvalidSettingsException("Unknown port object class \"" + name + "\".")));
    }

    public void save(NodeSettingsWO settings) {
        save((ConfigWO) settings);
    }

    public void save(ConfigWO settings) {
        settings.addString(OBJECT_CLASS, m_objectClass.getName());
    }

    public boolean acceptsPortObject(PortObject object) {
        return object == null || m_objectClass.isInstance(object);
    }

    public boolean acceptsPortObjectClass(Class<? extends PortObject> objectClass) {
        return objectClass == null || m_objectClass.isAssignableFrom(objectClass);
    }

    public boolean acceptsPortObjectSpec(PortObjectSpec spec) {
        return spec == null || m_specClass.isInstance(spec);
    }

    public boolean isSuperTypeOf(PortType other) {
        return m_objectClass.isAssignableFrom(other.m_objectClass);
    }

    public Class<? extends PortObject> getPortObjectClass() {
        return m_objectClass;
    }

    public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
        return m_specClass;
    }

    public String getName() {
        return m_name;
    }

    public int getColor() {
        return m_color;
    }

    public boolean isHidden() {
        return m_hidden;
    }

    public boolean isOptional() {
        return m_optional;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortType that && m_objectClass == that.m_objectClass && m_optional == that.m_optional;
    }

    @Override
    public int hashCode() {
        return m_objectClass.hashCode();
    }

    @Override
    public String toString() {
        return m_name;
    }
}
