package org.videoaction.knime.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
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
import org.videoaction.knime.Domains;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.boxes.KeyFrameRows;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.scoring.ActionDetector;
import org.videoaction.model.scoring.BoxScore;

/** Recognises the actions in boxes. */
public final class ActionDetectorNodeFactory extends DefaultNodeFactory {

    private static final int NAMED = 3;

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Detector")
        .icon("action-detector.png")
        .shortDescription("Recognises what happens in boxes round persons.")
        .fullDescription("""
            Looks into each box of each key frame and says which actions happen there, any number at once. The boxes come from
            a table: AVA's, proposals of a detector, or the output of any other. A clip of the model's length is taken round
            the key frame, of whole frames in one size or several, mirrored too where wanted; probabilities are averaged. A
            box of a video that cannot be read has missing values and the reason. The next videos are decoded while the
            network computes.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A network that was trained on clips with boxes.", VideoModelPortObject.TYPE)
            .addInputTable("Boxes", """
                A row a box: Path, Time (s), X1, Y1, X2, Y2, as the Video Dataset Reader reads AVA's boxes and proposals.
                """)
            .addOutputTable("Detections", """
                A row a box, under the key of its row in the input: the box, its actions from the most probable on, the
                probability of each class.
                """))
        .model(model -> model.parametersClass(ActionDetectorParameters.class)
            .configure(ActionDetectorNodeFactory::configure)
            .execute(ActionDetectorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("AVA", "detection", "action localisation", "boxes", "video");

    public ActionDetectorNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        ActionDetectorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        model.checkDetects();
        BoxColumns.check("boxes", in.getInTableSpec(1));
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, spec(model.classes()));
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionDetectorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        KeyFrameRows frames = KeyFrameRows.read(in.getInTable(1), BoxColumns.PATH);
        Map<String, BoxScore> scores = NodeWork.run(exec, progress -> {
            Map<String, BoxScore> byRow = new LinkedHashMap<>();
            int[] frame = {0};
            detector(parameters, model).detect(frames.keyFrames(), progress, (keyFrame, ofBoxes) -> {
                List<String> rows = frames.rows().get(frame[0]++);
                for (int box = 0; box < rows.size(); box++) {
                    byRow.put(rows.get(box), ofBoxes.get(box));
                }
            });
            return byRow;
        });
        warn(frames, scores, out);
        out.setOutData(0, table(in.getInTable(1), scores, model.getSpec().classes(), parameters.m_leastProbability, exec));
    }

    private static ActionDetector detector(final ActionDetectorParameters parameters, final VideoModelPortObject model)
        throws KNIMEException, IOException {
        try {
            return parameters.detector(model.load());
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
    }

    private static void warn(final KeyFrameRows frames, final Map<String, BoxScore> scores, final ExecuteOutput out) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < frames.keyFrames().size(); i++) {
            String problem = scores.get(frames.rows().get(i).get(0)).problem();
            if (problem != null) {
                broken.add(frames.keyFrames().get(i).video() + " (" + problem + ")");
            }
        }
        if (!broken.isEmpty()) {
            out.setWarningMessage(broken.size() + " of " + frames.keyFrames().size() + " key frames cannot be read; their "
                + "boxes have no probabilities: " + broken.stream().distinct().limit(NAMED).collect(Collectors.joining(", "))
                + (broken.stream().distinct().count() > NAMED ? " and others." : "."));
        }
    }

    private static BufferedDataTable table(final BufferedDataTable boxes, final Map<String, BoxScore> scores,
        final List<String> classes, final double least, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(spec(classes));
        DataTableSpec given = boxes.getDataTableSpec();
        for (DataRow row : boxes) {
            BoxScore score = scores.get(row.getKey().getString());
            boolean known = score.probabilities() != null;
            List<DataCell> cells = new ArrayList<>();
            cells.add(PathColumn.text(row.getCell(given.findColumnIndex(BoxColumns.PATH))));
            cells.add(number(row.getCell(given.findColumnIndex(BoxColumns.TIME))));
            BoxColumns.EDGES.forEach(edge -> cells.add(number(row.getCell(given.findColumnIndex(edge)))));
            cells.add(known ? actions(score.probabilities(), classes, least) : DataType.getMissingCell());
            for (int c = 0; c < classes.size(); c++) {
                cells.add(known ? new DoubleCell(score.probabilities()[c]) : DataType.getMissingCell());
            }
            cells.add(known ? DataType.getMissingCell() : new StringCell(score.problem()));
            table.addRowToTable(new DefaultRow(row.getKey(), cells.toArray(DataCell[]::new)));
        }
        table.close();
        return Domains.declared(table.getTable(), spec(classes), exec);
    }

    /** Columns of whole numbers hold numbers too. */
    private static DataCell number(final DataCell cell) {
        return new DoubleCell(((DoubleValue) cell).getDoubleValue());
    }

    private static DataCell actions(final float[] probabilities, final List<String> classes, final double least) {
        double[] values = new double[probabilities.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = probabilities[c];
        }
        return CollectionCellFactory.createListCell(Arrays.stream(Accuracy.ranking(values))
            .filter(label -> values[label] >= least).mapToObj(label -> new StringCell(classes.get(label))).toList());
    }

    private static DataTableSpec spec(final List<String> classes) {
        List<DataColumnSpec> columns = new ArrayList<>();
        columns.add(column(BoxColumns.PATH, StringCell.TYPE));
        columns.add(column(BoxColumns.TIME, DoubleCell.TYPE));
        BoxColumns.EDGES.forEach(edge -> columns.add(column(edge, DoubleCell.TYPE)));
        columns.add(column(BoxColumns.ACTIONS, ListCell.getCollectionType(StringCell.TYPE)));
        Predictions.addProbabilities(columns, classes);
        columns.add(column(Predictions.PROBLEM, StringCell.TYPE));
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
