package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Path;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.learn.SlowFastLearnerNodeFactory;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.ActionScorerNodeFactory;
import org.videoaction.knime.score.DetectionScorerNodeFactory;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** Workflows with their data that check themselves: their last node fails where a number is off. */
final class TestingWorkflows {

    /** Where they are, in the project's folder. */
    static final String FOLDER = "tests/testing/workflows";
    static final String LEARN_MOTIONS = "learn-motions";
    static final String DETECT_BOXES = "detect-boxes";

    private TestingWorkflows() {
    }

    static void write(Path folder) throws IOException, WorkflowException {
        learnMotions().writeConfigured(folder.resolve(LEARN_MOTIONS));
        detectBoxes().writeConfigured(folder.resolve(DETECT_BOXES));
    }

    /** Learns twelve small videos of six motions by heart, which needs all from decoding to scoring. */
    private static WorkflowWriter learnMotions() {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode videos = workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "PATH_LABEL")
            .set("list_file", "knime://knime.workflow.data/videos.txt")
            .set("class_file", "knime://knime.workflow.data/classes.txt").at(40, 40);
        WrittenNode clips = workflow.node(FrameSamplerNodeFactory.class).set("clips_for", "CUSTOM").set("keeping", "WRITTEN")
            .set("clip_place", "EVEN").set("clips_per_video", "1").set("flip", "false").set("frames", "8").set("stride", "3")
            .set("short_side", "48").set("largest_short_side", "48").set("crop_size", "48").set("crop_place", "CENTRE")
            .at(220, 40);
        WrittenNode learner = workflow.node(SlowFastLearnerNodeFactory.class).set("width", "8").set("alpha", "4")
            .set("training/epochs", "16").set("training/batch_size", "6").set("training/learning_rate", "0.05")
            .set("training/warm_up_epochs", "2").set("training/dropout", "0").at(400, 40);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).at(580, 140);
        WrittenNode scorer = workflow.node(ActionScorerNodeFactory.class).set("least_accuracy", "0.9").at(760, 140);
        return workflow.connect(videos, 1, clips, 1).connect(clips, 1, learner, 1).connect(learner, 1, predictor, 1)
            .connect(clips, 1, predictor, 2).connect(predictor, 1, scorer, 1);
    }

    /**
     * Compares detections with true boxes: of one action the first and the third are right, whose average precision is
     * 1/2 x 1 + 1/2 x 2/3, of the other all; the mean is 11/12.
     */
    private static WorkflowWriter detectBoxes() {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode detections = boxes(workflow, "detections", "AVA_PROPOSALS").set("ava/least_score", "0").at(40, 40);
        WrittenNode truth = boxes(workflow, "truth", "AVA").at(40, 160);
        WrittenNode scorer = workflow.node(DetectionScorerNodeFactory.class).set("least_frame_map", "0.9166").at(260, 100);
        return workflow.connect(detections, 1, scorer, 1).connect(truth, 1, scorer, 2);
    }

    private static WrittenNode boxes(WorkflowWriter workflow, String what, String format) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).comment("Video Dataset Reader (" + what + ")")
            .set("format", format).set("list_file", "knime://knime.workflow.data/" + what + ".csv")
            .set("class_file", "knime://knime.workflow.data/actions.pbtxt");
    }
}
