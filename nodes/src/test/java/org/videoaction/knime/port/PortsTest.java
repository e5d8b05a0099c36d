package org.videoaction.knime.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.swing.JLabel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.data.filestore.FileStoreFactory;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.knime.port.VideoModelPortObjectSpec.Traits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.standin.PortObjectFile;

@Tag("runner")
class PortsTest {

    private static final ClipSpec CLIPS = new ClipSpec(3, 8, 32, 32, 2, 10, 3, Classes.of("walk", "run"));
    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);

    @TempDir
    private Path folder;

    private static FileStore store(String name) throws Exception {
        return FileStoreFactory.createNotInWorkflowFileStoreFactory().createFileStore(name);
    }

    @Test
    void aClipTableComesBackFromAFile() throws Exception {
        FileStore store = store("clips.arrow");
        ByteBuffer frames = ByteBuffer.allocateDirect(CLIPS.clipBytes());
        frames.put(7, (byte) 200);
        try (ClipTableWriter writer = new ClipTableWriter(store.getFile().toPath(), CLIPS)) {
            writer.write(new Clip("a", "v", 1, 4, 25, 0, 2, "ok", frames));
            writer.finish();
        }
        ClipTablePortObject saved = new ClipTablePortObject(new ClipTablePortObjectSpec(CLIPS), store);
        ClipTablePortObject loaded = (ClipTablePortObject) new PortObjectFile(folder.resolve("port.zip")).write(saved)
            .read();
        assertThat(loaded.getSpec()).isEqualTo(saved.getSpec());
        try (ClipTable table = (ClipTable) loaded.open()) {
            assertThat(table.clip(0).frames().get(7)).isEqualTo((byte) 200);
        }
    }

    @Test
    void aClipTableSaysWhetherItsClipsWereDrawn() throws Exception {
        ClipTablePortObjectSpec spec = new ClipTablePortObjectSpec(
            new ClipSpec(3, 8, 32, 32, 2, 10, 3, Classes.of("walk", "run"), false, true));
        ModelContent content = new ModelContent("spec");
        spec.save(content);
        ClipTablePortObjectSpec loaded = new ClipTablePortObjectSpec();
        loaded.load(content);

        assertThat(loaded).isEqualTo(spec);
        assertThat(loaded.clips().random()).isTrue();
        assertThat(new ClipTablePortObject(loaded, store("clips.arrow")).getSummary()).startsWith("Random clips of 3 x 8");
    }

    @Test
    void aModelComesBackFromAFile() throws Exception {
        VideoModel model = new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), Weights.initial(TINY.network(), 1), List.of());
        VideoModelPortObject saved = VideoModelPortObject.of(model, store("model.zip"));
        VideoModelPortObject loaded = (VideoModelPortObject) new PortObjectFile(folder.resolve("port.zip")).write(saved)
            .read();
        assertThat(loaded.getSpec()).isEqualTo(saved.getSpec());
        assertThat(loaded.load()).usingRecursiveComparison().isEqualTo(model);
        loaded.copyTo(folder.resolve("copy.zip"));
        assertThat(Files.size(folder.resolve("copy.zip"))).isPositive();
    }

    @Test
    void portsShowWhatTheyCarry() throws Exception {
        ClipTablePortObject clips = new ClipTablePortObject(new ClipTablePortObjectSpec(CLIPS), store("clips.arrow"));
        assertThat(clips.getSummary()).isEqualTo("Clips of 3 x 8 x 32 x 32, stride 2, 10 x 3 views; 2 classes");
        assertThat(((JLabel) clips.getViews()[0]).getText()).contains("<td>32 x 32 pixels</td>",
            "<td>10 along time x 3 crops</td>", "<td>2: walk, run</td>");
        VideoModelPortObject model = VideoModelPortObject.of(new VideoModel(TINY, Preprocessing.KINETICS,
            new VideoModel.Input(8, 32, 32, 2), Classes.of("a<b", "run"), Weights.initial(TINY.network(), 1), List.of()),
            store("model.zip"));
        assertThat(((JLabel) model.getViews()[0]).getText()).contains("<td>8 frames, one of 2 of the video</td>",
            "<td>2: a&lt;b, run</td>");
    }

    /** The content of specs as the first version wrote it; what it had must be enough for all later ones. */
    @Test
    void specsOfTheFirstVersionLoad() throws Exception {
        ModelContent clips = new ModelContent("spec");
        Map.of("channels", 3, "frames", 8, "height", 32, "width", 32, "stride", 2, "clips_per_video", 10, "crops_per_clip",
            3)
            .forEach(clips::addInt);
        clips.addStringArray("classes", "walk", "run");
        ClipTablePortObjectSpec clipSpec = new ClipTablePortObjectSpec();
        clipSpec.load(clips);
        assertThat(clipSpec.clips()).isEqualTo(CLIPS);
        ModelContent model = new ModelContent("spec");
        model.addString("network", "SlowFast R50");
        Map.of("frames", 8, "height", 32, "width", 32, "stride", 2).forEach(model::addInt);
        model.addStringArray("classes", "walk", "run");
        VideoModelPortObjectSpec modelSpec = new VideoModelPortObjectSpec();
        modelSpec.load(model);
        assertThat(modelSpec).isEqualTo(new VideoModelPortObjectSpec("SlowFast R50", new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), false));
    }

    @Test
    void aModelTakesClipsLikeThoseItWasTrainedOn() {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), false);
        assertThatCode(() -> model.checkTakes(CLIPS)).doesNotThrowAnyException();
    }

    @Test
    void aModelTakesClipsLikeThoseOfItsTestToo() throws Exception {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(8, 28, 28, 2),
            Classes.of("walk", "run"), false, TestProtocol.of(new VideoModel.Input(8, 32, 32, 2)));
        assertThatCode(() -> model.checkTakes(CLIPS)).doesNotThrowAnyException();
        ModelContent content = new ModelContent("spec");
        model.save(content);
        VideoModelPortObjectSpec loaded = new VideoModelPortObjectSpec();
        loaded.load(content);
        assertThat(loaded).isEqualTo(model);
        assertThat(loaded.test().crop()).isEqualTo(32);
    }

    @Test
    void aModelThatCannotLookAtWholeFramesSaysSoBeforeItIsExecuted() {
        ClipSpec whole = new ClipSpec(3, 8, 32, 32, 2, 10, 1, Classes.NONE, false, false, true);
        VideoModel.Input input = new VideoModel.Input(8, 32, 32, 2);
        VideoModelPortObjectSpec ours = new VideoModelPortObjectSpec("SlowFast", input, Classes.of("walk"), false);
        VideoModelPortObjectSpec theirs = new VideoModelPortObjectSpec("ONNX network", input, Classes.of("walk"),
            new Traits(false, false, true, false, false), ours.test());
        assertThatCode(() -> ours.checkTakes(whole)).doesNotThrowAnyException();
        assertThatThrownBy(() -> theirs.checkTakes(whole)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("Choose views of crops");
    }

    @Test
    void nodesThatTakeTheModelItselfSayBeforeTheyAreExecutedThatTheyDoNotLookAtWholeFrames() {
        ClipSpec whole = new ClipSpec(3, 8, 32, 32, 2, 10, 1, Classes.NONE, false, false, true);
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "run"), false);
        assertThatCode(() -> model.checkTakesCrops(CLIPS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> model.checkTakesCrops(whole)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("port 2 show whole frames").hasMessageContaining("Choose views of crops");
    }

    @Test
    void aModelThatAveragesWindowsSaysAlsoAfterLoadingThatItHasNoTemperature() throws Exception {
        VideoModel.Input input = new VideoModel.Input(8, 32, 32, 2);
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("Slow", input, Classes.of("walk", "run"),
            new Traits(false, true, false, false, true), TestProtocol.of(input));
        ModelContent content = new ModelContent("spec");
        model.save(content);
        VideoModelPortObjectSpec loaded = new VideoModelPortObjectSpec();
        loaded.load(content);
        assertThat(loaded).isEqualTo(model);
        assertThatThrownBy(loaded::checkHasTemperature).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("several windows");
        assertThatThrownBy(model.asQuantized()::checkHasTemperature).hasMessageContaining("several windows");
    }

    @Test
    void aModelRefusesClipsOfAnotherShapeAndNamesBothSides() {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(16, 32, 32, 2),
            Classes.of("walk", "run"), false);
        assertThatThrownBy(() -> model.checkTakes(CLIPS)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("port 1 takes clips of 16 x 32 x 32").hasMessageContaining("port 2 are 8 x 32 x 32");
    }

    @Test
    void aModelRefusesClipsOfAnotherStride() {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(8, 32, 32, 4),
            Classes.of("walk", "run"), false);
        assertThatThrownBy(() -> model.checkTakes(CLIPS)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("stride");
    }

    @Test
    void aModelRefusesClassesThatItDoesNotKnow() {
        VideoModelPortObjectSpec model = new VideoModelPortObjectSpec("SlowFast", new VideoModel.Input(8, 32, 32, 2),
            Classes.of("walk", "jump"), false);
        assertThatThrownBy(() -> model.checkTakes(CLIPS)).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("run").hasMessageContaining("It knows walk, jump");
    }

    @Test
    void modelsThatLookIntoBoxesAndThoseThatDoNotNameTheNodeThatTakesThem() throws Exception {
        VideoModel.Input input = new VideoModel.Input(8, 32, 32, 2);
        VideoModelPortObjectSpec detects = new VideoModelPortObjectSpec("SlowFast", input, Classes.of("walk"), true);
        VideoModelPortObjectSpec recognises = new VideoModelPortObjectSpec("SlowFast", input, Classes.of("walk"), false);
        detects.checkDetects();
        recognises.checkRecognises();
        recognises.checkExplained();
        assertThatThrownBy(detects::checkExplained).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("SlowFast, detects actions in boxes").hasMessageContaining("whole clips alone");
        assertThatThrownBy(detects::checkRecognises).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("detects actions in boxes").hasMessageContaining("Action Detector");
        assertThatThrownBy(recognises::checkDetects).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("does not look into boxes").hasMessageContaining("Action Predictor");
        assertThat(detects).isNotEqualTo(recognises);
    }

    @Test
    void aFileOfAnotherProgramScoresAndIsRefusedForAnythingElseAlsoAfterLoading() throws Exception {
        VideoModel.Input input = new VideoModel.Input(16, 224, 224, 4);
        VideoModelPortObjectSpec saved = new VideoModelPortObjectSpec("ONNX network mvit", input, Classes.of("a", "b"),
            new Traits(false, false, true, false, false), TestProtocol.of(input));
        ModelContent content = new ModelContent("spec");
        saved.save(content);
        VideoModelPortObjectSpec loaded = new VideoModelPortObjectSpec();
        loaded.load(content);

        assertThat(loaded).isEqualTo(saved);
        loaded.checkRecognises();
        assertThatThrownBy(() -> loaded.checkKnown("trained")).isInstanceOf(InvalidSettingsException.class)
            .hasMessageContaining("ONNX network mvit").hasMessageContaining("cannot be trained");
        assertThatThrownBy(loaded::checkGivesFeatures).hasMessageContaining("no feature vectors");
    }
}
