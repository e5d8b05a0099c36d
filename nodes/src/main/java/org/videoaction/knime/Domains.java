package org.videoaction.knime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** What columns can hold, whether or not a row does: classes in their order, shares from 0 to 1. */
public final class Domains {

    private Domains() {
    }

    /** A column of classes. */
    public static DataColumnSpec nominal(final String name, final List<String> classes) {
        Set<DataCell> values = new LinkedHashSet<>();
        classes.forEach(value -> values.add(new StringCell(value)));
        DataColumnSpecCreator column = new DataColumnSpecCreator(name, StringCell.TYPE);
        column.setDomain(new DataColumnDomainCreator(values).createDomain());
        return column.createSpec();
    }

    /** A column of shares, such as probabilities. */
    public static DataColumnSpec share(final String name) {
        DataColumnSpecCreator column = new DataColumnSpecCreator(name, DoubleCell.TYPE);
        column.setDomain(new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(1)).createDomain());
        return column.createSpec();
    }

    /**
     * The table with the possible values that were declared, of which KNIME otherwise forgets those beyond sixty, and in
     * other columns with what its rows hold.
     */
    public static BufferedDataTable declared(final BufferedDataTable table, final DataTableSpec declared,
        final ExecutionContext exec) {
        DataColumnSpec[] columns = new DataColumnSpec[declared.getNumColumns()];
        for (int i = 0; i < columns.length; i++) {
            DataColumnDomain domain = declared.getColumnSpec(i).getDomain();
            columns[i] = domain.hasValues() || domain.hasBounds() ? declared.getColumnSpec(i)
                : table.getDataTableSpec().getColumnSpec(i);
        }
        return exec.createSpecReplacerTable(table, new DataTableSpec(columns));
    }
}
