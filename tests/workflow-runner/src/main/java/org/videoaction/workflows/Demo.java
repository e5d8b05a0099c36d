package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.videoaction.generated.ActionVideos;
import org.videoaction.generated.LongVideos;
import org.videoaction.generated.MotionVideos;
import org.videoaction.standin.WorkflowException;

/**
 * Generates videos where an example workflow looks for them and executes it.
 *
 * @param out the name of the folder of results
 */
record Demo(String workflow, Videos videos, String out) {

    /** A SlowFast network learns six motions. */
    static final Demo MOTIONS = new Demo(ExampleWorkflows.TRAIN_SCORE_EVALUATE, new MotionVideos(160, 20, 1)::write, "demo");
    /** A SlowFast network learns what happens in boxes. */
    static final Demo BOXES = new Demo(ExampleWorkflows.DETECT_ACTIONS, new ActionVideos(60, 30, 1)::write, "detect");

    /** A SlowFast network learns what happens when in long videos. */
    static final Demo SEGMENTS = new Demo(ExampleWorkflows.TUNE_SEGMENTS, new LongVideos(16, 6, 8, 1)::write, "segments");
    /** A SlowFast network learns from two thirds of the videos and is measured on the last, three times. */
    static final Demo FOLDS = new Demo(ExampleWorkflows.CROSS_VALIDATE, new LongVideos(18, 0, 0, 1)::write,
        "cross-validate");

    /** Those that are asked for by name. */
    static final Map<String, Demo> NAMED = Map.of("detect", BOXES, "segments", SEGMENTS, "cross-validate", FOLDS);

    /** A set of videos and their lists. */
    @FunctionalInterface
    interface Videos {
        void write(Path folder) throws IOException;
    }

    /** @param command settings and the folder of results, if others are wanted */
    int run(Path project, RunCommand command) throws WorkflowException, IOException {
        Path folder = project.resolve(ExampleWorkflows.FOLDER).resolve(workflow);
        Path data = folder.resolve("data");
        System.out.println("Generating videos: " + data);
        videos.write(data);
        return command.of(folder, project.resolve("out").resolve(out)).run();
    }
}
