package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
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
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoException;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** Recognises the actions in clips. */
public final class ActionPredictorNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Predictor")
        .icon("action-predictor.png")
        .shortDescription("Recognises the action in each video.")
        .fullDescription("""
            Scores every clip with the model and averages the class probabilities over the clips of a video. The output
            has a row a video: its class as far as known, the most probable class and the probability of each class.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputPort("Clips", "Clips of the length, stride and size that the network was trained on.",
                ClipTablePortObject.TYPE)
            .addOutputTable("Predictions", "A row a video."))
        .model(model -> model.parametersClass(ActionPredictorParameters.class)
            .configure(ActionPredictorNodeFactory::configure)
            .execute(ActionPredictorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "inference", "score");

    public ActionPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        ActionPredictorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        ClipTablePortObjectSpec clips = in.getInPortSpec(1);
        model.checkTakes(clips.clips());
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, Predictions.spec(model.classes()));
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        ClipTablePortObject clips = in.getInPortObject(1);
        try {
            model.getSpec().checkTakes(clips.getSpec().clips());
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        List<VideoException> broken = new ArrayList<>();
        List<VideoScore> scores = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                return new VideoScorer(model.load(), parameters.m_batchSize).score(source, progress, broken::add);
            }
        });
        if (!broken.isEmpty()) {
            out.setWarningMessage(broken.size() + " videos can no longer be read and have no prediction, first "
                + broken.get(0).getMessage() + ".");
        }
        out.setOutData(0, table(scores, model.getSpec().classes(), exec));
    }

    private static BufferedDataTable table(final List<VideoScore> scores, final List<String> classes,
        final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(Predictions.spec(classes));
        for (int i = 0; i < scores.size(); i++) {
            table.addRowToTable(new DefaultRow(RowKey.createRowKey((long)i), cells(scores.get(i), classes)));
        }
        table.close();
        return exec.createSpecReplacerTable(table.getTable(), Predictions.spec(classes));
    }

    private static DataCell[] cells(final VideoScore score, final List<String> classes) {
        DataCell[] cells = new DataCell[Predictions.FIRST_PROBABILITY + classes.size()];
        int best = score.best();
        cells[0] = new StringCell(score.video());
        cells[1] = score.label() == null ? DataType.getMissingCell() : new StringCell(score.label());
        cells[2] = new StringCell(classes.get(best));
        cells[3] = new DoubleCell(score.probabilities()[best]);
        cells[4] = new IntCell(score.views());
        for (int c = 0; c < classes.size(); c++) {
            cells[Predictions.FIRST_PROBABILITY + c] = new DoubleCell(score.probabilities()[c]);
        }
        return cells;
    }
}
