package org.videoaction.knime.score;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
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
import org.videoaction.knime.score.BoxTable.Named;
import org.videoaction.model.metrics.FrameAveragePrecision;

/** Measures how well detected actions agree with the true ones. */
public final class DetectionScorerNodeFactory extends DefaultNodeFactory {

    private static final String DETECTIONS = "detections";
    private static final String TRUTH = "true boxes";

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
                A row a box: Path, Time (s), X1, Y1, X2, Y2, and either Actions and Score, as the Video Dataset Reader reads
                AVA's proposals, or a column with the probability of each class.
                """)
            .addInputTable("True boxes", "A row a box: Path, Time (s), X1, Y1, X2, Y2 and Actions.")
            .addOutputTable("Summary", "One row: frame-mAP, true boxes and detections, each counted by action.")
            .addOutputTable("Classes", "A row a class: true boxes, detections and average precision."))
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

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        BoxTable.check(DETECTIONS, in.getInTableSpec(0), true);
        BoxTable.check(TRUTH, in.getInTableSpec(1), false);
        out.setOutSpecs(summarySpec(), classSpec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) throws KNIMEException {
        DetectionScorerParameters parameters = in.getParameters();
        List<Named> detected = new BoxTable(DETECTIONS, in.getInTable(0)).boxes(true);
        List<Named> truth = new BoxTable(TRUTH, in.getInTable(1)).boxes(false);
        if (truth.isEmpty()) {
            throw new KNIMEException("The table of true boxes has no action.");
        }
        Set<String> names = new TreeSet<>();
        truth.forEach(box -> names.add(box.action()));
        detected.forEach(box -> names.add(box.action()));
        List<String> classes = List.copyOf(names);
        FrameAveragePrecision precision = FrameAveragePrecision.of(classes.size(),
            truth.stream().map(box -> box.box(classes)).toList(), detected.stream().map(box -> box.box(classes)).toList(),
            Set.of(), parameters.convention());
        out.setOutData(0, summary(precision, truth.size(), detected.size(), in.getExecutionContext()));
        out.setOutData(1, classTable(precision, classes, truth, detected, in.getExecutionContext()));
    }

    private static BufferedDataTable summary(final FrameAveragePrecision precision, final int truth, final int detected,
        final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(summarySpec());
        table.addRowToTable(
            new DefaultRow("Detection", number(precision.mean()), new IntCell(truth), new IntCell(detected)));
        table.close();
        return table.getTable();
    }

    private static BufferedDataTable classTable(final FrameAveragePrecision precision, final List<String> classes,
        final List<Named> truth, final List<Named> detected, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(classSpec());
        for (int c = 0; c < classes.size(); c++) {
            table.addRowToTable(new DefaultRow(classes.get(c), count(truth, classes.get(c)),
                count(detected, classes.get(c)), number(precision.ofClass()[c])));
        }
        table.close();
        return table.getTable();
    }

    private static DataCell count(final List<Named> boxes, final String action) {
        return new IntCell((int) boxes.stream().filter(box -> box.action().equals(action)).count());
    }

    private static DataTableSpec summarySpec() {
        return new DataTableSpec(new DataColumnSpecCreator("Frame-mAP", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("True boxes", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Detections", IntCell.TYPE).createSpec());
    }

    private static DataTableSpec classSpec() {
        return new DataTableSpec(new DataColumnSpecCreator("True boxes", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Detections", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Average precision", DoubleCell.TYPE).createSpec());
    }

    private static DataCell number(final double value) {
        return Double.isNaN(value) ? DataType.getMissingCell() : new DoubleCell(value);
    }
}
