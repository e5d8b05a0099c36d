package org.videoaction.knime.score;

import java.util.List;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
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
import org.videoaction.knime.Domains;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** Recognises the actions in clips. */
public final class ActionPredictorNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Predictor")
        .icon("action-predictor.png")
        .shortDescription("Recognises the action in each video.")
        .fullDescription("""
            Scores every clip with the model and averages over the clips of a video. The first output has a row a video: its
            class as far as known, the most probable classes and the probability of each class. A video that can no longer
            be read has missing values and the reason. The next videos are decoded while the network computes.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputPort("Clips", "Clips of the length, stride and size that the network was trained on.",
                ClipTablePortObject.TYPE)
            .addOutputTable("Predictions", "A row a video.")
            .addOutputTable("Scored clips", "A row a clip, where wanted.")
            .addOutputTable("Speed", """
                One row: videos, those that cannot be read, seconds, videos per second, the share of the time in which the
                network waited for clips, and how many clips were scored at once.
                """))
        .model(model -> model.parametersClass(ActionPredictorParameters.class)
            .configure(ActionPredictorNodeFactory::configure)
            .execute(ActionPredictorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "inference", "score", "classify", "SlowFast", "CSN");

    public ActionPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        ActionPredictorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        ClipTablePortObjectSpec clips = in.getInPortSpec(1);
        model.checkTakes(clips.clips());
        out.setOutSpec(2, speedSpec());
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, parameters.predictions().spec(model.classes()));
            out.setOutSpec(1, Predictions.clipSpec(model.classes()));
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
        List<String> classes = model.getSpec().classes();
        BufferedDataContainer clipRows = exec.createDataContainer(Predictions.clipSpec(classes));
        Scores scores = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                return new VideoScorer(model.load(), parameters.m_batchSize, parameters.rule())
                    .scoreReadable(source, progress, clip -> addRow(clipRows, clip, parameters));
            }
        });
        clipRows.close();
        warn(scores, out);
        out.setOutData(0, table(scores.videos(), parameters.predictions(), classes, exec));
        out.setOutData(1, Domains.declared(clipRows.getTable(), Predictions.clipSpec(classes), exec));
        out.setOutData(2, speed(scores, exec));
    }

    private static void addRow(final BufferedDataContainer rows, final ClipScore clip,
        final ActionPredictorParameters parameters) {
        if (parameters.m_clipRows) {
            rows.addRowToTable(new DefaultRow(RowKey.createRowKey(rows.size()), Predictions.cells(clip)));
        }
    }

    private static void warn(final Scores scores, final ExecuteOutput out) {
        List<VideoScore> broken = scores.broken();
        if (!broken.isEmpty()) {
            out.setWarningMessage(broken.size() + " videos can no longer be read and have no prediction, first "
                + broken.get(0).video() + ": " + broken.get(0).problem() + ".");
        }
    }

    private static BufferedDataTable table(final List<VideoScore> scores, final Predictions columns,
        final List<String> classes, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(columns.spec(classes));
        for (int i = 0; i < scores.size(); i++) {
            table.addRowToTable(new DefaultRow(RowKey.createRowKey((long)i), columns.cells(scores.get(i), classes)));
        }
        table.close();
        return Domains.declared(table.getTable(), columns.spec(classes), exec);
    }

    private static BufferedDataTable speed(final Scores scores, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(speedSpec());
        table.addRowToTable(new DefaultRow("Speed", new IntCell(scores.videos().size()),
            new IntCell(scores.broken().size()), new DoubleCell(scores.seconds()),
            new DoubleCell(scores.videosPerSecond()), new DoubleCell(scores.waitedShare()), new IntCell(scores.batch())));
        table.close();
        return table.getTable();
    }

    private static DataTableSpec speedSpec() {
        return new DataTableSpec(
            new DataColumnSpecCreator("Videos", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Broken videos", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Time (s)", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Videos per second", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Share of waiting", DoubleCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Clips at once", IntCell.TYPE).createSpec());
    }
}
