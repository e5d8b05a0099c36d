package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.score.SegmentTable.Named;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.SegmentPrecision;
import org.videoaction.model.metrics.SegmentAveragePrecision;

/** Measures how well segments of long videos agree with the true ones. */
public final class SegmentScorerNodeFactory extends DefaultNodeFactory {

    private static final String SEGMENTS = "segments";
    private static final String TRUTH = "true segments";

    /** How well a class is found: at each threshold, and on average. */
    private record Found(String name, double[] precision, double average, int truth, int segments) {}

    /** How well all classes are found at a threshold. */
    private record AtOverlap(double overlap, double precision) {}

    private static final Column<Integer> TRUE_SEGMENTS = Column.count("True segments");
    private static final Column<Integer> FOUND_SEGMENTS = Column.count("Segments");
    private static final Columns<Found> SUMMARY = new Columns<Found>()
        .with(Column.number("Average mAP"), Found::average)
        .with(TRUE_SEGMENTS, Found::truth).with(FOUND_SEGMENTS, Found::segments);
    private static final Columns<AtOverlap> OVERLAPS = new Columns<AtOverlap>()
        .with(Column.number("Overlap"), AtOverlap::overlap).with(Column.number("mAP"), AtOverlap::precision);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Segment Scorer")
        .icon("segment-scorer.png")
        .shortDescription("Measures segments of long videos by ActivityNet's mAP.")
        .fullDescription("""
            Compares the segments that a Long Video Predictor finds with the true ones of the same videos, as ActivityNet does:
            from the surest on, a segment is right when it overlaps a true one of its class that no other has taken by at
            least a threshold. Gives the average precision of each class and their mean (mAP) at each of ten thresholds from
            0.5 to 0.95, and its average, by which methods are compared; or at THUMOS14's five. Videos are matched by their
            paths; all videos of the true segments count, those without segments too.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputTable("Segments", "One row per segment: Path, Start (s), End (s), Prediction and Confidence.")
            .addInputTable("True segments", "One row per segment: Path, Start (s), End (s) and Label.")
            .addOutputTable("Summary", "One row: average mAP, true segments and segments.")
            .addOutputTable("Overlaps", "One row per threshold: the least overlap and the mAP there.")
            .addOutputTable("Classes", """
                One row per class: true segments, segments, average precision at each threshold and averaged over them; missing
                of classes without a true segment, which do not count.
                """))
        .model(model -> model.parametersClass(SegmentScorerParameters.class)
            .configure(SegmentScorerNodeFactory::configure)
            .execute(SegmentScorerNodeFactory::execute))
        .addExternalResource(
            "https://openaccess.thecvf.com/content_cvpr_2015/html/Heilbron_ActivityNet_A_Large-Scale_2015_CVPR_paper.html",
            "ActivityNet: A Large-Scale Video Benchmark for Human Activity Understanding")
        .addView(view -> SegmentPrecision.declare(view, kept -> shown((BufferedDataTable) kept[0])))
        .nodeType(NodeType.Other)
        .keywords("ActivityNet", "THUMOS", "HACS", "mAP", "tIoU", "temporal action detection", "untrimmed", "evaluation");

    public SegmentScorerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        SegmentScorerParameters parameters = in.getParameters();
        SegmentTable.check(SEGMENTS, in.getInTableSpec(0), true);
        SegmentTable.check(TRUTH, in.getInTableSpec(1), false);
        out.setOutSpecs(SUMMARY.spec(), OVERLAPS.spec(), columns(parameters.overlap.thresholds()).spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws KNIMEException {
        SegmentScorerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoPlaces places = new VideoPlaces();
        OverlapParameters overlap = parameters.overlap;
        List<Named> found = new SegmentTable(SEGMENTS, in.getInTable(0), places).segments(true, overlap.background);
        List<Named> truth = new SegmentTable(TRUTH, in.getInTable(1), places).segments(false, overlap.background);
        if (truth.isEmpty()) {
            throw new KNIMEException("The table of true segments has no action.");
        }
        List<String> remarks = Stream.of(SegmentTable.repeated(SEGMENTS, found), SegmentTable.repeated(TRUTH, truth),
            SegmentTable.strangers(SegmentTable.videos(found), SegmentTable.videos(truth),
                "segments have no true segment; what was found there counts as wrong."))
            .flatMap(remark -> remark).toList();
        if (!remarks.isEmpty()) {
            out.setWarningMessage(String.join(" ", remarks));
        }
        Classes classes = Classes.sorted(Stream.concat(truth.stream(), found.stream()).map(Named::action));
        double[] thresholds = overlap.thresholds();
        SegmentAveragePrecision precision = SegmentAveragePrecision.of(classes.size(),
            truth.stream().map(one -> one.segment(classes)).toList(),
            found.stream().map(one -> one.segment(classes)).toList(),
            thresholds);
        out.setOutData(0, SUMMARY.table(
            List.of(new Found("Segments", new double[0], precision.average(), truth.size(), found.size())), Found::name,
            exec));
        out.setOutData(1, OVERLAPS.table(IntStream.range(0, thresholds.length)
            .mapToObj(t -> new AtOverlap(thresholds[t], precision.mean(t))).toList(), exec));
        BufferedDataTable ofClasses = columns(thresholds).table(IntStream.range(0, classes.size())
            .mapToObj(label -> new Found(classes.name(label), IntStream.range(0, thresholds.length)
                .mapToDouble(t -> precision.ofClass()[t][label]).toArray(), precision.ofClass(label),
                count(truth, classes.name(label)), count(found, classes.name(label))))
            .toList(), Found::name, exec);
        out.setOutData(2, ofClasses);
        out.setInternalData(ofClasses);
    }

    private static int count(List<Named> segments, String action) {
        return (int) segments.stream().filter(segment -> segment.action().equals(action)).count();
    }

    private static Columns<Found> columns(double[] thresholds) {
        Columns<Found> columns = new Columns<Found>().with(TRUE_SEGMENTS, Found::truth).with(FOUND_SEGMENTS, Found::segments)
            .with(CommonColumns.AVERAGE_PRECISION, Found::average);
        for (int t = 0; t < thresholds.length; t++) {
            int place = t;
            columns = columns.with(at(thresholds[t]), found -> found.precision()[place]);
        }
        return columns;
    }

    private static Column<Double> at(double threshold) {
        return Column.number(String.format(Locale.ROOT, "Average precision at %.2f", threshold));
    }

    /** What the view shows, of the table of classes. */
    private static SegmentPrecision shown(BufferedDataTable table) {
        double[] thresholds = Stream.of(OverlapParameters.Thresholds.values()).map(series -> {
            OverlapParameters parameters = new OverlapParameters();
            parameters.overlaps = series;
            return parameters.thresholds();
        }).filter(series -> Stream.of(table.getDataTableSpec().getColumnNames())
            .filter(name -> name.startsWith(CommonColumns.AVERAGE_PRECISION.name() + " at ")).toList()
            .equals(IntStream.range(0, series.length).mapToObj(t -> at(series[t]).name()).toList()))
            .findFirst().orElse(new double[0]);
        List<SegmentPrecision.OfClass> classes = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            classes.add(new SegmentPrecision.OfClass(row.key(), row.get(TRUE_SEGMENTS), row.get(FOUND_SEGMENTS),
                row.get(CommonColumns.AVERAGE_PRECISION),
                IntStream.range(0, thresholds.length).mapToObj(t -> row.get(at(thresholds[t]))).toList()));
        }
        return SegmentPrecision.of(thresholds, classes);
    }
}
