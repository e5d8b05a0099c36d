package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PREDICTION;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.VIEWS;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableWriter;
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

    private static final String PREFIX = "P (Label=";
    private static final String SUFFIX = ")";
    private static final Column<List<Double>> FEATURES = Column.numbers("Features");

    /** What speaks for the most probable class, frame by frame. */
    static final Column<byte[]> EVIDENCE = Column.picture("Evidence");
    private static final Columns<byte[]> EVIDENCE_COLUMNS = new Columns<byte[]>().with(EVIDENCE, picture -> picture);

    /** What is said of a video, and its most probable classes; none where the video cannot be read. */
    private record Ranked(VideoScore score, int[] top) {

        private <V> V at(int place, IntFunction<V> ofLabel) {
            return place <= top.length ? ofLabel.apply(top[place - 1]) : null;
        }
    }

    /** @param model whose the predictions are, which their column says; null where it is not known yet */
    private Columns<Ranked> columns(Classes classes, ScoringModel model) {
        Columns<VideoScore> video = new Columns<VideoScore>().with(PATH, VideoScore::video)
            .with(LABEL.among(classes), VideoScore::label);
        Columns<Ranked> columns = video.<Ranked>of(Ranked::score)
            .with(named(1, classes, model))
            .with(VIEWS, ranked -> ranked.top().length == 0 ? null : ranked.score().views());
        for (int place = 2; place <= Math.min(topK, classes.size()); place++) {
            columns = columns.with(named(place, classes, null));
        }
        if (allProbabilities) {
            columns = columns.with(probabilities(classes).of(ranked -> ranked.score().probabilities()));
        }
        return columns.with(featureColumns().of(ranked -> ranked.score().features()))
            .with(LABELS, ranked -> ranked.score().labels().isEmpty() ? null : ranked.score().labels())
            .with(PROBLEM, ranked -> ranked.score().problem());
    }

    private static Columns<Ranked> named(int place, Classes classes, ScoringModel model) {
        Column<String> prediction = prediction(place).among(classes);
        return new Columns<Ranked>()
            .with(model == null ? prediction : prediction.with(model.properties()),
                ranked -> ranked.at(place, classes::name))
            .with(confidence(place), ranked -> ranked.at(place, label -> (double) ranked.score().probabilities()[label]));
    }

    /** The column with the most probable class but {@code place - 1}. */
    static Column<String> prediction(int place) {
        return place == 1 ? PREDICTION : Column.text(PREDICTION.name() + " " + place);
    }

    /** The column with that class's probability. */
    static Column<Double> confidence(int place) {
        return place == 1 ? CONFIDENCE : Column.share(CONFIDENCE.name() + " " + place);
    }

    DataTableSpec spec(Classes classes) {
        return columns(classes, null).spec();
    }

    /** The same with a column of evidence. */
    static DataTableSpec explained(DataTableSpec predictions) {
        return EVIDENCE_COLUMNS.after(predictions);
    }

    /** @param pictures PNG files, by the numbers of their rows */
    static BufferedDataTable explained(BufferedDataTable predictions, Map<Long, byte[]> pictures, ExecutionContext exec) {
        TableWriter<byte[]> rows = EVIDENCE_COLUMNS.writer(predictions.getDataTableSpec(), exec);
        long number = 0;
        for (DataRow row : predictions) {
            rows.add(row, pictures.get(number++));
        }
        return rows.close();
    }

    /** Writes a row a video. */
    final class Writer {

        private final TableWriter<Ranked> rows;

        private Writer(TableWriter<Ranked> rows) {
            this.rows = rows;
        }

        void add(VideoScore score) {
            rows.add(new Ranked(score, score.problem() == null ? score.top(topK) : new int[0]));
        }

        BufferedDataTable close() {
            return rows.close();
        }
    }

    Writer writer(Classes classes, ScoringModel model, ExecutionContext exec) {
        return new Writer(columns(classes, model).writer(exec));
    }

    /** The columns of a table with a row a clip. */
    Columns<ClipScore> clipColumns(Classes classes) {
        return new Columns<ClipScore>()
            .with(PATH, ClipScore::video)
            .with(LABEL.among(classes), clip -> clip.labels().isEmpty() ? null : clip.labels().get(0))
            .with(Column.largeCount("Start frame"), ClipScore::startFrame)
            .with(Column.count("Clip"), ClipScore::clip)
            .with(Column.count("Crop"), ClipScore::crop)
            .with(probabilities(classes).of(ClipScore::probabilities))
            .with(featureColumns().of(ClipScore::features));
    }

    /** A column a class. */
    static Columns<float[]> probabilities(Classes classes) {
        Columns<float[]> columns = new Columns<>();
        for (int c = 0; c < classes.size(); c++) {
            int label = c;
            columns = columns.with(Column.share(PREFIX + classes.name(c) + SUFFIX), values -> (double) values[label]);
        }
        return columns;
    }

    private Columns<float[]> featureColumns() {
        return !features ? new Columns<>() : new Columns<float[]>().with(FEATURES,
            values -> IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList());
    }

    /** The probability columns by their classes, in the table's order. */
    static Map<String, Column<Double>> probabilityColumns(DataTableSpec spec) {
        Map<String, Column<Double>> columns = new LinkedHashMap<>();
        for (String name : spec.getColumnNames()) {
            Column<Double> column = Column.share(name);
            if (name.startsWith(PREFIX) && name.endsWith(SUFFIX) && column.isIn(spec)) {
                columns.put(name.substring(PREFIX.length(), name.length() - SUFFIX.length()), column);
            }
        }
        return columns;
    }
}
