package org.videoaction.knime.clips;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/**
 * Where a table says what of its videos, as indices of columns.
 *
 * @param label {@link #NONE} where no label is wanted
 * @param labels the column with lists of labels, or {@link #NONE}
 */
record VideoColumns(int path, int label, int labels) {

    static final int NONE = -1;

    /** @throws InvalidSettingsException when the table lacks a column that was chosen, or it holds something else */
    static VideoColumns of(final DataTableSpec spec, final FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        return new VideoColumns(texts(spec, parameters.m_pathColumn, "path"),
            hasLabel(parameters) ? texts(spec, parameters.m_labelColumn, "label") : NONE, labels(spec, parameters));
    }

    private static boolean hasLabel(final FrameSamplerParameters parameters) {
        return parameters.m_labelColumn != null && !parameters.m_labelColumn.isEmpty();
    }

    private static int labels(final DataTableSpec spec, final FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        return switch (parameters.m_severalLabels) {
            case NONE -> NONE;
            case AUTOMATIC -> {
                DataColumnSpec column = spec.getColumnSpec(FrameSamplerParameters.LABELS);
                yield column != null && isTextList(column) && hasLabel(parameters) ? spec.findColumnIndex(column.getName()) : NONE;
            }
            case CHOSEN -> {
                DataColumnSpec column = column(spec, parameters.m_labelsColumn, "labels");
                if (!isTextList(column)) {
                    throw new InvalidSettingsException("The labels column " + column.getName() + " holds "
                        + column.getType() + ", not lists of texts.");
                }
                yield spec.findColumnIndex(column.getName());
            }
        };
    }

    private static boolean isTextList(final DataColumnSpec column) {
        DataType element = column.getType().getCollectionElementType();
        return element != null && element.isCompatible(StringValue.class);
    }

    /** The index of a column with texts. */
    static int texts(final DataTableSpec spec, final String name, final String role)
        throws InvalidSettingsException {
        DataColumnSpec column = column(spec, name, role);
        if (!column.getType().isCompatible(StringValue.class)) {
            throw new InvalidSettingsException("The " + role + " column " + name + " holds " + column.getType()
                + ", not text.");
        }
        return spec.findColumnIndex(name);
    }

    private static DataColumnSpec column(final DataTableSpec spec, final String name, final String role)
        throws InvalidSettingsException {
        DataColumnSpec column = name == null ? null : spec.getColumnSpec(name);
        if (column == null) {
            throw new InvalidSettingsException("The input table has no column " + name + ". Choose its " + role
                + " column.");
        }
        return column;
    }
}
