package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.AVERAGE_PRECISION;
import static org.videoaction.knime.table.CommonColumns.VIDEOS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.ConfusionMatrix;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.knime.view.ConfusionMatrix.Measures;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.AveragePrecision;
import org.videoaction.model.metrics.Calibration;
import org.videoaction.model.metrics.Calibration.Bin;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.Interval;
import org.videoaction.model.metrics.Intervals;
import org.videoaction.model.metrics.LabelledScores;

/**
 * The outputs of an Action Scorer, and how its view shows them.
 *
 * @param videos the class and the prediction of each video, for the view alone; null of nodes that were executed before
 *     they kept it
 * @param reliability of videos of about the same confidence, for the view alone; null as {@code videos} is
 */
record ScoredTables(BufferedDataTable summary, BufferedDataTable classes, BufferedDataTable confusion,
    BufferedDataTable videos, BufferedDataTable reliability) {

    private static final Column<Double> TOP_1 = Column.number("Top-1");
    private static final Column<Double> MEAN_CLASS = Column.number("Mean class accuracy");
    private static final Column<Double> MEAN_AVERAGE_PRECISION = Column.number("mAP");
    private static final Column<Integer> UNSCORED = Column.count("Videos without score");
    private static final Column<Integer> UNLABELLED = Column.count("Videos without label");
    private static final Column<Double> RECALL = Column.number("Recall");
    private static final Column<Double> PRECISION = Column.number("Precision");
    private static final Column<Double> CALIBRATION_ERROR = Column.number("Calibration error");
    private static final Pattern TOP_K = Pattern.compile("Top-(\\d+)( \\(k\\))?");

    /** What was measured; there is no accuracy where several classes may be right. */
    private record Measured(LabelledScores scores, Optional<Accuracy> accuracy, AveragePrecision precision,
        Intervals intervals, Optional<Calibration> calibration, Optional<ScoringModel> model) {

        static Measured of(LabelledScores scores, int k, Optional<ScoringModel> model, Progress progress) {
            return new Measured(scores, scores.accuracy(), scores.averagePrecision(), Intervals.of(scores, k, progress),
                scores.calibration(), model);
        }

        Double accuracy(ToDoubleFunction<Accuracy> measure) {
            return accuracy.map(measure::applyAsDouble).orElse(null);
        }
    }

    /** A class of what was measured. */
    private record OfClass(Measured all, int label) {

        String name() {
            return all.scores().classes().name(label);
        }
    }

    private static Columns<Measured> summaryColumns(int k) {
        return new Columns<Measured>()
            .with(TOP_1, all -> all.accuracy(accuracy -> accuracy.top(1)))
            .with(topK(k), all -> all.accuracy(accuracy -> accuracy.top(k)))
            .with(MEAN_CLASS, all -> all.accuracy(Accuracy::meanClass))
            .with(VIDEOS, all -> all.scores().size())
            .with(MEAN_AVERAGE_PRECISION, all -> all.precision().mean())
            .with(ScoringModel.COLUMNS.of(all -> all.model().orElse(null)))
            .with(UNSCORED, all -> all.scores().coverage().unscored())
            .with(UNLABELLED, all -> all.scores().coverage().unlabelled())
            .with(interval(TOP_1.name()).of(all -> all.intervals().top1().orElse(null)))
            .with(interval(topK(k).name()).of(all -> all.intervals().topK().orElse(null)))
            .with(interval(MEAN_CLASS.name()).of(all -> all.intervals().meanClass().orElse(null)))
            .with(interval(MEAN_AVERAGE_PRECISION.name()).of(all -> all.intervals().precision()))
            .with(CALIBRATION_ERROR, all -> all.calibration().map(Calibration::error).orElse(null));
    }

    private static Columns<Interval> interval(String measure) {
        return new Columns<Interval>().with(low(measure), Interval::low).with(high(measure), Interval::high);
    }

    private static Column<Double> low(String measure) {
        return Column.number(measure + " from");
    }

    private static Column<Double> high(String measure) {
        return Column.number(measure + " to");
    }

    private static final Columns<OfClass> CLASS_COLUMNS = new Columns<OfClass>()
        .with(VIDEOS, one -> one.all().scores().videos(one.label()))
        .with(RECALL, one -> one.all().accuracy(accuracy -> accuracy.recall(one.label())))
        .with(PRECISION, one -> one.all().accuracy(accuracy -> accuracy.precision(one.label())))
        .with(AVERAGE_PRECISION, one -> one.all().precision().ofClass()[one.label()]);

    /** A video with the indices of its class and of the most probable one. */
    private record Predicted(String video, int truth, int prediction) {}

    private static final Column<Integer> TRUTH = Column.count("True class");
    private static final Column<Integer> PREDICTED = Column.count("Predicted class");
    private static final Columns<Predicted> VIDEO_COLUMNS = new Columns<Predicted>()
        .with(CommonColumns.PATH, Predicted::video)
        .with(TRUTH, Predicted::truth)
        .with(PREDICTED, Predicted::prediction);

    private static final Column<Double> BIN_CONFIDENCE = Column.number("Mean confidence");
    private static final Column<Double> BIN_ACCURACY = Column.number("Accuracy");
    /** Of videos of about the same confidence. */
    static final Columns<Bin> RELIABILITY = new Columns<Bin>().with(VIDEOS, Bin::videos)
        .with(BIN_CONFIDENCE, Bin::confidence).with(BIN_ACCURACY, Bin::accuracy);

    private static Columns<OfClass> confusionColumns(Classes classes) {
        Columns<OfClass> columns = new Columns<>();
        for (int c = 0; c < classes.size(); c++) {
            int prediction = c;
            columns = columns.with(Column.count(classes.name(c)),
                truth -> truth.all().accuracy().orElseThrow().confusion()[truth.label()][prediction]);
        }
        return columns;
    }

    private static Column<Double> topK(int k) {
        return Column.number("Top-" + k + (k == 1 ? " (k)" : ""));
    }

    static DataTableSpec[] specs(int k, Classes classes) {
        return new DataTableSpec[] {summaryColumns(k).spec(), CLASS_COLUMNS.spec(), confusionColumns(classes).spec()};
    }

    static ScoredTables of(ScoredRows rows, int k, Optional<ScoringModel> model, ExecutionContext exec)
        throws CanceledExecutionException, KNIMEException {
        LabelledScores scores = rows.scores();
        Measured all = NodeWork.run(exec, progress -> Measured.of(scores, k, model, progress));
        List<OfClass> classes = IntStream.range(0, scores.classes().size()).mapToObj(label -> new OfClass(all, label))
            .toList();
        return new ScoredTables(summaryColumns(k).table(List.of(all), one -> "Accuracy", exec),
            CLASS_COLUMNS.table(classes, OfClass::name, exec), confusionColumns(scores.classes())
                .table(all.accuracy().isPresent() ? classes : List.of(), OfClass::name, exec),
            VIDEO_COLUMNS.table(scores.several() ? List.of() : predicted(rows), exec),
            RELIABILITY.table(all.calibration().map(Calibration::bins).orElse(List.of()), exec));
    }

    private static List<Predicted> predicted(ScoredRows rows) {
        LabelledScores scores = rows.scores();
        return IntStream.range(0, scores.size()).mapToObj(i -> new Predicted(rows.videos().get(i),
            scores.truth().get(i).iterator().next(), Accuracy.best(scores.probabilities().get(i)))).toList();
    }

    /** That of a row of a summary; those that were made earlier do not say what is missing. */
    static Coverage coverage(TableRow row) {
        return new Coverage(count(row, VIDEOS), count(row, UNSCORED), count(row, UNLABELLED));
    }

    private static int count(TableRow row, Column<Integer> column) {
        return Objects.requireNonNullElse(row.get(column), 0);
    }

    BufferedDataTable[] outputs() {
        return new BufferedDataTable[] {summary, classes, confusion};
    }

    BufferedDataTable[] kept() {
        return new BufferedDataTable[] {summary, classes, confusion, videos, reliability};
    }

    /** The view of a node that keeps its three outputs and, since there are more tables, those. */
    static DefaultView view(RequireViewParameters view) {
        return ConfusionMatrix.declare(view, kept -> {
            BufferedDataTable[] tables = Arrays.copyOf(kept, 5, BufferedDataTable[].class);
            return new ScoredTables(tables[0], tables[1], tables[2], tables[3], tables[4]).matrix();
        });
    }

    ConfusionMatrix matrix() {
        TableRow all = TableRow.of(summary).iterator().next();
        List<String> names = new ArrayList<>();
        List<Measures> measures = new ArrayList<>();
        for (TableRow row : TableRow.of(classes)) {
            names.add(row.key());
            measures.add(new Measures(row.get(VIDEOS), row.get(RECALL), row.get(PRECISION), row.get(AVERAGE_PRECISION)));
        }
        int k = k();
        return new ConfusionMatrix(new Classes(names), confusion.size() == 0, all.get(VIDEOS),
            ConfusionMatrix.others(coverage(all)), all.get(TOP_1), k, all.get(topK(k)),
            all.get(MEAN_CLASS), all.get(MEAN_AVERAGE_PRECISION), measures, counts(), intervals(all, k),
            all.get(CALIBRATION_ERROR), reliability == null ? List.of() : reliability(reliability));
    }

    /** In the order of the measures; null for those that were not measured. */
    private static List<Interval> intervals(TableRow all, int k) {
        return Stream.of(TOP_1.name(), topK(k).name(), MEAN_CLASS.name(), MEAN_AVERAGE_PRECISION.name()).map(measure -> {
            Double low = all.get(low(measure));
            Double high = all.get(high(measure));
            return low == null || high == null ? null : new Interval(low, high);
        }).toList();
    }

    static List<Bin> reliability(BufferedDataTable table) {
        List<Bin> bins = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            bins.add(new Bin(row.get(VIDEOS), row.get(BIN_CONFIDENCE), row.get(BIN_ACCURACY)));
        }
        return bins;
    }

    /** That of the last column with a top-k accuracy. */
    private int k() {
        return summary.getDataTableSpec().stream().map(column -> TOP_K.matcher(column.getName())).filter(Matcher::matches)
            .map(matcher -> Integer.parseInt(matcher.group(1))).reduce((first, last) -> last).orElseThrow();
    }

    private List<Count> counts() {
        Map<Cell, List<String>> first = firstVideos();
        List<Count> counts = new ArrayList<>();
        List<Column<Integer>> predicted = confusion.getDataTableSpec().stream().map(DataColumnSpec::getName)
            .map(Column::count).toList();
        int truth = 0;
        for (TableRow row : TableRow.of(confusion)) {
            for (int prediction = 0; prediction < predicted.size(); prediction++) {
                int videos = row.get(predicted.get(prediction));
                if (videos > 0) {
                    counts.add(new Count(truth, prediction, videos,
                        first.getOrDefault(new Cell(truth, prediction), List.of())));
                }
            }
            truth++;
        }
        return counts;
    }

    private record Cell(int truth, int prediction) {}

    private Map<Cell, List<String>> firstVideos() {
        Map<Cell, List<String>> first = new HashMap<>();
        if (videos != null) {
            for (TableRow row : TableRow.of(videos)) {
                List<String> cell = first.computeIfAbsent(new Cell(row.get(TRUTH), row.get(PREDICTED)),
                    key -> new ArrayList<>());
                if (cell.size() < ConfusionMatrix.LISTED) {
                    cell.add(row.get(CommonColumns.PATH));
                }
            }
        }
        return first;
    }
}
