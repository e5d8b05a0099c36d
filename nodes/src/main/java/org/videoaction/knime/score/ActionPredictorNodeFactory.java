package org.videoaction.knime.score;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.clips.VideoColumns;
import org.videoaction.knime.clips.VideoRows;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.insight.EvidencePicture;
import org.videoaction.model.insight.Explainer;
import org.videoaction.model.insight.Explanation;
import org.videoaction.model.insight.StrongestClips;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.ScoringReport;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

/** Recognises the actions in clips. */
public final class ActionPredictorNodeFactory extends DefaultNodeFactory {

    /** The group of the second port: KNIME would not load workflows of 1.0.0, where "Clips" was fixed, under the same name. */
    public static final String CLIPS_OR_VIDEOS = "Clips or videos";

    /** How fast what model was. */
    private record Speed(ScoringReport report, ScoringModel model) {}

    private static final Columns<Speed> SPEED = new Columns<ScoringReport>()
        .with(CommonColumns.VIDEOS, report -> (int) report.videos())
        .with(Column.count("Broken videos"), report -> (int) report.broken())
        .with(Column.number("Time (s)"), ScoringReport::seconds)
        .with(Column.number("Videos per second"), ScoringReport::videosPerSecond)
        .with(Column.number("Share of waiting"), ScoringReport::waitedShare)
        .with(Column.count("Clips at once"), ScoringReport::batch)
        .with(Column.text("Device"), ScoringReport::device).<Speed>of(Speed::report)
        .with(ScoringModel.COLUMNS.of(Speed::model));

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Predictor")
        .icon("action-predictor.png")
        .shortDescription("Recognizes the action in each video.")
        .fullDescription("""
            Scores every clip with the model and averages over the clips of a video. In the place of clips it takes a table of
            videos: their clips then follow from the model, which knows how its program tests it, and nothing is written. The
            first output has one row per video: its
            class as far as known, the most probable classes and the probability of each class. A video that can no longer
            be read has missing values and the reason. The next videos are decoded while the network computes. With a resume
            folder, an execution that was canceled or lost power goes on with the videos that are left; later ones score
            only videos that are new or were replaced. Where it is wanted, the column Evidence shows of some videos why: frames
            of the clip that is surest of the class, with heat over what speaks for it, a row for each pathway of the network,
            and under each row a bar of how much each frame says.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(ports -> ports
            .addInputPortGroup("Model", port -> port.name("Model").description("A trained network.")
                .fixed(VideoModelPortObject.TYPE))
            .addInputPortGroup(CLIPS_OR_VIDEOS, port -> port.name(CLIPS_OR_VIDEOS).description("""
                Clips of the length, stride and size that the network takes; or a table with one row per video, or segment of
                one, with its path and, where it is known, its class.
                """).exchangable(ClipTablePortObject.TYPE).supportedTypes(ClipTablePortObject.TYPE, BufferedDataTable.TYPE))
            .addOutputPortGroup("Predictions", port -> port.name("Predictions").description("One row per video.")
                .fixed(BufferedDataTable.TYPE))
            .addOutputPortGroup("Scored clips", port -> port.name("Scored clips")
                .description("One row per clip, where wanted.").fixed(BufferedDataTable.TYPE))
            .addOutputPortGroup("Speed", port -> port.name("Speed").description("""
                One row: videos, those that cannot be read, seconds, videos per second, the share of the time in which the
                network waited for clips, how many clips were scored at once and where; the model, its multiply-accumulates
                for one view in billions, the views of a video, and its parameters.
                """).fixed(BufferedDataTable.TYPE)))
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
        PortObjectSpec clips = in.getInPortSpec(1);
        model.checkRecognises();
        if (parameters.features) {
            parameters.computing.checkGivesFeatures();
            model.checkGivesFeatures();
        }
        model.checkComputes(parameters.computing.device());
        parameters.explanation.check(model);
        model.checkTakes(clips instanceof DataTableSpec videos ? clips(videos, model.test(), parameters)
            : ((ClipTablePortObjectSpec) clips).clips());
        out.setOutSpec(2, SPEED.spec());
        if (!model.classes().isEmpty()) {
            DataTableSpec predictions = parameters.predictions().spec(model.classes());
            out.setOutSpec(0, parameters.explanation.chosen().isEmpty() ? predictions : Predictions.explained(predictions));
            out.setOutSpec(1, parameters.predictions().clipColumns(model.classes()).spec());
        }
    }

    private static ClipSpec clips(DataTableSpec videos, TestProtocol test, ActionPredictorParameters parameters)
        throws InvalidSettingsException {
        return parameters.recipe(test)
            .spec(VideoRows.knownClasses(videos, VideoColumns.automatic(videos, parameters.pathColumn)));
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        PortObject scored = in.getInPortObject(1);
        Classes classes = model.getSpec().classes();
        TableWriter<ClipScore> clipRows = parameters.predictions().clipColumns(classes).writer(exec);
        VideoPlaces places = new VideoPlaces();
        Optional<OnDemandClips> videos = NodeWork.run(exec, progress -> scored instanceof BufferedDataTable table
            ? Optional.of(ofVideos(table, model.getSpec().test(), parameters, places)) : Optional.empty());
        ClipTablePortObject clips = NodeWork.run(exec, progress -> videos.isPresent() ? kept(videos.get(), exec)
            : (ClipTablePortObject) scored);
        VideoModel loaded = NodeWork.run(exec, progress -> {
            model.getSpec().checkTakes(clips.getSpec().clips());
            VideoModel ready = model.load().forClips(clips.getSpec().clips());
            parameters.explanation.chosen().ifPresent(explanation -> explanation.check(ready.architecture()));
            return ready;
        });
        ScoringModel scoring = ScoringModel.of(loaded, clips.getSpec().clips());
        Predictions.Writer rows = parameters.predictions().writer(classes, scoring, exec);
        StrongestClips strongest = new StrongestClips(
            parameters.explanation.chosen().isEmpty() ? 0 : parameters.explainedVideos, classes.names());
        AtomicReference<VideoScore> firstBroken = new AtomicReference<>();
        ScoringReport report = NodeWork.run(exec, progress -> {
            try (ClipSource source = videos.isPresent() ? videos.get() : clips.open()) {
                return new VideoScorer(loaded, parameters.settings()).score(source, places.watched(progress),
                    clip -> {
                        strongest.add(clip);
                        if (parameters.clipRows) {
                            clipRows.add(clip);
                        }
                    }, score -> {
                        strongest.add(score);
                        if (score.problem() != null) {
                            firstBroken.compareAndSet(null, score);
                        }
                        rows.add(score);
                    });
            }
        });
        warn(report, firstBroken.get(), clips.getSpec().clips(), parameters.computing.device().remark(), out);
        BufferedDataTable predictions = rows.close();
        if (parameters.explanation.chosen().isPresent()) {
            Explanation explanation = parameters.explanation.chosen().get();
            predictions = Predictions.explained(predictions, NodeWork.run(exec, progress -> {
                try (ClipSource source = videos.isPresent() ? videos.get() : clips.open();
                    Explainer explainer = explanation.open(loaded, parameters.computing.device())) {
                    return EvidencePicture.of(source, strongest.chosen(), explainer, places.watched(progress));
                }
            }), exec);
        }
        out.setOutData(0, predictions);
        out.setOutData(1, clipRows.close());
        out.setOutData(2, SPEED.table(List.of(new Speed(report, scoring)), speed -> "Speed", exec));
        out.setInternalData(clips, predictions);
    }

    private static OnDemandClips ofVideos(BufferedDataTable table, TestProtocol test, ActionPredictorParameters parameters,
        VideoPlaces places) throws InvalidSettingsException, KNIMEException {
        VideoRows rows = VideoRows.read(table, VideoColumns.automatic(table.getDataTableSpec(), parameters.pathColumn),
            places);
        return OnDemandClips.of(parameters.recipe(test).with(places), rows.classes(), rows.videos());
    }

    /** Which videos there are and how they become clips, for the view. */
    private static ClipTablePortObject kept(OnDemandClips videos, ExecutionContext exec) throws IOException {
        FileStore store = exec.createFileStore("videos.arrow");
        videos.save(store.getFile().toPath());
        return new ClipTablePortObject(new ClipTablePortObjectSpec(videos.spec()), store);
    }

    private static void warn(ScoringReport report, VideoScore firstBroken, ClipSpec clips, Optional<String> device,
        ExecuteOutput out) {
        List<String> warnings = new ArrayList<>(device.stream().toList());
        if (clips.random()) {
            warnings.add("The clips are chosen by chance, as for training: predictions depend on the draw. Let the Frame "
                + "Sampler place clips and crops evenly, or give this node the videos themselves.");
        }
        if (firstBroken != null) {
            warnings.add(report.broken() + " videos have no prediction, first " + firstBroken.video() + ": "
                + firstBroken.problem() + ".");
        }
        if (report.reuse().isOfOtherVideos()) {
            warnings.add("Of the scores in the resume folder: " + report.reuse().summary() + ".");
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }
}
