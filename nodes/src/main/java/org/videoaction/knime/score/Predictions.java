package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** The columns of a table of predictions. */
final class Predictions {

    static final String LABEL = "Label";
    static final int FIRST_PROBABILITY = 5;
    private static final String PREFIX = "P (Label=";
    private static final String SUFFIX = ")";

    private Predictions() {
    }

    static DataTableSpec spec(final List<String> classes) {
        List<DataColumnSpec> columns = new ArrayList<>(List.of(
            new DataColumnSpecCreator("Video", StringCell.TYPE).createSpec(),
            nominal(LABEL, classes),
            nominal("Prediction", classes),
            new DataColumnSpecCreator("Confidence", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Views", IntCell.TYPE).createSpec()));
        for (String name : classes) {
            columns.add(new DataColumnSpecCreator(PREFIX + name + SUFFIX, DoubleCell.TYPE).createSpec());
        }
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec nominal(final String name, final List<String> classes) {
        Set<DataCell> values = new LinkedHashSet<>();
        classes.forEach(value -> values.add(new StringCell(value)));
        DataColumnSpecCreator column = new DataColumnSpecCreator(name, StringCell.TYPE);
        column.setDomain(new DataColumnDomainCreator(values).createDomain());
        return column.createSpec();
    }

    /** The classes of the probability columns, each with its column's index, in the table's order. */
    static Map<String, Integer> probabilityColumns(final DataTableSpec spec) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < spec.getNumColumns(); i++) {
            DataColumnSpec column = spec.getColumnSpec(i);
            String name = column.getName();
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX) && column.getType().isCompatible(DoubleValue.class)) {
                columns.put(name.substring(PREFIX.length(), name.length() - SUFFIX.length()), i);
            }
        }
        return columns;
    }
}
