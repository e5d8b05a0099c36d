package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
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
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** Recognises the actions in clips. */
public final class ActionPredictorNodeFactory extends DefaultNodeFactory {

    /** How fast what model was. */
    private record Speed(Scores scores, ScoringModel model) {}

    private static final Columns<Speed> SPEED = new Columns<Scores>()
        .with(CommonColumns.VIDEOS, scores -> scores.videos().size())
        .with(Column.count("Broken videos"), scores -> scores.broken().size())
        .with(Column.number("Time (s)"), Scores::seconds)
        .with(Column.number("Videos per second"), Scores::videosPerSecond)
        .with(Column.number("Share of waiting"), Scores::waitedShare)
        .with(Column.count("Clips at once"), Scores::batch)
        .with(Column.text("Device"), Scores::device).<Speed>of(Speed::scores)
        .with(ScoringModel.COLUMNS.of(Speed::model));

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Predictor")
        .icon("action-predictor.png")
        .shortDescription("Recognizes the action in each video.")
        .fullDescription("""
            Scores every clip with the model and averages over the clips of a video. The first output has one row per video: its
            class as far as known, the most probable classes and the probability of each class. A video that can no longer
            be read has missing values and the reason. The next videos are decoded while the network computes. With an output
            folder, an execution that was canceled or lost power goes on with the videos that are left; later ones score
            only videos that are new or were replaced.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputPort("Clips", "Clips of the length, stride and size that the network was trained on.",
                ClipTablePortObject.TYPE)
            .addOutputTable("Predictions", "One row per video.")
            .addOutputTable("Scored clips", "One row per clip, where wanted.")
            .addOutputTable("Speed", """
                One row: videos, those that cannot be read, seconds, videos per second, the share of the time in which the
                network waited for clips, how many clips were scored at once and where; the model, its multiply-accumulates
                for one view in billions, the views of a video, and its parameters.
                """))
        .model(model -> model.parametersClass(ActionPredictorParameters.class)
            .configure(ActionPredictorNodeFactory::configure)
            .execute(ActionPredictorNodeFactory::execute))
        .addView(PredictedClips::view)
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "inference", "score", "classify", "SlowFast", "CSN");

    public ActionPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ActionPredictorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        ClipTablePortObjectSpec clips = in.getInPortSpec(1);
        model.checkRecognises();
        model.checkTakes(clips.clips());
        out.setOutSpec(2, SPEED.spec());
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, parameters.predictions().spec(model.classes()));
            out.setOutSpec(1, parameters.predictions().clipColumns(model.classes()).spec());
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        ClipTablePortObject clips = in.getInPortObject(1);
        Classes classes = model.getSpec().classes();
        TableWriter<ClipScore> clipRows = parameters.predictions().clipColumns(classes).writer(exec);
        VideoModel loaded = NodeWork.run(exec, progress -> {
            model.getSpec().checkTakes(clips.getSpec().clips());
            return model.load();
        });
        Scores scores = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open()) {
                return new VideoScorer(loaded, parameters.settings())
                    .scoreReadable(source, progress, parameters.clipRows ? clipRows::add : clip -> {});
            }
        });
        warn(scores, out);
        ScoringModel scoring = ScoringModel.of(loaded, clips.getSpec().clips());
        BufferedDataTable predictions = parameters.predictions().table(scores.videos(), classes, scoring, exec);
        out.setOutData(0, predictions);
        out.setOutData(1, clipRows.close());
        out.setOutData(2, SPEED.table(List.of(new Speed(scores, scoring)), speed -> "Speed", exec));
        out.setInternalData(clips, predictions);
    }

    private static void warn(Scores scores, ExecuteOutput out) {
        List<String> warnings = new ArrayList<>();
        List<VideoScore> broken = scores.broken();
        if (!broken.isEmpty()) {
            warnings.add(broken.size() + " videos have no prediction, first " + broken.get(0).video() + ": "
                + broken.get(0).problem() + ".");
        }
        if (scores.reuse().isOfOtherVideos()) {
            warnings.add("Of the scores in the output folder: " + scores.reuse().summary() + ".");
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }
}
