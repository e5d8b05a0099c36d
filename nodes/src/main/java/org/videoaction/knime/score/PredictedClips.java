package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.PredictionsGallery;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;

/** The clips and predictions of an Action Predictor as its view shows them. */
record PredictedClips(ClipTablePortObject clips, BufferedDataTable predictions) {

    private static final int TOP = 5;

    /** The view of a node that keeps its clips and its predictions. */
    static DefaultView view(RequireViewParameters view) {
        return PredictionsGallery.declare(view, kept -> of(kept).gallery());
    }

    private static PredictedClips of(PortObject[] kept) {
        return new PredictedClips((ClipTablePortObject) kept[0], (BufferedDataTable) kept[1]);
    }

    private PredictionsGallery gallery() {
        Map<String, Integer> classes = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        Map<String, Column<Double>> columns = Predictions.probabilityColumns(predictions.getDataTableSpec());
        for (TableRow row : TableRow.of(predictions)) {
            rows.add(new Row(row.get(PATH), truth(row, classes), top(row, columns, classes), row.get(PROBLEM),
                row.get(Predictions.EVIDENCE)));
        }
        try (ClipSource source = clips.open()) {
            return PredictionsGallery.of(new Classes(List.copyOf(classes.keySet())), rows, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static List<Integer> truth(TableRow row, Map<String, Integer> classes) {
        List<String> labels = row.get(LABELS);
        return labels == null ? List.of() : labels.stream().map(label -> index(label, classes)).toList();
    }

    /** Of all classes where each has a column, else those that are named. */
    private static List<Guess> top(TableRow row, Map<String, Column<Double>> columns,
        Map<String, Integer> classes) {
        List<Guess> guesses = new ArrayList<>();
        columns.forEach((name, column) -> add(guesses, name, row.get(column), classes));
        for (int place = 1; columns.isEmpty() && Predictions.prediction(place).isIn(row.spec()); place++) {
            add(guesses, row.get(Predictions.prediction(place)), row.get(Predictions.confidence(place)), classes);
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return columns.isEmpty() ? guesses : List.copyOf(guesses.subList(0, Math.min(TOP, guesses.size())));
    }

    private static void add(List<Guess> guesses, String name, Double probability,
        Map<String, Integer> classes) {
        if (name != null && probability != null) {
            guesses.add(new Guess(index(name, classes), probability));
        }
    }

    private static int index(String name, Map<String, Integer> classes) {
        return classes.computeIfAbsent(name, unknown -> classes.size());
    }
}
