package org.videoaction.knime.clips;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.LabeledVideo;

/**
 * The videos that a table names.
 *
 * @param keys the rows' keys
 * @param classes the classes of the label column, none where there is no such column
 */
record VideoRows(List<String> keys, List<LabeledVideo> videos, List<String> classes) {

    static VideoRows read(final BufferedDataTable table, final FrameSamplerParameters parameters)
        throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        int label = spec.findColumnIndex(parameters.m_labelColumn);
        VideoRows rows = rows(table, spec.findColumnIndex(parameters.m_pathColumn), label);
        if (rows.videos().isEmpty()) {
            throw new KNIMEException("The input table is empty: it names no video.");
        }
        List<String> classes = label < 0 ? List.of() : classes(spec.getColumnSpec(label), rows.videos());
        Set<String> known = Set.copyOf(classes);
        for (int i = 0; i < rows.videos().size(); i++) {
            String name = rows.videos().get(i).label();
            if (name != null && !known.contains(name)) {
                throw new KNIMEException("Row " + rows.keys().get(i) + " has the label " + name
                    + ", which is not among the classes of the column " + parameters.m_labelColumn + ".");
            }
        }
        return new VideoRows(rows.keys(), rows.videos(), classes);
    }

    /** The rows' paths alone. */
    static List<Path> paths(final BufferedDataTable table, final String pathColumn) throws KNIMEException {
        VideoRows rows = rows(table, table.getDataTableSpec().findColumnIndex(pathColumn), -1);
        return rows.videos().stream().map(LabeledVideo::video).toList();
    }

    /** @param label the index of the label column, or -1 for none */
    private static VideoRows rows(final BufferedDataTable table, final int path, final int label)
        throws KNIMEException {
        List<String> keys = new ArrayList<>();
        List<LabeledVideo> videos = new ArrayList<>();
        for (DataRow row : table) {
            keys.add(row.getKey().getString());
            videos.add(new LabeledVideo(path(row, path), label < 0 ? null : text(row.getCell(label))));
        }
        return new VideoRows(keys, videos, List.of());
    }

    /** A row without a path stands for a video that does not exist. */
    private static Path path(final DataRow row, final int column) throws KNIMEException {
        String path = text(row.getCell(column));
        try {
            return Path.of(path == null ? "" : path);
        } catch (InvalidPathException e) {
            throw new KNIMEException("Row " + row.getKey() + " has the path " + path + ", which is none: "
                + e.getReason(), e);
        }
    }

    private static String text(final DataCell cell) {
        return cell.isMissing() ? null : ((StringValue)cell).getStringValue();
    }

    private static List<String> classes(final DataColumnSpec column, final List<LabeledVideo> videos) {
        List<String> known = knownClasses(column);
        if (!known.isEmpty()) {
            return known;
        }
        TreeSet<String> names = new TreeSet<>();
        videos.stream().map(LabeledVideo::label).filter(name -> name != null).forEach(names::add);
        return List.copyOf(names);
    }

    /** The possible values of a label column, in their order; none where the column does not know them. */
    static List<String> knownClasses(final DataColumnSpec column) {
        return column.getDomain().hasValues()
            ? column.getDomain().getValues().stream().map(DataCell::toString).toList() : List.of();
    }

    /** The label column of a table, or null where none is chosen. */
    static DataColumnSpec checkColumns(final DataTableSpec spec, final FrameSamplerParameters parameters)
        throws InvalidSettingsException {
        checkStrings(spec, parameters.m_pathColumn, "path");
        if (parameters.m_labelColumn == null || parameters.m_labelColumn.isEmpty()) {
            return null;
        }
        checkStrings(spec, parameters.m_labelColumn, "label");
        return spec.getColumnSpec(parameters.m_labelColumn);
    }

    static void checkStrings(final DataTableSpec spec, final String column, final String role)
        throws InvalidSettingsException {
        DataColumnSpec found = column == null ? null : spec.getColumnSpec(column);
        if (found == null) {
            throw new InvalidSettingsException("The input table has no column " + column + ". Choose its " + role
                + " column.");
        }
        if (!found.getType().isCompatible(StringValue.class)) {
            throw new InvalidSettingsException("The " + role + " column " + column + " holds " + found.getType()
                + ", not text.");
        }
    }
}
