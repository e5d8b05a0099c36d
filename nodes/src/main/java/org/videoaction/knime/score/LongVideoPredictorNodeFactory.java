package org.videoaction.knime.score;

import static org.videoaction.knime.score.SegmentTunerNodeFactory.LARGEST_GAP;
import static org.videoaction.knime.score.SegmentTunerNodeFactory.LEAST_CONFIDENCE;
import static org.videoaction.knime.score.SegmentTunerNodeFactory.SHORTEST_SEGMENT;
import static org.videoaction.knime.table.CommonColumns.CONFIDENCE;
import static org.videoaction.knime.table.CommonColumns.END;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PREDICTION;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.START;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.videoaction.model.scoring.SegmentRules;
import org.videoaction.model.scoring.ScoredWindow;
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

    /** A window of a video. */
    private record Window(String video, ScoredWindow window) {}

    /** Where windows go if there is a port for them. */
    private static final int WINDOWS = 1;
    /** Where tuned settings come from if there is a port for them. */
    private static final int TUNED = 2;

    private static final String TRIALS = "tuned settings";

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Long Video Predictor")
        .icon("long-video-predictor.png")
        .shortDescription("Finds out which action happens when in long videos.")
        .fullDescription("""
            Slides a window of the length of the model's clips over each video, scores every window and makes one row of
            neighboring windows of the same class, with start and end. A video of any length needs the same memory. A video
            that cannot be read has a row with missing values and the reason. A class of the model can stand for stretches in
            which nothing happens: it makes no segments. Which windows become segments can be tuned with the Segment Tuner.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(ports -> ports
            .addInputPortGroup("Model", port -> port.name("Model").description("A trained network.")
                .fixed(VideoModelPortObject.TYPE))
            .addInputPortGroup("Paths", port -> port.name("Paths").description("""
                A row per video, with its path; a video that several rows name, as those of its true segments do, is scored once.
                """)
                .fixed(BufferedDataTable.TYPE))
            .addInputPortGroup("Tuned settings", port -> port.name("Tuned settings").description("""
                The trials of a Segment Tuner: the least confidence, largest gap and shortest segment of the first row, which is
                the best, take the place of those set here.
                """).optional().supportedTypes(BufferedDataTable.TYPE))
            .addOutputPortGroup("Segments", port -> port.name("Segments")
                .description("One row per segment: video, start, end, action, its mean probability, windows.")
                .fixed(BufferedDataTable.TYPE))
            .addOutputPortGroup("Windows", port -> port.name("Windows").description("""
                One row per window: video, start and end of the stretch that it stands for, and the probability of each class;
                for the Segment Tuner.
                """).optional().supportedTypes(BufferedDataTable.TYPE)))
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
        parameters.rules(model.classes());
        if (in.getInPortSpecs().length > TUNED) {
            checkTuned(in.getInTableSpec(TUNED));
        }
        DataTableSpec segments = columns(model.classes()).spec();
        if (in.getOutPortTypes().length > WINDOWS) {
            out.setOutSpecs(segments, model.classes().isEmpty() ? null : windowColumns(model.classes()).spec());
        } else {
            out.setOutSpecs(segments);
        }
    }

    private static void checkTuned(DataTableSpec trials) throws InvalidSettingsException {
        for (Column<?> column : List.of(LEAST_CONFIDENCE, LARGEST_GAP, SHORTEST_SEGMENT)) {
            if (!column.isIn(trials)) {
                throw new InvalidSettingsException("The table of tuned settings has no column " + column.name()
                    + ". Connect the trials of a Segment Tuner.");
            }
        }
    }

    /** Those of the first trial. */
    private static SegmentRules tuned(BufferedDataTable trials, int background) throws KNIMEException {
        Iterator<TableRow> rows = TableRow.of(trials).iterator();
        if (!rows.hasNext()) {
            throw new KNIMEException("The table of tuned settings has no row. Connect the trials of a Segment Tuner.");
        }
        TableRow best = rows.next();
        return new SegmentRules(best.number(LEAST_CONFIDENCE, TRIALS), best.number(LARGEST_GAP, TRIALS),
            best.number(SHORTEST_SEGMENT, TRIALS), background);
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
        SegmentRules rules = NodeWork.run(exec, progress -> {
            SegmentRules set = parameters.rules(model.classes());
            return in.getInPortObjects().length > TUNED ? tuned(in.getInTable(TUNED), set.background()) : set;
        });
        TableWriter<Said> segments = columns(model.classes()).writer(exec);
        Optional<TableWriter<Window>> windows = in.getOutPortTypes().length > WINDOWS
            ? Optional.of(windowColumns(model.classes()).writer(exec)) : Optional.empty();
        List<TableRow> videos = places.videos(table, paths);
        double share = 1.0 / Math.max(1, videos.size());
        NodeWork.run(exec, progress -> {
            try (LongVideoScorer scorer = new LongVideoScorer(model, parameters.stepSeconds, parameters.settings(),
                parameters.limits().with(places))) {
                long done = 0;
                for (TableRow row : videos) {
                    double before = done++ * share;
                    String video = places.name(row, paths);
                    Progress ofVideo = (fraction, message) -> progress.report(before + share * fraction,
                        video + ": " + message);
                    if (video == null) {
                        segments.add(new Said(null, null, "has no path"));
                        continue;
                    }
                    try {
                        List<ScoredWindow> scored = windows(places.of(row, paths).path(), places, scorer, ofVideo);
                        ActionSegment.of(scored, rules).forEach(segment -> segments.add(new Said(video, segment, null)));
                        windows.ifPresent(rows -> scored.forEach(window -> rows.add(new Window(video, window))));
                    } catch (VideoException e) {
                        segments.add(new Said(video, null, e.reason()));
                    }
                }
            }
            return null;
        });
        out.setOutData(0, segments.close());
        windows.ifPresent(rows -> out.setOutData(WINDOWS, rows.close()));
        parameters.computing.device().remark().ifPresent(out::setWarningMessage);
    }

    private static List<ScoredWindow> windows(Path path, VideoPlaces places, LongVideoScorer scorer,
        Progress progress) throws IOException {
        places.fetch(path, progress);
        return scorer.windows(path, progress);
    }

    private static Columns<Window> windowColumns(Classes classes) {
        return new Columns<Window>().with(PATH, Window::video)
            .with(new Columns<ScoredWindow>().with(START, ScoredWindow::start).with(END, ScoredWindow::end)
                .with(Predictions.probabilities(classes).of(ScoredWindow::probabilities)).of(Window::window));
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
