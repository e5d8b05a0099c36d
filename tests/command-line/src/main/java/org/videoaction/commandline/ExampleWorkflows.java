package org.videoaction.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.knime.core.node.NodeFactory;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.clips.VideoReaderNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.io.VideoModelWriterNodeFactory;
import org.videoaction.knime.learn.CsnLearnerNodeFactory;
import org.videoaction.knime.learn.SlowFastLearnerNodeFactory;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.ActionScorerNodeFactory;
import org.videoaction.knime.score.DetectionScorerNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.model.export.ExportFormat;
import org.videoaction.standin.Plugin;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** The saved workflows of the project, from which {@link #main} writes their folders anew. */
final class ExampleWorkflows {

    /** Where they are, in the project's folder. */
    static final String FOLDER = "tests/workflows";
    static final String TRAIN_SCORE_EVALUATE = "train-score-evaluate";
    static final String TRAIN_CSN = "train-csn";
    static final String INSPECT_VIDEOS = "inspect-videos";
    static final String LIST_BOXES = "list-boxes";
    static final String LONG_VIDEOS = "long-videos";
    static final String SCORE_DETECTIONS = "score-detections";
    static final String EXPORT_MODEL = "export-model";
    static final String READ_MODEL = "read-model";
    static final String SEVERAL_LABELS = "several-labels";

    static final Plugin PLUGIN = new Plugin("Video Action Recognition for KNIME", "org.videoaction.knime",
        "Video Action Recognition", "1.0.0", "Video Action Recognition for KNIME",
        "org.videoaction.knime.feature.feature.group");

    private ExampleWorkflows() {
    }

    /** @param arguments the folder of the project */
    public static void main(String[] arguments) throws IOException, WorkflowException {
        write(Path.of(arguments[0], FOLDER));
    }

    static void write(Path folder) throws IOException, WorkflowException {
        trainScoreEvaluate(SlowFastLearnerNodeFactory.class, Map.of("alpha", "4"))
            .write(folder.resolve(TRAIN_SCORE_EVALUATE));
        trainScoreEvaluate(CsnLearnerNodeFactory.class, Map.of()).write(folder.resolve(TRAIN_CSN));
        inspectVideos().write(folder.resolve(INSPECT_VIDEOS));
        listBoxes().write(folder.resolve(LIST_BOXES));
        longVideos().write(folder.resolve(LONG_VIDEOS));
        scoreDetections().write(folder.resolve(SCORE_DETECTIONS));
        exportModel().write(folder.resolve(EXPORT_MODEL));
        readModel().write(folder.resolve(READ_MODEL));
        severalLabels().write(folder.resolve(SEVERAL_LABELS));
    }

    /** Reads AVA's boxes. */
    private static WorkflowWriter listBoxes() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "AVA")
            .set("list_file", "knime://knime.workflow.data/boxes.csv")
            .set("class_file", "knime://knime.workflow.data/actions.pbtxt").at(40, 40);
        return workflow;
    }

    /** Slides a saved model over the videos of a list. */
    private static WorkflowWriter longVideos() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode model = workflow.node(VideoModelReaderNodeFactory.class)
            .set("file", "knime://knime.workflow.data/model.zip").at(40, 40);
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class)
            .set("list_file", "knime://knime.workflow.data/videos.txt").at(40, 160);
        WrittenNode predictor = workflow.node(LongVideoPredictorNodeFactory.class).at(260, 100);
        return workflow.connect(model, 1, predictor, 1).connect(list, 1, predictor, 2);
    }

    /** Compares detections, in the form of AVA's proposals with actions, with AVA's boxes. */
    private static WorkflowWriter scoreDetections() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode detections = workflow.node(VideoDatasetReaderNodeFactory.class)
            .comment("Video Dataset Reader (detections)").set("format", "AVA_PROPOSALS")
            .set("list_file", "knime://knime.workflow.data/detections.csv")
            .set("class_file", "knime://knime.workflow.data/actions.pbtxt").set("ava/least_score", "0").at(40, 40);
        WrittenNode truth = workflow.node(VideoDatasetReaderNodeFactory.class).comment("Video Dataset Reader (truth)")
            .set("format", "AVA").set("list_file", "knime://knime.workflow.data/boxes.csv")
            .set("class_file", "knime://knime.workflow.data/actions.pbtxt").at(40, 160);
        WrittenNode scorer = workflow.node(DetectionScorerNodeFactory.class).at(260, 100);
        return workflow.connect(detections, 1, scorer, 1).connect(truth, 1, scorer, 2);
    }

    /** Writes a thin network in every format. */
    private static WorkflowWriter exportModel() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode zoo = workflow.node(VideoModelZooNodeFactory.class).set("network", "slowfast-4x16-r50")
            .set("class_names", "walk\nrun\njump").set("width", "16").set("crop_size", "64").at(40, 190);
        int y = 40;
        for (ExportFormat format : ExportFormat.values()) {
            String name = format.name().toLowerCase(Locale.ROOT);
            WrittenNode writer = workflow.node(VideoModelWriterNodeFactory.class)
                .comment("Video Model Writer (" + name + ")").set("format", format.name())
                .set("file", "knime://knime.workflow.data/model-" + name + "." + format.extension())
                .set("if_exists", "OVERWRITE").at(260, y);
            workflow.connect(zoo, 1, writer, 1);
            y += 100;
        }
        return workflow;
    }

    /** Looks into the videos of a list. */
    private static WorkflowWriter inspectVideos() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class)
            .set("list_file", "knime://knime.workflow.data/videos.txt").at(40, 40);
        return workflow.connect(list, 1, workflow.node(VideoReaderNodeFactory.class).at(220, 40), 1);
    }

    /** Reads a thin network's weights, untrained, in the form and under the names of MMAction2. */
    private static WorkflowWriter readModel() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        workflow.node(VideoModelReaderNodeFactory.class).set("file", "knime://knime.workflow.data/ir-csn-50-width-2.pth")
            .set("class_file", "knime://knime.workflow.data/classes.txt").at(40, 40);
        return workflow;
    }

    /** Trains a thin network on small videos and measures it on others. */
    private static WorkflowWriter trainScoreEvaluate(Class<? extends NodeFactory<?>> learnerFactory,
        Map<String, String> network) {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode trainVideos = reader(workflow, "train").at(40, 40);
        WrittenNode testVideos = reader(workflow, "test").at(40, 240);
        WrittenNode trainClips = sampler(workflow, "train").set("clip_place", "RANDOM").at(220, 40);
        WrittenNode testClips = sampler(workflow, "test").set("clip_place", "EVEN").set("clips_per_video", "3")
            .at(220, 240);
        WrittenNode learner = workflow.node(learnerFactory).set("width", "16")
            .set("training/epochs", "14").set("training/learning_rate", "0.05").set("training/warm_up_epochs", "2")
            .set("training/dropout", "0").at(400, 40);
        network.forEach(learner::set);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).at(580, 140);
        WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class).at(760, 140);
        return workflow
            .connect(trainVideos, 1, trainClips, 1)
            .connect(testVideos, 1, testClips, 1)
            .connect(trainClips, 1, learner, 1)
            .connect(learner, 1, predictor, 1)
            .connect(testClips, 1, predictor, 2)
            .connect(predictor, 1, scorer, 1);
    }

    /** Trains a thin network on videos of which each shows several actions, listed as Charades is, and measures its mAP. */
    private static WorkflowWriter severalLabels() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode trainVideos = reader(workflow, "train").set("format", "CHARADES")
            .set("list_file", "knime://knime.workflow.data/train.csv").at(40, 40);
        WrittenNode testVideos = reader(workflow, "test").set("format", "VIDEOS")
            .set("class_file", "knime://knime.workflow.data/names.txt").at(40, 240);
        WrittenNode trainClips = smallSampler(workflow, "train").set("clip_place", "RANDOM").set("segments", "NONE")
            .at(220, 40);
        WrittenNode testClips = smallSampler(workflow, "test").set("clip_place", "EVEN").set("clips_per_video", "2")
            .at(220, 240);
        WrittenNode learner = workflow.node(SlowFastLearnerNodeFactory.class).set("alpha", "4").set("width", "8")
            .set("training/loss/labels", "SEVERAL").set("training/epochs", "12").set("training/batch_size", "8")
            .set("training/learning_rate", "0.05").set("training/warm_up_epochs", "1").set("training/dropout", "0")
            .at(400, 40);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).at(580, 140);
        WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class).set("label_column", "Labels").at(760, 140);
        return workflow
            .connect(trainVideos, 1, trainClips, 1)
            .connect(testVideos, 1, testClips, 1)
            .connect(trainClips, 1, learner, 1)
            .connect(learner, 1, predictor, 1)
            .connect(testClips, 1, predictor, 2)
            .connect(predictor, 1, scorer, 1);
    }

    private static WrittenNode smallSampler(WorkflowWriter workflow, String part) {
        return sampler(workflow, part).set("frames", "8").set("stride", "1").set("short_side", "48")
            .set("largest_short_side", "48").set("crop_size", "48");
    }

    private static WrittenNode reader(WorkflowWriter workflow, String part) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).comment("Video Dataset Reader (" + part + ")")
            .set("list_file", "knime://knime.workflow.data/" + part + ".txt")
            .set("class_file", "knime://knime.workflow.data/classes.txt");
    }

    private static WrittenNode sampler(WorkflowWriter workflow, String part) {
        return workflow.node(FrameSamplerNodeFactory.class).comment("Frame Sampler (" + part + ")").set("frames", "16")
            .set("stride", "2").set("short_side", "64").set("largest_short_side", "64").set("crop_size", "64");
    }
}
