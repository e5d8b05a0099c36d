package org.videoaction.knime.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.view.PredictionsGallery;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;

/** The clips and predictions of an Action Predictor as its view shows them. */
record PredictedClips(ClipTablePortObject clips, BufferedDataTable predictions) {

    private static final int TOP = 5;

    /** The view of a node that keeps its clips and its predictions. */
    static DefaultView view(final RequireViewParameters view) {
        return PredictionsGallery.declare(view, kept -> of(kept).gallery());
    }

    private static PredictedClips of(final PortObject[] kept) {
        return new PredictedClips((ClipTablePortObject) kept[0], (BufferedDataTable) kept[1]);
    }

    private PredictionsGallery gallery() {
        Map<String, Integer> classes = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        DataTableSpec spec = predictions.getDataTableSpec();
        for (DataRow row : predictions) {
            rows.add(new Row(text(row, spec.findColumnIndex("Video")), truth(row, spec, classes), top(row, spec, classes),
                text(row, spec.findColumnIndex(Predictions.PROBLEM))));
        }
        try (ClipSource source = clips.open()) {
            return PredictionsGallery.of(List.copyOf(classes.keySet()), rows, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static List<Integer> truth(final DataRow row, final DataTableSpec spec, final Map<String, Integer> classes) {
        List<Integer> truth = new ArrayList<>();
        DataCell labels = row.getCell(spec.findColumnIndex(Predictions.LABELS));
        if (labels instanceof CollectionDataValue list) {
            list.forEach(label -> truth.add(index(((StringValue) label).getStringValue(), classes)));
        }
        return truth;
    }

    /** Of all classes where each has a column, else those that are named. */
    private static List<Guess> top(final DataRow row, final DataTableSpec spec, final Map<String, Integer> classes) {
        Map<String, Integer> columns = Predictions.probabilityColumns(spec);
        if (columns.isEmpty()) {
            return named(row, spec, classes);
        }
        List<Guess> all = new ArrayList<>();
        columns.forEach((name, column) -> {
            if (row.getCell(column) instanceof DoubleValue probability) {
                all.add(new Guess(index(name, classes), probability.getDoubleValue()));
            }
        });
        return all.stream().sorted(Comparator.comparingDouble(Guess::probability).reversed()).limit(TOP).toList();
    }

    private static List<Guess> named(final DataRow row, final DataTableSpec spec, final Map<String, Integer> classes) {
        List<Guess> top = new ArrayList<>();
        for (int place = 1; spec.containsName(numbered("Prediction", place)); place++) {
            String name = text(row, spec.findColumnIndex(numbered("Prediction", place)));
            if (name != null) {
                top.add(new Guess(index(name, classes), ((DoubleValue) row.getCell(
                    spec.findColumnIndex(numbered("Confidence", place)))).getDoubleValue()));
            }
        }
        return top;
    }

    private static String numbered(final String column, final int place) {
        return place == 1 ? column : column + " " + place;
    }

    private static int index(final String name, final Map<String, Integer> classes) {
        return classes.computeIfAbsent(name, unknown -> classes.size());
    }

    private static String text(final DataRow row, final int column) {
        return row.getCell(column).isMissing() ? null : ((StringValue) row.getCell(column)).getStringValue();
    }
}
