package org.knime.node.parameters.widget.choices.util;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.node.parameters.NodeParametersInput;

/** Finds columns of the inputs. */
public final class ColumnSelectionUtil {
    private ColumnSelectionUtil() {
    }

    public static List<DataColumnSpec> getAllColumns(NodeParametersInput input, int port) {
        return getFilteredColumns(input, port, column -> true);
    }

    public static List<DataColumnSpec> getAllColumnsOfFirstPort(NodeParametersInput input) {
        return getAllColumns(input, 0);
    }

    public static List<DataColumnSpec> getFilteredColumns(NodeParametersInput input, int port,
        Predicate<DataColumnSpec> filter) {
        return input.getInTableSpec(port).stream().flatMap(DataTableSpec::stream).filter(filter).toList();
    }

    public static List<DataColumnSpec> getCompatibleColumns(DataTableSpec spec,
        Collection<Class<? extends DataValue>> values) {
        return spec.stream().filter(column -> values.stream().anyMatch(column.getType()::isCompatible)).toList();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static List<DataColumnSpec> getCompatibleColumns(DataTableSpec spec, Class<? extends DataValue>... values) {
        return getCompatibleColumns(spec, Arrays.asList(values));
    }

    public static List<DataColumnSpec> getStringColumns(DataTableSpec spec) {
        return getCompatibleColumns(spec, StringValue.class);
    }

    public static List<DataColumnSpec> getDoubleColumns(DataTableSpec spec) {
        return getCompatibleColumns(spec, DoubleValue.class);
    }

    @SafeVarargs
    public static Optional<DataColumnSpec> getFirstCompatibleColumn(DataTableSpec spec,
        Class<? extends DataValue>... values) {
        return getCompatibleColumns(spec, values).stream().findFirst();
    }

    public static Optional<DataColumnSpec> getFirstStringColumn(DataTableSpec spec) {
        return getFirstCompatibleColumn(spec, StringValue.class);
    }

    public static Optional<DataColumnSpec> getFirstDoubleColumn(DataTableSpec spec) {
        return getFirstCompatibleColumn(spec, DoubleValue.class);
    }

    public static Optional<DataColumnSpec> getFirstColumn(NodeParametersInput input, int port) {
        return getAllColumns(input, port).stream().findFirst();
    }

    public static Optional<DataColumnSpec> getFirstColumnOfFirstPort(NodeParametersInput input) {
        return getFirstColumn(input, 0);
    }
}
