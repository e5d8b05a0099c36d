package org.videoaction.knime.clips;

import java.util.function.Predicate;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.knime.io.PathColumn;

/**
 * Where a table says what of its videos, as indices of columns.
 *
 * @param label {@link #NONE} where no label is wanted
 * @param labels the column with lists of labels, or {@link #NONE}
 * @param start the column with the second in which a video's segment starts, or {@link #NONE}
 * @param end the column with the second in which it ends, or {@link #NONE}
 */
record VideoColumns(int path, int label, int labels, int start, int end) {

    static final int NONE = -1;

    /** @throws InvalidSettingsException when the table lacks a column that was chosen, or it holds something else */
    static VideoColumns of(final DataTableSpec spec, final FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        int label = label(spec, parameters);
        return new VideoColumns(PathColumn.index(spec, parameters.m_pathColumn), label,
            labels(spec, parameters, label != NONE),
            time(spec, parameters, FrameSamplerParameters.START, parameters.m_startColumn, "start"),
            time(spec, parameters, FrameSamplerParameters.END, parameters.m_endColumn, "end"));
    }

    private static int label(final DataTableSpec spec, final FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        return switch (parameters.m_label) {
            case NONE -> NONE;
            case AUTOMATIC -> where(spec, FrameSamplerParameters.LABEL, VideoColumns::isText);
            case CHOSEN -> parameters.m_labelColumn == null || parameters.m_labelColumn.isEmpty() ? NONE
                : chosen(spec, parameters.m_labelColumn, "label", VideoColumns::isText, "texts");
        };
    }

    private static int labels(final DataTableSpec spec, final FrameSamplerParameters parameters, final boolean labelled)
        throws InvalidSettingsException {
        return switch (parameters.m_severalLabels) {
            case NONE -> NONE;
            case AUTOMATIC -> labelled ? where(spec, FrameSamplerParameters.LABELS, VideoColumns::isTextList) : NONE;
            case CHOSEN -> chosen(spec, parameters.m_labelsColumn, "labels", VideoColumns::isTextList, "lists of texts");
        };
    }

    /** @param name the column to use when columns are chosen */
    private static int time(final DataTableSpec spec, final FrameSamplerParameters parameters, final String usual,
        final String name, final String role) throws InvalidSettingsException {
        return switch (parameters.m_segments) {
            case NONE -> NONE;
            case AUTOMATIC -> where(spec, usual, VideoColumns::isNumber);
            case CHOSEN -> chosen(spec, name, role, VideoColumns::isNumber, "numbers");
        };
    }

    /** The index of a column, as long as there is one that holds what it should. */
    private static int where(final DataTableSpec spec, final String name, final Predicate<DataColumnSpec> holds) {
        DataColumnSpec column = spec.getColumnSpec(name);
        return column != null && holds.test(column) ? spec.findColumnIndex(name) : NONE;
    }

    private static boolean isNumber(final DataColumnSpec column) {
        return column.getType().isCompatible(DoubleValue.class);
    }

    private static boolean isText(final DataColumnSpec column) {
        return column.getType().isCompatible(StringValue.class);
    }

    private static boolean isTextList(final DataColumnSpec column) {
        DataType element = column.getType().getCollectionElementType();
        return element != null && element.isCompatible(StringValue.class);
    }

    private static int chosen(final DataTableSpec spec, final String name, final String role,
        final Predicate<DataColumnSpec> holds, final String what) throws InvalidSettingsException {
        DataColumnSpec column = name == null ? null : spec.getColumnSpec(name);
        if (column == null) {
            throw new InvalidSettingsException("The input table has no column " + name + ". Choose its " + role
                + " column.");
        }
        if (!holds.test(column)) {
            throw new InvalidSettingsException("The " + role + " column " + name + " holds " + column.getType()
                + ", not " + what + ".");
        }
        return spec.findColumnIndex(name);
    }
}
