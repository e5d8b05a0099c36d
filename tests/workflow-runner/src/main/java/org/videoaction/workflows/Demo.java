package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Path;
import org.videoaction.generated.ActionVideos;
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
