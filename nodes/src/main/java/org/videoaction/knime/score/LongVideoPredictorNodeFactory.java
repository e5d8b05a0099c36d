package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PREDICTION;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.START;

import java.io.IOException;
import java.nio.file.Path;
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
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.VideoException;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ActionSegment;
import org.videoaction.model.scoring.LongVideoScorer;

/** Finds out which action happens when in long videos. */
public final class LongVideoPredictorNodeFactory extends DefaultNodeFactory {

    /** A segment of a video, or why there is none. */
    private record Said(String video, ActionSegment segment, String problem) {}

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Long Video Predictor")
        .icon("long-video-predictor.png")
        .shortDescription("Finds out which action happens when in long videos.")
        .fullDescription("""
            Slides a window of the length of the model's clips over each video, scores every window and makes one row of
            neighboring windows of the same class, with start and end. A video of any length needs the same memory. A video
            that cannot be read has a row with missing values and the reason.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputTable("Paths", "One row per video, with its path.")
            .addOutputTable("Segments", "One row per segment: video, start, end, action, its mean probability, windows."))
        .model(model -> model.parametersClass(LongVideoPredictorParameters.class)
            .configure(LongVideoPredictorNodeFactory::configure)
            .execute(LongVideoPredictorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "sliding window", "untrimmed", "segment");

    public LongVideoPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        LongVideoPredictorParameters parameters = in.getParameters();
        parameters.validate();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        model.checkRecognises();
        model.checkComputes(parameters.computing.device());
        PathColumn.name(in.getInTableSpec(1), parameters.pathColumn);
        out.setOutSpec(0, columns(model.classes()).spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        LongVideoPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject port = in.getInPortObject(0);
        BufferedDataTable table = in.getInTable(1);
        String paths = NodeWork.run(exec, progress -> PathColumn.name(table.getDataTableSpec(), parameters.pathColumn));
        VideoModel model = NodeWork.run(exec, progress -> port.load());
        VideoPlaces places = new VideoPlaces();
        TableWriter<Said> segments = columns(model.classes()).writer(exec);
        double share = 1.0 / Math.max(1, table.size());
        NodeWork.run(exec, progress -> {
            try (LongVideoScorer scorer = new LongVideoScorer(model, parameters.stepSeconds, parameters.settings(),
                parameters.limits().with(places))) {
                long done = 0;
                for (TableRow row : TableRow.of(table)) {
                    double before = done++ * share;
                    String video = places.name(row, paths);
                    score(video, places.of(row, paths).path(), places, scorer,
                        (fraction, message) -> progress.report(before + share * fraction, video + ": " + message))
                        .forEach(segments::add);
                }
            }
            return null;
        });
        out.setOutData(0, segments.close());
        parameters.computing.device().remark().ifPresent(out::setWarningMessage);
    }

    private static List<Said> score(String video, Path path, VideoPlaces places, LongVideoScorer scorer,
        Progress progress) throws IOException {
        if (video == null) {
            return List.of(new Said(null, null, "has no path"));
        }
        try {
            places.fetch(path, progress);
            return scorer.score(path, progress).stream()
                .map(segment -> new Said(video, segment, null)).toList();
        } catch (VideoException e) {
            return List.of(new Said(video, null, e.reason()));
        }
    }

    /** @param classes none where they are not known yet */
    private static Columns<Said> columns(Classes classes) {
        return new Columns<Said>()
            .with(PATH, Said::video)
            .with(new Columns<ActionSegment>()
                .with(START, ActionSegment::start)
                .with(END, ActionSegment::end)
                .with(PREDICTION.among(classes), segment -> classes.name(segment.label()))
                .with(CONFIDENCE, ActionSegment::probability)
                .with(Column.count("Windows"), ActionSegment::windows).of(Said::segment))
            .with(PROBLEM, Said::problem);
    }
}
