package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
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
        return Column.isText(column.getType()) || Column.isTexts(column.getType());
    }

    /** @throws KNIMEException when a row has a class that has no probabilities */
    static ScoredRows of(final BufferedDataTable table, final String labelColumn, final List<String> classes)
        throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        Column<List<String>> truth = Column.texts(labelColumn);
        Collection<Column<Double>> columns = Predictions.probabilityColumns(spec).values();
        ScoredRows rows = new ScoredRows(classes, truth.isIn(spec), new ArrayList<>(), new ArrayList<>());
        for (TableRow row : TableRow.of(table)) {
            double[] probabilities = columns.stream().map(row::number).flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue).toArray();
            if (row.get(truth) != null && probabilities.length == columns.size()) {
                rows.truth.add(rows.indices(row.key(), row.get(truth)));
                rows.probabilities.add(probabilities);
            }
        }
        return rows;
    }

    private Set<Integer> indices(final String key, final List<String> labels) throws KNIMEException {
        Set<Integer> indices = new LinkedHashSet<>();
        for (String label : labels) {
            int index = classes.indexOf(label);
            if (index < 0) {
                throw new KNIMEException("Row " + key + " has the label " + label
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
