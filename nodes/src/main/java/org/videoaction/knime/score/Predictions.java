package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.videoaction.knime.Domains;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.VideoScore;

/**
 * The columns of a table of predictions.
 *
 * @param topK how many of the most probable classes are named
 * @param allProbabilities whether each class has a column
 * @param features whether there is a column of what the classifier takes
 */
record Predictions(int topK, boolean allProbabilities, boolean features) {

    static final String LABEL = "Label";
    private static final int PREDICTION_PLACE = 2;
    static final String LABELS = "Labels";
    static final String PROBLEM = "Problem";
    static final String FEATURES = "Features";
    private static final String PREFIX = "P (Label=";
    private static final String SUFFIX = ")";

    /** Where the column of the predictions says whose they are. */
    DataTableSpec spec(final List<String> classes, final ScoringModel model) {
        DataTableSpec spec = spec(classes);
        DataColumnSpec[] columns = spec.stream().toArray(DataColumnSpec[]::new);
        DataColumnSpecCreator prediction = new DataColumnSpecCreator(columns[PREDICTION_PLACE]);
        prediction.setProperties(model.properties());
        columns[PREDICTION_PLACE] = prediction.createSpec();
        return new DataTableSpec(columns);
    }

    DataTableSpec spec(final List<String> classes) {
        List<DataColumnSpec> columns = new ArrayList<>(List.of(column("Video", StringCell.TYPE),
            Domains.nominal(LABEL, classes), Domains.nominal("Prediction", classes), Domains.share("Confidence"),
            column("Views", IntCell.TYPE)));
        for (int place = 2; place <= named(classes); place++) {
            columns.add(Domains.nominal("Prediction " + place, classes));
            columns.add(Domains.share("Confidence " + place));
        }
        if (allProbabilities) {
            addProbabilities(columns, classes);
        }
        addFeatures(columns);
        columns.add(column(LABELS, ListCell.getCollectionType(StringCell.TYPE)));
        columns.add(column(PROBLEM, StringCell.TYPE));
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    private int named(final List<String> classes) {
        return Math.min(topK, classes.size());
    }

    DataCell[] cells(final VideoScore score, final List<String> classes) {
        List<DataCell> cells = new ArrayList<>(List.of(new StringCell(score.video()), text(score.label())));
        boolean broken = score.problem() != null;
        int[] top = broken ? new int[0] : score.top(topK);
        addPrediction(cells, score, classes, top, 0);
        cells.add(broken ? DataType.getMissingCell() : new IntCell(score.views()));
        for (int place = 1; place < named(classes); place++) {
            addPrediction(cells, score, classes, top, place);
        }
        for (int c = 0; allProbabilities && c < classes.size(); c++) {
            cells.add(broken ? DataType.getMissingCell() : new DoubleCell(score.probabilities()[c]));
        }
        addFeatures(cells, score.features());
        cells.add(labels(score.labels()));
        cells.add(text(score.problem()));
        return cells.toArray(DataCell[]::new);
    }

    private static void addPrediction(final List<DataCell> cells, final VideoScore score, final List<String> classes,
        final int[] top, final int place) {
        boolean there = place < top.length;
        cells.add(there ? new StringCell(classes.get(top[place])) : DataType.getMissingCell());
        cells.add(there ? new DoubleCell(score.probabilities()[top[place]]) : DataType.getMissingCell());
    }

    /** The columns of a table with a row a clip. */
    DataTableSpec clipSpec(final List<String> classes) {
        List<DataColumnSpec> columns = new ArrayList<>(List.of(column("Video", StringCell.TYPE),
            Domains.nominal(LABEL, classes), column("Start frame", LongCell.TYPE), column("Clip", IntCell.TYPE),
            column("Crop", IntCell.TYPE)));
        addProbabilities(columns, classes);
        addFeatures(columns);
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    DataCell[] cells(final ClipScore score) {
        List<DataCell> cells = new ArrayList<>(List.of(new StringCell(score.video()),
            text(score.labels().isEmpty() ? null : score.labels().get(0)), new LongCell(score.startFrame()),
            new IntCell(score.clip()), new IntCell(score.crop())));
        for (float probability : score.probabilities()) {
            cells.add(new DoubleCell(probability));
        }
        addFeatures(cells, score.features());
        return cells.toArray(DataCell[]::new);
    }

    /** Appends a column a class. */
    static void addProbabilities(final List<DataColumnSpec> columns, final List<String> classes) {
        classes.forEach(name -> columns.add(Domains.share(PREFIX + name + SUFFIX)));
    }

    private void addFeatures(final List<DataColumnSpec> columns) {
        if (features) {
            columns.add(column(FEATURES, ListCell.getCollectionType(DoubleCell.TYPE)));
        }
    }

    private void addFeatures(final List<DataCell> cells, final float[] values) {
        if (features) {
            cells.add(values == null ? DataType.getMissingCell() : CollectionCellFactory.createListCell(
                IntStream.range(0, values.length).mapToObj(i -> new DoubleCell(values[i])).toList()));
        }
    }

    private static DataCell labels(final List<String> labels) {
        return labels.isEmpty() ? DataType.getMissingCell()
            : CollectionCellFactory.createListCell(labels.stream().map(StringCell::new).toList());
    }

    private static DataCell text(final String text) {
        return text == null ? DataType.getMissingCell() : new StringCell(text);
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** The classes of the probability columns, each with its column's index, in the table's order. */
    static Map<String, Integer> probabilityColumns(final DataTableSpec spec) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < spec.getNumColumns(); i++) {
            DataColumnSpec column = spec.getColumnSpec(i);
            String name = column.getName();
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX) && column.getType().isCompatible(DoubleValue.class)) {
                columns.put(name.substring(PREFIX.length(), name.length() - SUFFIX.length()), i);
            }
        }
        return columns;
    }
}
