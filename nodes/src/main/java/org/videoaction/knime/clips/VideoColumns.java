package org.videoaction.knime.clips;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.CommonColumns;

/**
 * Where a table says what of its videos; nothing where it does not, or that is not wanted.
 *
 * @param start the second in which a video's segment starts
 * @param end the second in which it ends
 * @param frames how many frames it has
 * @param offset how many lie before its first one in a folder of several videos' frames
 */
public record VideoColumns(String path, Optional<Column<String>> label, Optional<Column<List<String>>> labels,
    Optional<Column<Double>> start, Optional<Column<Double>> end, Optional<Column<Integer>> frames,
    Optional<Column<Integer>> offset) {

    /**
     * All that a table says under the names that the Video Dataset Reader gives.
     *
     * @throws InvalidSettingsException when it has no such path column
     */
    public static VideoColumns automatic(DataTableSpec spec, String path) throws InvalidSettingsException {
        PathColumn.index(spec, path);
        Optional<Column<String>> label = where(spec, CommonColumns.LABEL, Column::isText);
        return new VideoColumns(path, label,
            label.isPresent() ? where(spec, CommonColumns.LABELS, Column::isTexts) : Optional.empty(),
            where(spec, CommonColumns.START, Column::isNumber), where(spec, CommonColumns.END, Column::isNumber),
            count(spec, CommonColumns.FRAMES), count(spec, CommonColumns.OFFSET));
    }

    /** @throws InvalidSettingsException when the table lacks a column that was chosen, or it holds something else */
    static VideoColumns of(DataTableSpec spec, FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        PathColumn.index(spec, parameters.pathColumn);
        Optional<Column<String>> label = label(spec, parameters);
        return new VideoColumns(parameters.pathColumn, label, labels(spec, parameters, label.isPresent()),
            time(spec, parameters, CommonColumns.START, parameters.startColumn, "start"),
            time(spec, parameters, CommonColumns.END, parameters.endColumn, "end"), count(spec, CommonColumns.FRAMES),
            count(spec, CommonColumns.OFFSET));
    }

    /** The column of numbers, where the table has it. */
    static Optional<Column<Integer>> count(DataTableSpec spec, Column<Integer> column) {
        return Optional.of(column).filter(there -> there.isIn(spec));
    }

    private static Optional<Column<String>> label(DataTableSpec spec, FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        return switch (parameters.label) {
            case NONE -> Optional.empty();
            case AUTOMATIC -> where(spec, CommonColumns.LABEL, Column::isText);
            case CHOSEN -> parameters.labelColumn == null || parameters.labelColumn.isEmpty() ? Optional.empty()
                : chosen(spec, parameters.labelColumn, Column::text, "label", Column::isText, "texts");
        };
    }

    private static Optional<Column<List<String>>> labels(DataTableSpec spec, FrameSamplerParameters parameters,
        boolean labelled) throws InvalidSettingsException {
        return switch (parameters.severalLabels) {
            case NONE -> Optional.empty();
            case AUTOMATIC -> labelled ? where(spec, CommonColumns.LABELS, Column::isTexts) : Optional.empty();
            case CHOSEN ->
                chosen(spec, parameters.labelsColumn, Column::texts, "labels", Column::isTexts, "lists of texts");
        };
    }

    /** @param name the column to use when columns are chosen */
    private static Optional<Column<Double>> time(DataTableSpec spec, FrameSamplerParameters parameters,
        Column<Double> usual, String name, String role) throws InvalidSettingsException {
        return switch (parameters.segments) {
            case NONE -> Optional.empty();
            case AUTOMATIC -> where(spec, usual, Column::isNumber);
            case CHOSEN -> chosen(spec, name, Column::number, role, Column::isNumber, "numbers");
        };
    }

    /** The column, as long as the table has it and it holds what it should. */
    private static <V> Optional<Column<V>> where(DataTableSpec spec, Column<V> column,
        Predicate<DataType> holds) {
        return Optional.of(column)
            .filter(there -> spec.containsName(there.name()) && holds.test(spec.getColumnSpec(there.name()).getType()));
    }

    private static <V> Optional<Column<V>> chosen(DataTableSpec spec, String name,
        Function<String, Column<V>> column, String role, Predicate<DataType> holds, String what)
        throws InvalidSettingsException {
        DataColumnSpec there = name == null ? null : spec.getColumnSpec(name);
        if (there == null) {
            throw new InvalidSettingsException("The input table has no column " + name + ". Choose its " + role
                + " column.");
        }
        if (!holds.test(there.getType())) {
            throw new InvalidSettingsException("The " + role + " column " + name + " holds " + there.getType() + ", not "
                + what + ".");
        }
        return Optional.of(column.apply(name));
    }
}
