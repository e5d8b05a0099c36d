package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.annotation.KeyFrameMarks;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.annotation.Mark.Kind;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;

/**
 * What tables say of videos, as marks to draw.
 *
 * @param mostLabels how many labels a mark has at most
 * @param leastProbability of the actions in boxes that are drawn
 * @param secondsAround how long boxes are drawn before their key frame and behind it
 */
record VideoMarks(int mostLabels, double leastProbability, double secondsAround) {

    private static final List<String> VIDEO_COLUMNS = List.of(BoxColumns.PATH, "Video");
    private static final String PREDICTION = "Prediction";
    private static final String CONFIDENCE = "Confidence";
    private static final List<String> TRUTH = List.of("Labels", "Label");
    private static final String START = "Start (s)";
    private static final String END = "End (s)";

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
    static void check(final DataTableSpec spec) throws InvalidSettingsException {
        if (pathColumn(spec).isEmpty()) {
            throw new InvalidSettingsException("The table of predictions has no column Path or Video with the paths of "
                + "videos.");
        }
        PathColumn.index(spec, pathColumn(spec).get());
        if (!BoxColumns.areIn(spec) && Predictions.probabilityColumns(spec).isEmpty() && !spec.containsName(PREDICTION)) {
            throw new InvalidSettingsException("The table of predictions has neither boxes nor predictions. Connect the "
                + "output of the Action Detector, the Action Predictor or the Long Video Predictor.");
        }
    }

    private static Optional<String> pathColumn(final DataTableSpec spec) {
        return VIDEO_COLUMNS.stream().filter(spec::containsName).findFirst();
    }

    /** The marks of each video of the table of predictions, in the table's order, with the truth of the other. */
    Map<String, List<Mark>> of(final BufferedDataTable predictions, final Optional<BufferedDataTable> truth)
        throws KNIMEException {
        Map<String, Drawn> videos = new LinkedHashMap<>();
        for (DataRow row : predictions) {
            add(new Row(predictions.getDataTableSpec(), row), Kind.PREDICTION,
                videos.computeIfAbsent(path(predictions, row), unseen -> new Drawn(new ArrayList<>(), new KeyFrameMarks())));
        }
        if (truth.isPresent()) {
            addTruth(videos, truth.get());
        }
        Map<String, List<Mark>> marks = new LinkedHashMap<>();
        videos.forEach((video, drawn) -> {
            List<Mark> all = new ArrayList<>(drawn.marks());
            all.addAll(drawn.boxes().marks(secondsAround));
            marks.put(video, all);
        });
        return marks;
    }

    private void addTruth(final Map<String, Drawn> videos, final BufferedDataTable truth) throws KNIMEException {
        for (DataRow row : truth) {
            Drawn drawn = videos.get(path(truth, row));
            if (drawn != null) {
                add(new Row(truth.getDataTableSpec(), row), Kind.TRUTH, drawn);
            }
        }
    }

    private static String path(final BufferedDataTable table, final DataRow row) throws KNIMEException {
        int column = table.getDataTableSpec().findColumnIndex(pathColumn(table.getDataTableSpec()).orElseThrow());
        DataCell cell = row.getCell(column);
        try {
            return cell.isMissing() ? "" : PathColumn.path(cell).toString();
        } catch (PathColumn.Elsewhere e) {
            throw new KNIMEException("Row " + row.getKey() + ": " + e.getMessage(), e);
        }
    }

    private void add(final Row row, final Kind kind, final Drawn drawn) {
        if (BoxColumns.areIn(row.spec())) {
            Optional<RelativeBox> box = row.box();
            if (box.isPresent()) {
                drawn.boxes().add(kind, row.number(BoxColumns.TIME).orElseThrow(), box.get(), words(row, kind));
            }
            return;
        }
        if (kind == Kind.PREDICTION && !scored(row).isEmpty()) {
            drawn.marks()
                .add(new Mark(kind, row.span(), null, scored(row).stream().limit(mostLabels).map(Scored::text).toList()));
        }
        TRUTH.stream().map(row::texts).filter(labels -> !labels.isEmpty()).findFirst()
            .ifPresent(labels -> drawn.marks().add(new Mark(Kind.TRUTH, row.span(), null, labels)));
    }

    private List<String> words(final Row row, final Kind kind) {
        return kind == Kind.TRUTH ? row.texts(BoxColumns.ACTIONS)
            : scored(row).stream().filter(scored -> scored.probability() >= leastProbability).limit(mostLabels)
                .map(Scored::text).toList();
    }

    /** From the most probable on. */
    private static List<Scored> scored(final Row row) {
        List<Scored> scored = new ArrayList<>();
        Predictions.probabilityColumns(row.spec()).forEach((action, column) -> row
            .number(row.spec().getColumnSpec(column).getName()).ifPresent(p -> scored.add(new Scored(action, p))));
        if (scored.isEmpty()) {
            double score = row.number(row.spec().containsName(CONFIDENCE) ? CONFIDENCE : BoxColumns.SCORE).orElse(1.0);
            row.texts(row.spec().containsName(PREDICTION) ? PREDICTION : BoxColumns.ACTIONS)
                .forEach(action -> scored.add(new Scored(action, score)));
        }
        scored.sort(Comparator.comparingDouble(Scored::probability).reversed());
        return scored;
    }

    /** A row whose cells are found by their columns' names; what is not there is empty. */
    private record Row(DataTableSpec spec, DataRow row) {

        private Optional<DataCell> cell(final String column) {
            int index = spec.findColumnIndex(column);
            return index < 0 || row.getCell(index).isMissing() ? Optional.empty() : Optional.of(row.getCell(index));
        }

        List<String> texts(final String column) {
            List<String> texts = new ArrayList<>();
            cell(column).ifPresent(cell -> {
                if (cell instanceof CollectionDataValue list) {
                    list.forEach(element -> texts.add(element.toString()));
                } else {
                    texts.add(cell.toString());
                }
            });
            return texts;
        }

        Optional<Double> number(final String column) {
            return cell(column).filter(DoubleValue.class::isInstance).map(cell -> ((DoubleValue) cell).getDoubleValue())
                .filter(value -> !value.isNaN());
        }

        /** When the row holds, where it says. */
        Span span() {
            Optional<Double> start = number(START);
            Optional<Double> end = number(END);
            return start.isEmpty() || end.isEmpty() ? null
                : new Span(Math.max(0, start.get()), Math.max(Math.max(0, start.get()), end.get()));
        }

        Optional<RelativeBox> box() {
            List<Double> edges = BoxColumns.EDGES.stream().map(this::number).flatMap(Optional::stream).toList();
            return edges.size() < BoxColumns.EDGES.size() || number(BoxColumns.TIME).isEmpty()
                || !(edges.get(0) < edges.get(2) && edges.get(1) < edges.get(3)) ? Optional.empty()
                    : Optional.of(new RelativeBox(edges.get(0), edges.get(1), edges.get(2), edges.get(3)));
        }
    }
}
