package org.videoaction.commandline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.videoaction.generated.MotionVideos;
import org.videoaction.standin.WorkflowException;

/** Generates videos where the example workflow looks for them and executes it. */
final class Demo {

    private static final MotionVideos VIDEOS = new MotionVideos(160, 20, 1);

    private final Path project;

    Demo(Path project) {
        this.project = project;
    }

    int run() throws WorkflowException, IOException {
        Path workflow = project.resolve(ExampleWorkflows.FOLDER).resolve(ExampleWorkflows.TRAIN_SCORE_EVALUATE);
        Path videos = workflow.resolve("data");
        System.out.println("Generating videos: " + videos);
        VIDEOS.write(videos);
        return new RunCommand(workflow, List.of(), Map.of(), project.resolve("out").resolve("demo")).run();
    }
}
