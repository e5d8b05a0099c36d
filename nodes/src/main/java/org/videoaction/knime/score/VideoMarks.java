package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.EDGES;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.LABELS;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PREDICTION;
import static org.videoaction.knime.table.CommonColumns.SCORE;
import static org.videoaction.knime.table.CommonColumns.START;
import static org.videoaction.knime.table.CommonColumns.TIME;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.videoaction.data.annotation.KeyFrameMarks;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;

/**
 * What tables say of videos, as marks to draw.
 *
 * @param mostLabels how many labels a mark has at most
 * @param leastProbability of the actions in boxes that are drawn
 * @param secondsAround how long boxes are drawn before their key frame and behind it
 */
record VideoMarks(int mostLabels, double leastProbability, double secondsAround) {

    private static final List<Column<List<String>>> TRUTH = List.of(LABELS, Column.texts(LABEL.name()));

    private static final Column<List<String>> PREDICTIONS = Column.texts(PREDICTION.name());

    /** An action and its probability. */
    private record Scored(String action, double probability) {
        String text() {
            return String.format(Locale.ROOT, "%s %.2f", action, probability);
        }
    }

    /** What is drawn into one video. */
    private record Drawn(List<Mark> marks, KeyFrameMarks boxes) {}

    /**
     * @throws InvalidSettingsException when the table says nothing that can be drawn
     */
    static void check(DataTableSpec spec) throws InvalidSettingsException {
        if (!spec.containsName(PATH.nameIn(spec))) {
            throw new InvalidSettingsException("The table of predictions has no column " + PATH.name()
                + " with the paths of videos.");
        }
        PathColumn.check(spec, PATH.nameIn(spec));
        if (!BoxColumns.areIn(spec) && Predictions.probabilityColumns(spec).isEmpty()
            && !spec.containsName(PREDICTION.name())) {
            throw new InvalidSettingsException("The table of predictions has neither boxes nor predictions. Connect the "
                + "output of the Action Detector, the Action Predictor or the Long Video Predictor.");
        }
    }

    /** The marks of each video of the table of predictions, in the table's order, with the truth of the other; {@code places} know the videos. */
    Map<String, List<Mark>> of(BufferedDataTable predictions, Optional<BufferedDataTable> truth, VideoPlaces places) {
        Map<String, Drawn> videos = new LinkedHashMap<>();
        Map<String, Column<Double>> probabilities = Predictions.probabilityColumns(predictions.getDataTableSpec());
        for (TableRow row : TableRow.of(predictions)) {
            add(row, Kind.PREDICTION, scored(row, probabilities),
                videos.computeIfAbsent(path(row, places), unseen -> new Drawn(new ArrayList<>(), new KeyFrameMarks())));
        }
        if (truth.isPresent()) {
            addTruth(videos, truth.get(), places);
        }
        Map<String, List<Mark>> marks = new LinkedHashMap<>();
        videos.forEach((video, drawn) -> {
            List<Mark> all = new ArrayList<>(drawn.marks());
            all.addAll(drawn.boxes().marks(secondsAround));
            marks.put(video, all);
        });
        return marks;
    }

    /** The predictions of the videos that have one alone. */
    static Map<String, String> only(BufferedDataTable predictions, VideoPlaces places) {
        Map<String, String> only = new HashMap<>();
        for (TableRow row : TableRow.of(predictions)) {
            List<String> said = texts(row, PREDICTIONS);
            only.merge(path(row, places), said.size() == 1 ? said.get(0) : "", (a, b) -> a.equals(b) ? a : "");
        }
        return only;
    }

    private void addTruth(Map<String, Drawn> videos, BufferedDataTable truth, VideoPlaces places) {
        for (TableRow row : TableRow.of(truth)) {
            Drawn drawn = videos.get(path(row, places));
            if (drawn != null) {
                add(row, Kind.TRUTH, List.of(), drawn);
            }
        }
    }

    private static String path(TableRow row, VideoPlaces places) {
        return places.of(row, PATH.nameIn(row.spec())).name();
    }

    private void add(TableRow row, Kind kind, List<Scored> scored, Drawn drawn) {
        if (BoxColumns.areIn(row.spec())) {
            box(row).ifPresent(box -> drawn.boxes().add(kind, row.get(TIME), box,
                kind == Kind.TRUTH ? texts(row, LABELS) : words(scored)));
            return;
        }
        if (!scored.isEmpty()) {
            drawn.marks().add(new Mark(kind, span(row), null, scored.stream().limit(mostLabels).map(Scored::text).toList()));
        }
        TRUTH.stream().map(column -> texts(row, column)).filter(labels -> !labels.isEmpty()).findFirst()
            .ifPresent(labels -> drawn.marks().add(new Mark(Kind.TRUTH, span(row), null, labels)));
    }

    private List<String> words(List<Scored> scored) {
        return scored.stream().filter(one -> one.probability() >= leastProbability).limit(mostLabels).map(Scored::text)
            .toList();
    }

    /** From the most probable on. */
    private static List<Scored> scored(TableRow row, Map<String, Column<Double>> probabilities) {
        List<Scored> scored = new ArrayList<>();
        probabilities.forEach((action, column) -> row.number(column).ifPresent(p -> scored.add(new Scored(action, p))));
        if (scored.isEmpty()) {
            double score = row.number(row.spec().containsName(CONFIDENCE.name()) ? CONFIDENCE : SCORE).orElse(1.0);
            texts(row, row.spec().containsName(PREDICTION.name()) ? PREDICTIONS : LABELS)
                .forEach(action -> scored.add(new Scored(action, score)));
        }
        scored.sort(Comparator.comparingDouble(Scored::probability).reversed());
        return scored;
    }

    private static List<String> texts(TableRow row, Column<List<String>> column) {
        return Objects.requireNonNullElse(row.get(column), List.of());
    }

    /** When the row holds, where it says. */
    private static Span span(TableRow row) {
        Optional<Double> start = row.number(START);
        // infinite for the video's end
        Optional<Double> end = Optional.ofNullable(row.get(END)).filter(value -> !value.isNaN());
        return start.isEmpty() || end.isEmpty() ? null
            : new Span(Math.max(0, start.get()), Math.max(Math.max(0, start.get()), end.get()));
    }

    private static Optional<RelativeBox> box(TableRow row) {
        List<Double> edges = EDGES.stream().map(row::number).flatMap(Optional::stream).toList();
        return edges.size() < EDGES.size() || row.number(TIME).isEmpty()
            || !(edges.get(0) < edges.get(2) && edges.get(1) < edges.get(3)) ? Optional.empty()
                : Optional.of(new RelativeBox(edges.get(0), edges.get(1), edges.get(2), edges.get(3)));
    }
}
