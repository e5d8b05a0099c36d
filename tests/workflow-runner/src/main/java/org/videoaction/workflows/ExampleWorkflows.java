package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory;
import org.knime.core.node.workflow.FlowVariable;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.clips.VideoPartitionerNodeFactory;
import org.videoaction.knime.clips.VideoReaderNodeFactory;
import org.videoaction.knime.devices.ComputeDevicesNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.io.VideoModelWriterNodeFactory;
import org.videoaction.knime.learn.CsnLearnerNodeFactory;
import org.videoaction.knime.learn.SlowFastLearnerNodeFactory;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.boxes.PersonDetectorNodeFactory;
import org.videoaction.knime.score.ActionDetectorNodeFactory;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.ActionScorerNodeFactory;
import org.videoaction.knime.score.DetectionScorerNodeFactory;
import org.videoaction.knime.score.LongVideoPredictorNodeFactory;
import org.videoaction.knime.score.ModelComparisonNodeFactory;
import org.videoaction.knime.score.SegmentScorerNodeFactory;
import org.videoaction.knime.score.SegmentTunerNodeFactory;
import org.videoaction.knime.score.VideoAnnotatorNodeFactory;
import org.videoaction.model.exchange.ExportFormat;
import org.videoaction.standin.Plugin;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** The saved workflows of the project; {@link #main} writes their folders, and those of {@link TestingWorkflows}, anew. */
final class ExampleWorkflows {

    /** Where they are, in the project's folder. */
    static final String FOLDER = "tests/workflows";
    static final String TRAIN_SCORE_EVALUATE = "train-score-evaluate";
    static final String DETECT_ACTIONS = "detect-actions";
    static final String DETECT_OWN_VIDEOS = "detect-own-videos";
    static final String TRAIN_CSN = "train-csn";
    static final String FINE_TUNE = "fine-tune";
    static final String COMPARE_NETWORKS = "compare-networks";
    static final String SCORE_FOLDER = "score-folder";
    static final String RECOGNIZE_FOLDER = "recognize-folder";
    static final String INSPECT_VIDEOS = "inspect-videos";
    static final String LIST_BOXES = "list-boxes";
    static final String LONG_VIDEOS = "long-videos";
    static final String TUNE_SEGMENTS = "tune-segments";
    static final String CROSS_VALIDATE = "cross-validate";
    static final String SCORE_DETECTIONS = "score-detections";
    static final String EXPORT_MODEL = "export-model";
    static final String READ_MODEL = "read-model";
    static final String SEVERAL_LABELS = "several-labels";
    static final String COMPUTE_DEVICES = "compute-devices";

    private static final String MODEL_PORT = "Model to start from";

    static final Plugin PLUGIN = new Plugin("Video Action Recognition for KNIME", "org.videoaction.knime",
        "Video Action Recognition", "1.0.0", "Video Action Recognition for KNIME",
        "org.videoaction.knime.feature.feature.group");

    private ExampleWorkflows() {
    }

    /** @param arguments the folder of the project */
    public static void main(String[] arguments) throws IOException, WorkflowException {
        write(Path.of(arguments[0], FOLDER));
        TestingWorkflows.write(Path.of(arguments[0], TestingWorkflows.FOLDER));
    }

    static void write(Path folder) throws IOException, WorkflowException {
        trainScoreEvaluate(SlowFastLearnerNodeFactory.class, Map.of("alpha", "4"))
            .writeConfigured(folder.resolve(TRAIN_SCORE_EVALUATE));
        trainScoreEvaluate(CsnLearnerNodeFactory.class, Map.of()).writeConfigured(folder.resolve(TRAIN_CSN));
        fineTune().writeConfigured(folder.resolve(FINE_TUNE));
        compareNetworks().writeConfigured(folder.resolve(COMPARE_NETWORKS));
        scoreFolder().writeConfigured(folder.resolve(SCORE_FOLDER));
        recognizeFolder().writeConfigured(folder.resolve(RECOGNIZE_FOLDER));
        detectActions().writeConfigured(folder.resolve(DETECT_ACTIONS));
        detectOwnVideos().writeConfigured(folder.resolve(DETECT_OWN_VIDEOS));
        inspectVideos().writeConfigured(folder.resolve(INSPECT_VIDEOS));
        listBoxes().writeConfigured(folder.resolve(LIST_BOXES));
        longVideos().writeConfigured(folder.resolve(LONG_VIDEOS));
        tuneSegments().writeConfigured(folder.resolve(TUNE_SEGMENTS));
        crossValidate().writeConfigured(folder.resolve(CROSS_VALIDATE));
        scoreDetections().writeConfigured(folder.resolve(SCORE_DETECTIONS));
        exportModel().writeConfigured(folder.resolve(EXPORT_MODEL));
        readModel().writeConfigured(folder.resolve(READ_MODEL));
        severalLabels().writeConfigured(folder.resolve(SEVERAL_LABELS));
        computeDevices().writeConfigured(folder.resolve(COMPUTE_DEVICES));
    }

    /** Trains a thin network on clips with boxes and measures what it detects in the boxes of other videos. */
    private static WorkflowWriter detectActions() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode trainBoxes = boxes(workflow, "train").at(40, 40);
        WrittenNode testBoxes = boxes(workflow, "test").at(40, 240);
        WrittenNode clips = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "CUSTOM").set("frames", "8")
            .set("stride", "2")
            .set("short_side", "96").set("largest_short_side", "96").set("crop_size", "96").set("crop_place", "CENTRE")
            .set("flip", "true").set("box_jitter", "0.05").at(220, 40);
        WrittenNode learner = workflow.node(SlowFastLearnerNodeFactory.class).set("width", "8").set("alpha", "4")
            .set("training/epochs", "8").set("training/learning_rate", "0.1").set("training/warm_up_epochs", "1")
            .set("training/dropout", "0").at(400, 40);
        WrittenNode detector = workflow.node(ActionDetectorNodeFactory.class).set("short_sides", "96")
            .set("flip", "true").at(580, 140);
        WrittenNode scorer = workflow.node(DetectionScorerNodeFactory.class).at(760, 240);
        WrittenNode annotator = workflow.node(VideoAnnotatorNodeFactory.class)
            .set("target/folder", "knime://knime.workflow.data/annotated").set("overwrite", "true")
            .port("True boxes", BufferedDataTable.TYPE).at(760, 100);
        return workflow
            .connect(detector, 1, annotator, 1)
            .connect(testBoxes, 1, annotator, 2)
            .connect(trainBoxes, 1, clips, 1)
            .connect(clips, 1, learner, 1)
            .connect(learner, 1, detector, 1)
            .connect(testBoxes, 1, detector, 2)
            .connect(detector, 1, scorer, 1)
            .connect(testBoxes, 1, scorer, 2);
    }

    /** Finds the persons in the videos of a folder, and what they do, with published networks alone. */
    private static WorkflowWriter detectOwnVideos() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN).variable(new FlowVariable("videos", ""));
        WrittenNode videos = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "FOLDER")
            .use("video_folder/path/path", "videos").at(40, 160);
        WrittenNode persons = workflow.node(PersonDetectorNodeFactory.class).at(220, 160);
        WrittenNode model = workflow.node(VideoModelZooNodeFactory.class).set("dataset", "ava-2.2")
            .set("published_model", "slowfast-8x8-r50-pytorchvideo@ava-2.2").at(220, 40);
        WrittenNode actions = workflow.node(ActionDetectorNodeFactory.class).at(400, 100);
        WrittenNode annotator = workflow.node(VideoAnnotatorNodeFactory.class)
            .set("target/folder", "knime://knime.workflow.data/annotated").set("overwrite", "true").at(580, 100);
        return workflow.connect(videos, 1, persons, 1).connect(model, 1, actions, 1).connect(persons, 1, actions, 2)
            .connect(actions, 1, annotator, 1);
    }

    private static WrittenNode boxes(WorkflowWriter workflow, String part) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).comment("Video Dataset Reader (" + part + ")")
            .set("format", "AVA").set("list_file", "knime://knime.workflow.data/" + part + ".csv")
            .set("class_file", "knime://knime.workflow.data/actions.pbtxt");
    }

    /** Lists what networks can be computed on, and tries it. */
    private static WorkflowWriter computeDevices() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        workflow.node(ComputeDevicesNodeFactory.class).at(40, 40);
        return workflow;
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
            .set("format", "PATH_LABEL").set("list_file", "knime://knime.workflow.data/videos.txt").at(40, 160);
        WrittenNode predictor = workflow.node(LongVideoPredictorNodeFactory.class).at(260, 100);
        return workflow.connect(model, 1, predictor, 1).connect(list, 1, predictor, 2);
    }

    /**
     * Learns the actions of long videos and that nothing happens, tunes how they are found on others, and measures what is found
     * in yet others, with and without tuning.
     */
    private static WorkflowWriter tuneSegments() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode train = segments(workflow).comment("Video Dataset Reader (train)").set("part", "TRAINING")
            .set("background_class", "background").at(40, 40);
        WrittenNode validation = segments(workflow).comment("Video Dataset Reader (validation)").set("part", "VALIDATION")
            .at(40, 200);
        WrittenNode test = segments(workflow).comment("Video Dataset Reader (test)").set("part", "TEST").at(40, 360);
        WrittenNode clips = ballSampler(workflow, "train").set("clip_place", "RANDOM").at(220, 40);
        WrittenNode learner = ballLearner(workflow).at(400, 40);
        WrittenNode scored = longVideoPredictor(workflow, "validation").port("Windows", BufferedDataTable.TYPE).at(580, 140);
        WrittenNode tuner = workflow.node(SegmentTunerNodeFactory.class).set("overlap/background_class", "background")
            .at(760, 200);
        WrittenNode tuned = longVideoPredictor(workflow, "test, tuned").port("Tuned settings", BufferedDataTable.TYPE)
            .at(940, 200);
        WrittenNode untuned = longVideoPredictor(workflow, "test, untuned").at(940, 360);
        workflow.connect(train, 1, clips, 1).connect(clips, 1, learner, 1)
            .connect(learner, 1, scored, 1).connect(validation, 1, scored, 2)
            .connect(scored, 2, tuner, 1).connect(validation, 1, tuner, 2)
            .connect(learner, 1, tuned, 1).connect(test, 1, tuned, 2).connect(tuner, 1, tuned, 3)
            .connect(learner, 1, untuned, 1).connect(test, 1, untuned, 2);
        WrittenNode ofTuned = workflow.node(SegmentScorerNodeFactory.class).comment("Segment Scorer (tuned)").at(1120, 200);
        WrittenNode ofUntuned = workflow.node(SegmentScorerNodeFactory.class).comment("Segment Scorer (untuned)")
            .at(1120, 360);
        return workflow.connect(tuned, 1, ofTuned, 1).connect(test, 1, ofTuned, 2)
            .connect(untuned, 1, ofUntuned, 1).connect(test, 1, ofUntuned, 2);
    }

    private static WrittenNode longVideoPredictor(WorkflowWriter workflow, String videos) {
        return workflow.node(LongVideoPredictorNodeFactory.class).comment("Long Video Predictor (" + videos + ")")
            .set("step_seconds", "0.2").set("background_class", "background");
    }

    /**
     * Trains a network in each of three folds and measures it on the others' videos. In KNIME a loop does so with one branch;
     * three branches need none.
     */
    private static WorkflowWriter crossValidate() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode videos = segments(workflow).at(40, 240);
        WrittenNode comparison = workflow.node(ModelComparisonNodeFactory.class)
            .port("Second summary", BufferedDataTable.TYPE).port("Third summary", BufferedDataTable.TYPE)
            .set("names", "fold 0\nfold 1\nfold 2").at(1120, 240);
        for (int fold = 0; fold < 3; fold++) {
            int y = 40 + 200 * fold;
            String name = "fold " + fold;
            WrittenNode folds = workflow.node(VideoPartitionerNodeFactory.class).comment("Video Partitioner (" + name + ")")
                .set("folds", "3").set("test_fold", Integer.toString(fold)).at(220, y);
            Parts clips = new Parts(ballSampler(workflow, "train, " + name).set("clip_place", "RANDOM").at(400, y),
                ballSampler(workflow, "test, " + name).set("clip_place", "EVEN").at(400, y + 100));
            workflow.connect(videos, 1, folds, 1).connect(folds, 2, clips.train(), 1).connect(folds, 3, clips.test(), 1);
            WrittenNode learner = ballLearner(workflow).comment("SlowFast Learner (" + name + ")").at(580, y);
            workflow.connect(clips.train(), 1, learner, 1);
            WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class)
                .comment("Action Predictor (" + name + ")").at(760, y);
            WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class).comment("Action Scorer (" + name + ")")
                .at(940, y);
            workflow.connect(learner, 1, predictor, 1).connect(clips.test(), 1, predictor, 2)
                .connect(predictor, 1, scorer, 1).connect(scorer, 1, comparison, fold + 1);
        }
        return workflow;
    }

    private static WrittenNode segments(WorkflowWriter workflow) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "ACTIVITYNET")
            .set("list_file", "knime://knime.workflow.data/segments.json");
    }

    private static WrittenNode ballSampler(WorkflowWriter workflow, String part) {
        return smallSampler(workflow, part).set("frames", "4").set("stride", "2");
    }

    private static WrittenNode ballLearner(WorkflowWriter workflow) {
        return workflow.node(SlowFastLearnerNodeFactory.class).set("alpha", "4").set("width", "8")
            .set("training/epochs", "12").set("training/batch_size", "8").set("training/learning_rate", "0.05")
            .set("training/warm_up_epochs", "1").set("training/dropout", "0");
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
        WrittenNode zoo = workflow.node(VideoModelZooNodeFactory.class).set("weights", "RANDOM")
            .set("network", "slowfast-4x16-r50")
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
            .set("format", "PATH_LABEL").set("list_file", "knime://knime.workflow.data/videos.txt").at(40, 40);
        return workflow.connect(list, 1, workflow.node(VideoReaderNodeFactory.class).at(220, 40), 1);
    }

    /** Reads a thin network's weights, untrained, in the form and under the names of MMAction2. */
    private static WorkflowWriter readModel() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        workflow.node(VideoModelReaderNodeFactory.class).set("file", "knime://knime.workflow.data/ir-csn-50-width-2.pth")
            .set("class_names", "FROM_FILE").set("class_file", "knime://knime.workflow.data/classes.txt").at(40, 40);
        return workflow;
    }

    /** Scores the videos of a folder with a saved model; workflow variables say which, as a schedule needs. */
    private static WorkflowWriter scoreFolder() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN).variable(new FlowVariable("videos", ""))
            .variable(new FlowVariable("model", ""));
        WrittenNode model = workflow.node(VideoModelReaderNodeFactory.class).use("file/path/path", "model").at(40, 40);
        WrittenNode videos = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "FOLDER")
            .use("video_folder/path/path", "videos").at(40, 160);
        WrittenNode clips = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "TESTING")
            .set("views", "ALL").port("Model", VideoModelPortObject.TYPE).at(220, 160);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).at(400, 100);
        return workflow.connect(videos, 1, clips, 1).connect(model, 1, clips, 2).connect(model, 1, predictor, 1)
            .connect(clips, 1, predictor, 2);
    }

    /** Recognizes what happens in the videos of a folder with a published network; a workflow variable says which. */
    private static WorkflowWriter recognizeFolder() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN).variable(new FlowVariable("videos", ""));
        WrittenNode model = workflow.node(VideoModelZooNodeFactory.class).at(40, 40);
        WrittenNode videos = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "FOLDER")
            .use("video_folder/path/path", "videos").at(40, 160);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class)
            .port(ActionPredictorNodeFactory.CLIPS_OR_VIDEOS, BufferedDataTable.TYPE).at(220, 100);
        return workflow.connect(model, 1, predictor, 1).connect(videos, 1, predictor, 2);
    }

    /** Trains a thin network on small videos and measures it on others. */
    private static WorkflowWriter trainScoreEvaluate(Class<? extends NodeFactory<?>> learnerFactory,
        Map<String, String> network) {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        Parts clips = clips(workflow, videos(workflow), "", 16, 2, 40);
        WrittenNode learner = learner(workflow, learnerFactory, clips).at(400, 40);
        network.forEach(learner::set);
        evaluate(workflow, learner, clips, "", 140);
        return workflow;
    }

    /** Trains the network of a saved model further, on videos with classes of their own. */
    private static WorkflowWriter fineTune() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        Parts clips = clips(workflow, videos(workflow), "", 16, 2, 40);
        WrittenNode model = workflow.node(VideoModelReaderNodeFactory.class)
            .set("file", "knime://knime.workflow.data/model.zip").at(220, 140);
        WrittenNode learner = learner(workflow, SlowFastLearnerNodeFactory.class, clips)
            .port(MODEL_PORT, VideoModelPortObject.TYPE).set("training/epochs", "6")
            .set("training/learning_rate", "0.01").set("training/warm_up_epochs", "1")
            .set("training/fine_tuning/frozen_stages", "1").at(400, 40);
        evaluate(workflow.connect(model, 1, learner, 2), learner, clips, "", 140);
        return workflow;
    }

    /** Trains a SlowFast network, a CSN and a Slow pathway alone on the same videos and measures each on others. */
    private static WorkflowWriter compareNetworks() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        Parts videos = videos(workflow);
        Parts clips = clips(workflow, videos, "", 16, 2, 40);
        WrittenNode slowFast = learner(workflow, SlowFastLearnerNodeFactory.class, clips)
            .comment("SlowFast Learner (both pathways)").set("alpha", "4").at(400, 40);
        WrittenNode slowFastScorer = evaluate(workflow, slowFast, clips, " (SlowFast)", 40);
        WrittenNode csn = learner(workflow, CsnLearnerNodeFactory.class, clips).at(400, 160);
        WrittenNode csnScorer = evaluate(workflow, csn, clips, " (CSN)", 160);
        // the frames that the Slow pathway of the first network sees
        Parts fewer = clips(workflow, videos, ", 4 x 8", 4, 8, 440);
        WrittenNode slow = workflow.node(VideoModelZooNodeFactory.class).set("weights", "RANDOM")
            .set("network", "slow-4x16-r50")
            .set("width", "16").set("crop_size", "64").set("frames", "4").set("stride", "8").at(220, 340);
        WrittenNode slowOnly = learner(workflow, SlowFastLearnerNodeFactory.class, fewer)
            .port(MODEL_PORT, VideoModelPortObject.TYPE).comment("SlowFast Learner (Slow only)").at(400, 340);
        WrittenNode slowScorer = evaluate(workflow.connect(slow, 1, slowOnly, 2), slowOnly, fewer, " (Slow only)", 340);
        WrittenNode comparison = workflow.node(ModelComparisonNodeFactory.class)
            .port("Second summary", BufferedDataTable.TYPE).port("Third summary", BufferedDataTable.TYPE).at(940, 160);
        return workflow.connect(slowFastScorer, 1, comparison, 1).connect(csnScorer, 1, comparison, 2)
            .connect(slowScorer, 1, comparison, 3);
    }

    /** What there is once for training and once for testing. */
    private record Parts(WrittenNode train, WrittenNode test) {}

    private static Parts videos(WorkflowWriter workflow) {
        return new Parts(reader(workflow, "train").at(40, 40), reader(workflow, "test").at(40, 240));
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
        WrittenNode learner = ballLearner(workflow).set("training/loss/labels", "SEVERAL").at(400, 40);
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
        return sampler(workflow, part, 8, 1).set("short_side", "48")
            .set("largest_short_side", "48").set("crop_size", "48");
    }

    private static WrittenNode reader(WorkflowWriter workflow, String part) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).comment("Video Dataset Reader (" + part + ")")
            .set("format", "PATH_LABEL").set("list_file", "knime://knime.workflow.data/" + part + ".txt")
            .set("class_file", "knime://knime.workflow.data/classes.txt");
    }

    private static Parts clips(WorkflowWriter workflow, Parts videos, String name, int frames, int stride, int y) {
        WrittenNode train = sampler(workflow, "train" + name, frames, stride).set("clip_place", "RANDOM").at(220, y);
        WrittenNode test = sampler(workflow, "test" + name, frames, stride).set("clip_place", "EVEN")
            .set("clips_per_video", "3").at(220, y + 200);
        workflow.connect(videos.train(), 1, train, 1).connect(videos.test(), 1, test, 1);
        return new Parts(train, test);
    }

    private static WrittenNode sampler(WorkflowWriter workflow, String part, int frames, int stride) {
        return workflow.node(FrameSamplerNodeFactory.class).comment("Frame Sampler (" + part + ")")
            .set("clips_for", "CUSTOM").set("keeping", "WRITTEN").set("flip", "false")
            .set("frames", Integer.toString(frames)).set("stride", Integer.toString(stride)).set("short_side", "64")
            .set("largest_short_side", "64").set("crop_size", "64");
    }

    private static WrittenNode learner(WorkflowWriter workflow, Class<? extends NodeFactory<?>> factory, Parts clips) {
        WrittenNode learner = workflow.node(factory).set("width", "16").set("training/epochs", "14")
            .set("training/learning_rate", "0.05").set("training/warm_up_epochs", "2").set("training/dropout", "0");
        workflow.connect(clips.train(), 1, learner, 1);
        return learner;
    }

    /** Scores the test clips with what was learned; gives the scorer. */
    private static WrittenNode evaluate(WorkflowWriter workflow, WrittenNode learner, Parts clips, String name, int y) {
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).at(580, y);
        WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class).at(760, y);
        if (!name.isEmpty()) {
            predictor.comment("Action Predictor" + name);
            scorer.comment("Action Scorer" + name);
        }
        workflow.connect(learner, 1, predictor, 1).connect(clips.test(), 1, predictor, 2).connect(predictor, 1, scorer, 1);
        return scorer;
    }
}
