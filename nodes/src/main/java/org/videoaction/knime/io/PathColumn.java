package org.videoaction.knime.io;

import java.util.Arrays;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.filehandling.core.data.location.FSLocationValue;
import org.knime.node.parameters.NodeParametersInput;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.knime.table.CommonColumns;

/** A column with the paths of files: KNIME's own path cells, or texts with paths of this machine or addresses {@code knime://}. */
public final class PathColumn {

    private PathColumn() {
    }

    /** Whether a table goes through a port that may carry something else. */
    public static boolean isTable(NodeParametersInput input, int port) {
        return BufferedDataTable.TYPE.equals(input.getInPortTypes()[port]);
    }

    /** Gives the columns of an input to choose from, after the one that is found by itself. */
    public static class Choice extends ColumnChoice.Choices {

        Choice() {
            this(0);
        }

        /** @param port the input, counted from 0 */
        protected Choice(int port) {
            super(port, false, PathColumn::isPath);
        }
    }

    /** Gives those of the second input. */
    public static final class ChoiceOfSecondInput extends Choice {
        ChoiceOfSecondInput() {
            super(1);
        }
    }

    /**
     * The name of the column that is chosen; by itself that which the Video Dataset Reader and KNIME's List Files/Folders give,
     * else the first of KNIME's path cells, else the first of texts.
     *
     * @throws InvalidSettingsException when the table has no such column, or it holds something else than paths
     */
    public static String name(DataTableSpec table, String choice) throws InvalidSettingsException {
        String name = ColumnChoice.AUTOMATIC.equals(choice) ? first(table) : CommonColumns.PATH.chosenIn(table, choice);
        check(table, name);
        return name;
    }

    private static String first(DataTableSpec table) {
        String usual = CommonColumns.PATH.nameIn(table);
        if (table.containsName(usual) && isPath(table.getColumnSpec(usual))) {
            return usual;
        }
        return name(table, column -> column.getType().isCompatible(FSLocationValue.class),
            name(table, PathColumn::isPath, usual));
    }

    private static String name(DataTableSpec table, Predicate<DataColumnSpec> holds, String otherwise) {
        return Arrays.stream(table.getColumnNames()).filter(name -> holds.test(table.getColumnSpec(name))).findFirst()
            .orElse(otherwise);
    }

    private static boolean isPath(DataColumnSpec column) {
        return isPath(column.getType());
    }

    private static boolean isPath(DataType type) {
        return type.isCompatible(FSLocationValue.class) || Column.isText(type);
    }

    /** @throws InvalidSettingsException when the table has no such column, or it holds something else than paths */
    public static void check(DataTableSpec table, String name) throws InvalidSettingsException {
        DataColumnSpec column = name == null ? null : table.getColumnSpec(name);
        if (column == null) {
            throw new InvalidSettingsException("The input table has no column " + name + ". Choose its path column.");
        }
        if (!isPath(column)) {
            throw new InvalidSettingsException("The path column " + name + " holds " + column.getType()
                + ". Choose a column of paths or of texts.");
        }
    }

}
