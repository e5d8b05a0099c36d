package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.LabelledScores;

/**
 * The rows of a table of predictions that have true classes and probabilities.
 *
 * @param videos what each of them is about: a path, or the row's name
 */
record ScoredRows(LabelledScores scores, List<String> videos) {

    /** @throws KNIMEException when a row has a class that has no probabilities */
    static ScoredRows read(BufferedDataTable table, Column<List<String>> truth, Classes classes)
        throws KNIMEException {
        DataTableSpec spec = table.getDataTableSpec();
        Collection<Column<Double>> columns = Predictions.probabilityColumns(spec).values();
        List<Set<Integer>> labels = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        List<String> videos = new ArrayList<>();
        int unscored = 0;
        int unlabelled = 0;
        for (TableRow row : TableRow.of(table)) {
            double[] probabilities = columns.stream().map(row::number).flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue).toArray();
            if (probabilities.length < columns.size()) {
                unscored++;
            } else if (row.get(truth) == null) {
                unlabelled++;
            } else {
                labels.add(indices(row.key(), row.get(truth), classes));
                scores.add(probabilities);
                videos.add(Objects.requireNonNullElse(row.get(CommonColumns.PATH), row.key()));
            }
        }
        return new ScoredRows(new LabelledScores(classes, truth.isIn(spec), labels, scores,
            new Coverage(scores.size(), unscored, unlabelled)), videos);
    }

    private static Set<Integer> indices(String key, List<String> labels, Classes classes)
        throws KNIMEException {
        Set<Integer> indices = new LinkedHashSet<>();
        for (String label : labels) {
            int index = classes.index(label);
            if (index < 0) {
                throw new KNIMEException("Row " + key + " has the label " + label
                    + ", for which there is no column with probabilities.");
            }
            indices.add(index);
        }
        return indices;
    }
}
