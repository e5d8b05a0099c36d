package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.Motion;
import org.videoaction.generated.MotionVideos;
import org.videoaction.knime.clips.FrameSamplerNodeFactory;
import org.videoaction.knime.clips.VideoReaderNodeFactory;
import org.videoaction.knime.io.VideoDatasetReaderNodeFactory;
import org.videoaction.knime.io.VideoModelReaderNodeFactory;
import org.videoaction.knime.learn.SlowFastLearnerNodeFactory;
import org.videoaction.knime.learn.VideoModelZooNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.score.ActionPredictorNodeFactory;
import org.videoaction.knime.score.VideoAnnotatorNodeFactory;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.Plugin;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowWriter;
import org.videoaction.standin.WrittenNode;

/** What the campaign works on: a few small videos, a thin network and workflows, made anew from a seed. */
record Material(Path folder) {

    static final String LEARNER = "SlowFast Learner";
    static final String SAMPLER = "Frame Sampler";
    static final String PREDICTOR = "Action Predictor";
    static final String ANNOTATOR = "Video Annotator";

    private static final Plugin PLUGIN = new Plugin("Video Action Recognition for KNIME", "org.videoaction.knime",
        "Video Action Recognition", "1.0.0", "Video Action Recognition for KNIME",
        "org.videoaction.knime.feature.feature.group");
    private static final int FRAMES = 8;
    private static final int STRIDE = 2;
    private static final int SIDE = 48;

    static Material generate(Path folder) throws IOException {
        Material material = new Material(folder);
        new MotionVideos(4, 2, 3).write(folder);
        ModelFile.save(VideoModel.untrained(network(), new VideoModel.Input(FRAMES, SIDE, SIDE, STRIDE), classes(), 5),
            material.model());
        try {
            material.training().write(material.trainingWorkflow());
            material.tables().write(material.tablesWorkflow());
            material.annotating().write(material.annotatingWorkflow());
        } catch (WorkflowException e) {
            throw new IllegalStateException(e);
        }
        return material;
    }

    private static SlowFast network() {
        return SlowFast.plain(50, 4, 8, 8, Lateral.convolution(5, true), FrameRule.STRIDE, 0.5, classes().size());
    }

    static Classes classes() {
        return new Classes(Arrays.stream(Motion.values()).map(Motion::label).toList());
    }

    Path model() {
        return folder.resolve("model.zip");
    }

    Path list(String part) {
        return folder.resolve(part + ".txt");
    }

    List<ListedVideo> videos(String part) throws IOException {
        return DatasetList.read(ListFormat.VIDEOS, list(part), null, folder.resolve("classes.txt")).videos();
    }

    Recipe recipe() {
        return new Recipe(new ClipSampling(new UniformClips(FRAMES, STRIDE, 1),
            new SpatialSampling(SIDE, SIDE, SIDE, SpatialSampling.Place.CENTRE, false)), VideoLimits.DEFAULT, Resize.FAST,
            0);
    }

    /** Trains with validation; the folder for checkpoints is to be set. */
    Path trainingWorkflow() {
        return folder.resolve("training");
    }

    private WorkflowWriter training() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode learner = workflow.node(SlowFastLearnerNodeFactory.class).set("alpha", "4").set("width", "8")
            .set("training/epochs", "5").set("training/warm_up_epochs", "1").set("training/batch_size", "4")
            .set("training/checkpoints/every_steps", "1").port("Validation clips", ClipTablePortObject.TYPE);
        return workflow.connect(sampler(workflow, "train", SAMPLER), 1, learner, 1)
            .connect(sampler(workflow, "test", "Validation"), 1, learner, 2);
    }

    /** Gives tables and a model, the same each time: no seconds are in them. */
    Path tablesWorkflow() {
        return folder.resolve("tables");
    }

    private WorkflowWriter tables() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        workflow.node(VideoModelZooNodeFactory.class).set("network", "slowfast-4x16-r50").set("width", "8")
            .set("class_names", String.join("\n", classes().names())).set("crop_size", "64");
        return workflow.connect(reader(workflow, "train"), 1, workflow.node(VideoReaderNodeFactory.class), 1);
    }

    /** Samples, scores and annotates; the folders of the Predictor and the Annotator are to be set. */
    Path annotatingWorkflow() {
        return folder.resolve("annotating");
    }

    private WorkflowWriter annotating() {
        WorkflowWriter workflow = new WorkflowWriter(PLUGIN);
        WrittenNode model = workflow.node(VideoModelReaderNodeFactory.class).set("file", model().toString());
        WrittenNode predictor = workflow.node(ActionPredictorNodeFactory.class).set("batch_size", "1");
        WrittenNode annotator = workflow.node(VideoAnnotatorNodeFactory.class).set("overwrite", "true")
            .set("target/folder", folder.resolve("annotated").toString());
        return workflow.connect(model, 1, predictor, 1).connect(sampler(workflow, "train", SAMPLER), 1, predictor, 2)
            .connect(predictor, 1, annotator, 1);
    }

    private WrittenNode sampler(WorkflowWriter workflow, String part, String comment) {
        WrittenNode sampler = workflow.node(FrameSamplerNodeFactory.class).comment(comment)
            .set("clips_for", "CUSTOM").set("flip", "false").set("keeping", "WRITTEN")
            .set("frames", Integer.toString(FRAMES)).set("stride", Integer.toString(STRIDE));
        for (String side : List.of("short_side", "largest_short_side", "crop_size")) {
            sampler.set(side, Integer.toString(SIDE));
        }
        workflow.connect(reader(workflow, part), 1, sampler, 1);
        return sampler;
    }

    private WrittenNode reader(WorkflowWriter workflow, String part) {
        return workflow.node(VideoDatasetReaderNodeFactory.class).set("format", "PATH_LABEL")
            .set("list_file", list(part).toString())
            .set("class_file", folder.resolve("classes.txt").toString());
    }
}
