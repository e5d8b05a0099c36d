package org.knime.node.parameters.widget.choices.util;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

/** Gives the columns with certain values to choose from. */
public class CompatibleColumnsProvider implements FilteredInputTableColumnsProvider {
    private final Collection<Class<? extends DataValue>> m_values;

    protected CompatibleColumnsProvider(Class<? extends DataValue> value) {
        this(List.<Class<? extends DataValue>>of(value));
    }

    protected CompatibleColumnsProvider(Collection<Class<? extends DataValue>> values) {
        m_values = values;
    }

    @Override
    public boolean isIncluded(DataColumnSpec column) {
        return m_values.stream().anyMatch(column.getType()::isCompatible);
    }

    /** Gives the columns with texts. */
    public static class StringColumnsProvider extends CompatibleColumnsProvider {
        protected StringColumnsProvider() {
            super(StringValue.class);
        }
    }

    /** Gives the columns with numbers. */
    public static class DoubleColumnsProvider extends CompatibleColumnsProvider {
        protected DoubleColumnsProvider() {
            super(DoubleValue.class);
        }
    }
}
