package org.videoaction.knime.clips;

import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
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
        String automatic = ColumnChoice.AUTOMATIC;
        return of(spec, path, automatic, automatic, automatic, automatic);
    }

    /** @throws InvalidSettingsException when the table lacks a column that was chosen, or it holds something else */
    static VideoColumns of(DataTableSpec spec, VideosParameters parameters) throws InvalidSettingsException {
        String start = parameters.startColumn;
        boolean isChosen = !ColumnChoice.AUTOMATIC.equals(start) && !ColumnChoice.NONE.equals(start);
        return of(spec, parameters.pathColumn, parameters.labelColumn, parameters.labelsColumn, start,
            isChosen ? parameters.endColumn : start);
    }

    private static VideoColumns of(DataTableSpec spec, String path, String label, String labels, String start, String end)
        throws InvalidSettingsException {
        Optional<Column<String>> labelled = VideosParameters.LABEL.in(spec, label);
        boolean onlyWithLabel = ColumnChoice.AUTOMATIC.equals(labels) && labelled.isEmpty();
        return new VideoColumns(PathColumn.name(spec, path), labelled,
            VideosParameters.LABELS.in(spec, onlyWithLabel ? ColumnChoice.NONE : labels),
            VideosParameters.START.in(spec, start), VideosParameters.END.in(spec, end), count(spec, CommonColumns.FRAMES),
            count(spec, CommonColumns.OFFSET));
    }

    /** The column of numbers, where the table has it. */
    static Optional<Column<Integer>> count(DataTableSpec spec, Column<Integer> column) {
        return Optional.of(column).filter(there -> there.isIn(spec));
    }
}
