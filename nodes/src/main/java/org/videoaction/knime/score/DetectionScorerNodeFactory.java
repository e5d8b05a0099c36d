package org.videoaction.knime.score;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.videoaction.knime.score.BoxTable.Named;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.model.metrics.FrameAveragePrecision;

/** Measures how well detected actions agree with the true ones. */
public final class DetectionScorerNodeFactory extends DefaultNodeFactory {

    private static final String DETECTIONS = "detections";
    private static final String TRUTH = "true boxes";

    /** How well the actions of a class are detected, or those of all. */
    private record Measured(String name, double precision, int truth, int detections) {}

    private static final Columns<Measured> COUNTS = new Columns<Measured>()
        .with(Column.count("True boxes"), Measured::truth)
        .with(Column.count("Detections"), Measured::detections);
    private static final Columns<Measured> SUMMARY = new Columns<Measured>()
        .with(Column.number("Frame-mAP"), Measured::precision).with(COUNTS);
    private static final Columns<Measured> CLASSES = COUNTS
        .with(CommonColumns.AVERAGE_PRECISION, Measured::precision);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Detection Scorer")
        .icon("detection-scorer.png")
        .shortDescription("Measures detected actions by AVA's frame-mAP.")
        .fullDescription("""
            Compares detected boxes and their actions with the true ones of the same frames: a detection is right when it
            overlaps a true box of its class by at least half of the area that both cover and no other detection has taken
            that box. Gives the average precision of each class and its mean, by PySlowFast's rules or by MMAction2's.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Detections", """
                One row per box: Path, Time (s), X1, Y1, X2, Y2, and either Labels and Score, as the Video Dataset Reader reads
                AVA's proposals, or a column with the probability of each class.
                """)
            .addInputTable("True boxes", "One row per box: Path, Time (s), X1, Y1, X2, Y2 and Labels.")
            .addOutputTable("Summary", "One row: frame-mAP, true boxes and detections, each counted by action.")
            .addOutputTable("Classes", "One row per class: true boxes, detections and average precision."))
        .model(model -> model.parametersClass(DetectionScorerParameters.class)
            .configure(DetectionScorerNodeFactory::configure)
            .execute(DetectionScorerNodeFactory::execute))
        .addExternalResource("https://arxiv.org/abs/1705.08421",
            "AVA: A Video Dataset of Spatio-temporally Localized Atomic Visual Actions")
        .nodeType(NodeType.Other)
        .keywords("AVA", "mAP", "detection", "evaluation");

    public DetectionScorerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        BoxTable.check(DETECTIONS, in.getInTableSpec(0), true);
        BoxTable.check(TRUTH, in.getInTableSpec(1), false);
        out.setOutSpecs(SUMMARY.spec(), CLASSES.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws KNIMEException {
        DetectionScorerParameters parameters = in.getParameters();
        VideoPlaces places = new VideoPlaces();
        List<Named> detected = new BoxTable(DETECTIONS, in.getInTable(0), places).boxes(true);
        List<Named> truth = new BoxTable(TRUTH, in.getInTable(1), places).boxes(false);
        if (truth.isEmpty()) {
            throw new KNIMEException("The table of true boxes has no action.");
        }
        Classes classes = Classes.sorted(Stream.concat(truth.stream(), detected.stream()).map(Named::action));
        FrameAveragePrecision precision = FrameAveragePrecision.of(classes.size(),
            truth.stream().map(box -> box.box(classes)).toList(), detected.stream().map(box -> box.box(classes)).toList(),
            Set.of(), parameters.convention());
        checkReached(precision.mean(), parameters.leastFrameMap);
        List<Measured> ofClass = IntStream.range(0, classes.size()).mapToObj(label -> new Measured(classes.name(label),
            precision.ofClass()[label], count(truth, classes.name(label)), count(detected, classes.name(label)))).toList();
        out.setOutData(0, SUMMARY.table(
            List.of(new Measured("Detection", precision.mean(), truth.size(), detected.size())), Measured::name,
            in.getExecutionContext()));
        out.setOutData(1, CLASSES.table(ofClass, Measured::name, in.getExecutionContext()));
    }

    private static void checkReached(double precision, double least) throws KNIMEException {
        if (least > 0 && !(precision >= least)) {
            throw new KNIMEException(
                String.format(Locale.ROOT, "Frame-mAP %.4f is below the least frame-mAP of %s.", precision, least));
        }
    }

    private static int count(List<Named> boxes, String action) {
        return (int) boxes.stream().filter(box -> box.action().equals(action)).count();
    }
}
