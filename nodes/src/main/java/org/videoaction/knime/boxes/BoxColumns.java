package org.videoaction.knime.boxes;

import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.TIME;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.Column;

/** The columns of tables with a row a box, which are named as the Video Dataset Reader names those of AVA. */
public final class BoxColumns {

    private BoxColumns() {
    }

    /** Whether a table says where boxes are, beside a column with paths. */
    public static boolean areIn(DataTableSpec spec) {
        return TIME.isIn(spec) && EDGES.stream().allMatch(edge -> edge.isIn(spec));
    }

    /**
     * @param name what people call the table
     * @throws InvalidSettingsException when the table does not say where boxes are
     */
    public static void check(String name, DataTableSpec spec) throws InvalidSettingsException {
        PathColumn.check(spec, PATH.nameIn(spec));
        require(name, spec, TIME, "numbers");
        for (Column<Double> edge : EDGES) {
            require(name, spec, edge, "numbers");
        }
    }

    /** @throws InvalidSettingsException when a table of boxes lacks a column */
    public static void require(String name, DataTableSpec spec, Column<?> column, String what)
        throws InvalidSettingsException {
        if (!column.isIn(spec)) {
            throw new InvalidSettingsException("The table of " + name + " has no column " + column.name() + " of " + what
                + "; tables of boxes have the columns that the Video Dataset Reader gives AVA's.");
        }
    }
}
