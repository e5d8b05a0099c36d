package org.knime.core.node.workflow;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.workflow.VariableType.BooleanType;
import org.knime.core.node.workflow.VariableType.DoubleType;
import org.knime.core.node.workflow.VariableType.IntType;
import org.knime.core.node.workflow.VariableType.LongType;
import org.knime.core.node.workflow.VariableType.StringType;

/** A named value of a workflow that settings can take over. */
public final class FlowVariable extends FlowObject {
    private static final Map<String, VariableType<?>> TYPES = Stream.<VariableType<?>>of(StringType.INSTANCE,
        IntType.INSTANCE, DoubleType.INSTANCE, LongType.INSTANCE, BooleanType.INSTANCE)
        .collect(Collectors.toMap(VariableType::getIdentifier, Function.identity()));
    private final String m_name;
    private final VariableType<?> m_type;
    private final Object m_value;

    public <T> FlowVariable(String name, VariableType<T> type, T value) {
        m_name = Objects.requireNonNull(name);
        m_type = type;
        m_value = value;
    }

    public FlowVariable(String name, String value) {
        this(name, StringType.INSTANCE, value);
    }

    public FlowVariable(String name, int value) {
        this(name, IntType.INSTANCE, value);
    }

    public FlowVariable(String name, double value) {
        this(name, DoubleType.INSTANCE, value);
    }

    public static FlowVariable load(NodeSettingsRO settings) throws InvalidSettingsException {
        String name = settings.getString("name");
        VariableType<?> type = TYPES.get(settings.getString("class"));
        if (type == StringType.INSTANCE) {
            return new FlowVariable(name, settings.getString("value"));
        } else if (type == IntType.INSTANCE) {
            return new FlowVariable(name, settings.getInt("value"));
        } else if (type == DoubleType.INSTANCE) {
            return new FlowVariable(name, settings.getDouble("value"));
        } else if (type == LongType.INSTANCE) {
            return new FlowVariable(name, LongType.INSTANCE, settings.getLong("value"));
        } else if (type == BooleanType.INSTANCE) {
            return new FlowVariable(name, BooleanType.INSTANCE, settings.getBoolean("value"));
        }
        throw new InvalidSettingsException("Variable \"" + name + "\" has the unknown type "
            + settings.getString("class") + "; known are " + TYPES.keySet() + ".");
    }

    public void save(NodeSettingsWO settings) {
        settings.addString("name", m_name);
        settings.addString("class", m_type.getIdentifier());
        if (m_value instanceof Integer number) {
            settings.addInt("value", number);
        } else if (m_value instanceof Double number) {
            settings.addDouble("value", number);
        } else if (m_value instanceof Long number) {
            settings.addLong("value", number);
        } else if (m_value instanceof Boolean truth) {
            settings.addBoolean("value", truth);
        } else {
            settings.addString("value", (String) m_value);
        }
    }

    public String getName() {
        return m_name;
    }

    public VariableType<?> getVariableType() {
        return m_type;
    }

    public <T> T getValue(VariableType<T> type) {
        if (type != m_type) {
            throw new IllegalArgumentException("Variable \"" + m_name + "\" is of type " + m_type + ", not " + type);
        }
        return type.getSimpleType().cast(m_value);
    }

    public String getStringValue() {
        return m_type == StringType.INSTANCE ? (String) m_value : null;
    }

    public int getIntValue() {
        return getValue(IntType.INSTANCE);
    }

    public double getDoubleValue() {
        return getValue(DoubleType.INSTANCE);
    }

    public String getValueAsString() {
        return String.valueOf(m_value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlowVariable that && m_name.equals(that.m_name) && m_type == that.m_type
            && Objects.equals(m_value, that.m_value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_name, m_value);
    }

    @Override
    public String toString() {
        return m_name + " = " + m_value;
    }
}
