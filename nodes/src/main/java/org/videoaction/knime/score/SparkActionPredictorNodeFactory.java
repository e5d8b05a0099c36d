package org.videoaction.knime.score;

import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.clips.VideoColumns;
import org.videoaction.knime.clips.VideoRows;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.spark.SparkFolder;
import org.videoaction.model.spark.SparkRun;

/** Recognizes the actions in more videos than one computer can, on a cluster. */
public final class SparkActionPredictorNodeFactory extends DefaultNodeFactory {

    /** A video without a prediction. */
    private record Failure(String video, String problem, String host) {}

    private static final Columns<Failure> FAILURES = new Columns<Failure>()
        .with(PATH, Failure::video)
        .with(PROBLEM, Failure::problem)
        .with(Column.text("Host"), Failure::host);

    /** What came of a run. */
    private record Report(int videos, int broken, double seconds, String master, ScoringModel model) {}

    private static final Columns<Report> REPORT = new Columns<Report>()
        .with(CommonColumns.VIDEOS, Report::videos)
        .with(Column.count("Broken videos"), Report::broken)
        .with(Column.number("Time (s)"), Report::seconds)
        .with(Column.text("Master"), Report::master)
        .with(ScoringModel.COLUMNS.of(Report::model));

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Spark Action Predictor")
        .icon("spark-action-predictor.png")
        .shortDescription("Recognizes the action in each video, on a cluster of Apache Spark.")
        .fullDescription("""
            Scores the videos of a table by the views of the model's own test, as the Action Predictor does, with the same
            numbers, on the computers of a cluster. It starts spark-submit of a Spark 4 that is installed beside KNIME and
            waits for the job, whose file videoaction-spark-1.0.0.jar is built from the source of this extension and does not
            come with it. What the job remarks is the node's warning. The computers of the cluster see the videos and the shared folder under the same paths as this
            one. Videos are scored in waves of 4,096: when the node is executed again after it was canceled or failed, whether
            here or there, finished waves are kept. A video that cannot be read has missing values and the reason.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "A trained network.", VideoModelPortObject.TYPE)
            .addInputTable("Videos", """
                One row per video, or segment of one, with its path and, where it is known, its class.
                """)
            .addOutputTable("Predictions", "One row per video.")
            .addOutputTable("Failures", "One row per video without a prediction: why, and on which host.")
            .addOutputTable("Run report", """
                One row: videos, those that cannot be read, seconds with the start of Spark, the master; the model, its
                multiply-accumulates for one view in billions, the views of a video, and its parameters.
                """))
        .model(model -> model.parametersClass(SparkActionPredictorParameters.class)
            .configure(SparkActionPredictorNodeFactory::configure)
            .execute(SparkActionPredictorNodeFactory::execute))
        .nodeType(NodeType.Predictor)
        .keywords("video", "action recognition", "inference", "score", "cluster", "Apache Spark", "YARN", "Kubernetes");

    public SparkActionPredictorNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        SparkActionPredictorParameters parameters = in.getParameters();
        parameters.check();
        VideoModelPortObjectSpec model = in.getInPortSpec(0);
        DataTableSpec videos = in.getInTableSpec(1);
        model.checkRecognises();
        PathColumn.name(videos, parameters.pathColumn);
        out.setOutSpec(1, FAILURES.spec());
        out.setOutSpec(2, REPORT.spec());
        if (!model.classes().isEmpty()) {
            out.setOutSpec(0, parameters.predictions().spec(model.classes()));
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out) throws CanceledExecutionException, KNIMEException {
        SparkActionPredictorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject port = in.getInPortObject(0);
        VideoModel model = NodeWork.run(exec, progress -> port.load());
        List<ListedVideo> videos = NodeWork.run(exec, progress -> VideoRows.read(in.getInTable(1),
            VideoColumns.automatic(in.getInTable(1).getDataTableSpec(), parameters.pathColumn), new VideoPlaces()).videos());
        ScoringModel scoring = ScoringModel.of(model,
            parameters.views.recipe(model.test(), VideoLimits.DEFAULT).spec(model.classes()));
        Predictions.Writer rows = parameters.predictions().writer(model.classes(), scoring, exec);
        TableWriter<Failure> failures = FAILURES.writer(exec);
        int[] broken = {0};
        long start = System.nanoTime();
        List<String> warnings = new ArrayList<>(NodeWork.run(exec, progress -> {
            SparkFolder folder = new SparkFolder(parameters.places.sharedFolder());
            List<String> remarks = SparkRun.of(
                parameters.submission(folder.prepare(model, videos, parameters.views.views())), progress,
                said -> {});
            folder.read(videos.stream().map(ListedVideo::name).toList(), (score, host) -> {
                rows.add(score);
                if (score.problem() != null) {
                    broken[0]++;
                    failures.add(new Failure(score.video(), score.problem(), host));
                }
            });
            return remarks;
        }));
        double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
        if (broken[0] > 0) {
            warnings.add(broken[0] + " videos have no prediction; the second output says why.");
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
        out.setOutData(0, rows.close());
        out.setOutData(1, failures.close());
        out.setOutData(2, REPORT.table(List.of(new Report(videos.size(), broken[0], seconds, parameters.master, scoring)),
            report -> "Run", exec));
    }
}
