package org.videoaction.knime.clips;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
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
        Optional<Column<String>> label = usual(spec, CommonColumns.LABEL, Column::isText);
        return new VideoColumns(path, label,
            label.isPresent() ? usual(spec, CommonColumns.LABELS, Column::isTexts) : Optional.empty(),
            usual(spec, CommonColumns.START, Column::isNumber), usual(spec, CommonColumns.END, Column::isNumber),
            count(spec, CommonColumns.FRAMES), count(spec, CommonColumns.OFFSET));
    }

    private static <V> Optional<Column<V>> usual(DataTableSpec spec, Column<V> column, Predicate<DataType> holds) {
        return Optional.of(column).filter(there -> spec.containsName(there.name())
            && holds.test(spec.getColumnSpec(there.name()).getType()));
    }

    /** @throws InvalidSettingsException when the table lacks a column that was chosen, or it holds something else */
    static VideoColumns of(DataTableSpec spec, VideosParameters parameters) throws InvalidSettingsException {
        Optional<Column<String>> label = VideosParameters.LABEL.in(spec, parameters.labelColumn);
        boolean onlyWithLabel = ColumnChoice.AUTOMATIC.equals(parameters.labelsColumn) && label.isEmpty();
        String start = parameters.startColumn;
        boolean isChosen = !ColumnChoice.AUTOMATIC.equals(start) && !ColumnChoice.NONE.equals(start);
        return new VideoColumns(PathColumn.name(spec, parameters.pathColumn), label,
            VideosParameters.LABELS.in(spec, onlyWithLabel ? ColumnChoice.NONE : parameters.labelsColumn),
            VideosParameters.START.in(spec, start),
            VideosParameters.END.in(spec, isChosen ? parameters.endColumn : start), count(spec, CommonColumns.FRAMES),
            count(spec, CommonColumns.OFFSET));
    }

    /** The column of numbers, where the table has it. */
    static Optional<Column<Integer>> count(DataTableSpec spec, Column<Integer> column) {
        return Optional.of(column).filter(there -> there.isIn(spec));
    }
}
