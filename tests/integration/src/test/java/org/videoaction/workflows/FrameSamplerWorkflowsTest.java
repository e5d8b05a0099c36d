package org.videoaction.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.list.Classes;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** The Frame Sampler in workflows, on six videos of 64 x 64 pixels. */
class FrameSamplerWorkflowsTest {

    private static final int SIDE = 64;
    private static final Classes CLASSES = Classes.of("move_left", "move_right", "move_up", "move_down", "spin", "grow");

    @TempDir
    private static Path videos;

    @TempDir
    private Path folder;

    @BeforeAll
    static void generate() throws IOException {
        new MotionVideos(0, 1, SIDE, 24, 7).write(videos);
        ModelFile.save(VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, CLASSES.size()),
            new VideoModel.Input(16, 48, 48, 1), CLASSES, 1), videos.resolve("model.zip"));
    }

    private static WrittenNode sampler(WorkflowWriter workflow, Map<String, String> settings) {
        WrittenNode list = workflow.node(VideoDatasetReaderNodeFactory.class)
            .set("format", "PATH_LABEL").set("list_file", videos.resolve("test.txt").toString())
            .set("class_file", videos.resolve("classes.txt").toString());
        WrittenNode sampler = workflow.node(FrameSamplerNodeFactory.class);
        settings.forEach(sampler::set);
        workflow.connect(list, 1, sampler, 1);
        return sampler;
    }

    private NodeRun run(WorkflowWriter workflow, WrittenNode node) throws Exception {
        workflow.write(folder.resolve("workflow"));
        try (WorkflowRunner runner = WorkflowRunner.load(folder.resolve("workflow"))) {
            return runner.run(WorkflowListener.NONE).node(node.id());
        }
    }

    /** Three nodes and a model that says how long and large clips are. */
    @ParameterizedTest
    @CsvSource({"TESTING, 3, false", "TRAINING, 1, true"})
    void aModelsClipsAreSampledWithoutAWordOnTheirSizeAndTheModelTakesThem(String clipsFor, int views, boolean random)
        throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode model = workflow.node(VideoModelReaderNodeFactory.class)
            .set("file", videos.resolve("model.zip").toString());
        WrittenNode sampler = sampler(workflow, Map.of("clips_for", clipsFor, "views", "THREE"))
            .port("Model", VideoModelPortObject.TYPE);
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class);
        workflow.connect(model, 1, sampler, 2).connect(model, 1, predictor, 1).connect(sampler, 1, predictor, 2);

        NodeRun ran = run(workflow, predictor);

        assertThat(ran.state()).isEqualTo(NodeState.EXECUTED);
        ClipSpec clips = clips(workflow, sampler);
        assertThat(clips).isEqualTo(new ClipSpec(3, 16, 48, 48, 1, views, 1, CLASSES, false, random));
    }

    private ClipSpec clips(WorkflowWriter workflow, WrittenNode sampler) throws Exception {
        return ((ClipTablePortObjectSpec) run(workflow, sampler).outputs().get(0).getSpec()).clips();
    }

    /** The classes move_left and move_right are among those of the list. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFlipThatMakesOneClassOfAnotherIsWarnedOf(boolean flip) throws Exception {
        WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
        WrittenNode sampler = sampler(workflow, Map.of("clips_for", "CUSTOM", "frames", "4", "scaling", "FAST", "short_side",
            "24", "largest_short_side", "24", "crop_size", "16", "flip", Boolean.toString(flip)));
        assertThat(run(workflow, sampler).warning().orElse("").contains("makes the class move_left look like another"))
            .isEqualTo(flip);
    }

    @Test
    void theReferenceFilterIsWarnedOfWhereItShrinksMoreThanTwice() throws Exception {
        for (String scaling : new String[] {"REFERENCE", "FAST"}) {
            for (int side : new int[] {SIDE / 4, SIDE / 2}) {
                WorkflowWriter workflow = new WorkflowWriter(ExampleWorkflows.PLUGIN);
                WrittenNode sampler = sampler(workflow, Map.of("clips_for", "CUSTOM", "frames", "4", "scaling", scaling,
                    "flip", "false", "short_side", Integer.toString(side), "largest_short_side", Integer.toString(side),
                    "crop_size", "16"));

                String warning = run(workflow, sampler).warning().orElse("");

                if (scaling.equals("REFERENCE") && side == SIDE / 4) {
                    assertThat(warning).contains("of 6 of 6 videos more than twice smaller", " 4.0 times", "fast scaling");
                } else {
                    assertThat(warning).as("%s to %d", scaling, side).isEmpty();
                }
            }
        }
    }
}
