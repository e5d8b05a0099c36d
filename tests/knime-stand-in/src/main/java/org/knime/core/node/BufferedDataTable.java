package org.knime.core.node;

import javax.swing.JComponent;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowIterator;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A table between two nodes. */
public final class BufferedDataTable implements DataTable, PortObject {
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);
    public static final PortType TYPE_OPTIONAL = PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class, true);
    private final DataTable m_table;
    private final long m_size;

    BufferedDataTable(DataTable table, long size) {
        m_table = table;
        m_size = size;
    }

    /** The same rows under another spec of as many columns. */
    BufferedDataTable withSpec(DataTableSpec spec) {
        if (spec.getNumColumns() != getDataTableSpec().getNumColumns()) {
            throw new IllegalArgumentException("A spec of " + spec.getNumColumns() + " columns cannot replace one of "
                + getDataTableSpec().getNumColumns());
        }
        DataTable rows = m_table;
        return new BufferedDataTable(new DataTable() {
            @Override
            public DataTableSpec getDataTableSpec() {
                return spec;
            }

            @Override
            public RowIterator iterator() {
                return rows.iterator();
            }
        }, m_size);
    }

    @Override
    public DataTableSpec getDataTableSpec() {
        return m_table.getDataTableSpec();
    }

    @Override
    public DataTableSpec getSpec() {
        return getDataTableSpec();
    }

    @Override
    public CloseableRowIterator iterator() {
        return CloseableRowIterator.from(m_table.iterator());
    }

    public long size() {
        return m_size;
    }

    @Override
    public String getSummary() {
        return "Rows: " + m_size + ", Cols: " + getSpec().getNumColumns();
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
