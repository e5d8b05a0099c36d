package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.AveragePrecision;

/**
 * The rows of a table of predictions that have true classes and probabilities.
 *
 * @param several whether any number of classes may be right in a row
 * @param truth for each row the indices of its true classes
 * @param probabilities for each row one a class
 */
record ScoredRows(List<String> classes, boolean several, List<Set<Integer>> truth, List<double[]> probabilities) {

    /** Whether a column can hold true classes. */
    static boolean isTruth(final DataColumnSpec column) {
        return isText(column.getType()) || isList(column.getType());
    }

    private static boolean isText(final DataType type) {
        return type.isCompatible(StringValue.class);
    }

    private static boolean isList(final DataType type) {
        return type.getCollectionElementType() != null && isText(type.getCollectionElementType());
    }

    /** @throws KNIMEException when a row has a class that has no probabilities */
    static ScoredRows of(final BufferedDataTable table, final String labelColumn, final List<String> classes)
        throws KNIMEException {
        int label = table.getDataTableSpec().findColumnIndex(labelColumn);
        Collection<Integer> columns = Predictions.probabilityColumns(table.getDataTableSpec()).values();
        ScoredRows rows = new ScoredRows(classes, isList(table.getDataTableSpec().getColumnSpec(label).getType()),
            new ArrayList<>(), new ArrayList<>());
        for (DataRow row : table) {
            if (!row.getCell(label).isMissing() && columns.stream().allMatch(column -> isNumber(row.getCell(column)))) {
                rows.truth.add(rows.indices(row, row.getCell(label)));
                rows.probabilities.add(columns.stream()
                    .mapToDouble(column -> ((DoubleValue) row.getCell(column)).getDoubleValue()).toArray());
            }
        }
        return rows;
    }

    private static boolean isNumber(final DataCell cell) {
        return !cell.isMissing() && !Double.isNaN(((DoubleValue) cell).getDoubleValue());
    }

    private Set<Integer> indices(final DataRow row, final DataCell truth) throws KNIMEException {
        Set<Integer> indices = new LinkedHashSet<>();
        for (DataCell label : truth instanceof CollectionDataValue list ? list : List.of(truth)) {
            int index = label.isMissing() ? -1 : classes.indexOf(((StringValue) label).getStringValue());
            if (index < 0) {
                throw new KNIMEException("Row " + row.getKey() + " has the label " + label
                    + ", for which there is no column with probabilities.");
            }
            indices.add(index);
        }
        return indices;
    }

    int size() {
        return truth.size();
    }

    /** How many rows have a class. */
    int videos(final int label) {
        return (int) truth.stream().filter(labels -> labels.contains(label)).count();
    }

    /** The classes that no row has. */
    List<String> absent() {
        return IntStream.range(0, classes.size()).filter(label -> videos(label) == 0).mapToObj(classes::get).toList();
    }

    AveragePrecision averagePrecision() {
        boolean[][] shown = new boolean[size()][classes.size()];
        for (int row = 0; row < shown.length; row++) {
            for (int label : truth.get(row)) {
                shown[row][label] = true;
            }
        }
        return AveragePrecision.of(probabilities.toArray(double[][]::new), shown);
    }

    /** Nothing where several classes may be right. */
    Optional<Accuracy> accuracy() {
        return several ? Optional.empty() : Optional.of(Accuracy.of(classes,
            truth.stream().mapToInt(labels -> labels.iterator().next()).toArray(),
            probabilities.stream().map(Accuracy::ranking).toList()));
    }
}
