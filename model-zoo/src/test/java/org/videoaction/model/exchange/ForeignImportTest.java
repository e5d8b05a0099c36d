package org.videoaction.model.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.engine.ClipProgram;
import org.videoaction.model.engine.WrittenOnnx;
import org.videoaction.model.engine.WrittenScript;
import org.videoaction.model.exchange.ForeignClips.Scores;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Networks of which the scores are known by arithmetic: the mean of each color over frames and pixels, which have to be taken
 * along the right sides.
 */
class ForeignImportTest {

    private static final int FRAMES = 4;
    private static final int SIDE = 8;
    private static final Preprocessing PLAIN = new Preprocessing(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    /** Red, green and blue of a clip: the color times 10, and the frame's number. */
    private static final ByteBuffer CLIP = clip();

    @TempDir
    private Path folder;

    private static ByteBuffer clip() {
        ByteBuffer clip = ByteBuffer.allocateDirect(3 * FRAMES * SIDE * SIDE);
        for (int channel = 0; channel < 3; channel++) {
            for (int frame = 0; frame < FRAMES; frame++) {
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    clip.put((byte) (10 * channel + frame));
                }
            }
        }
        return clip.flip();
    }

    private static Object[] sides(ClipLayout layout, Object batch, Object frames) {
        Object[] sides = new Object[] {batch, SIDE, SIDE, SIDE, SIDE};
        sides[layout.channels()] = 3;
        sides[layout.time()] = frames;
        return sides;
    }

    private static int[] others(ClipLayout layout) {
        return IntStream.range(1, 5).filter(side -> side != layout.channels()).toArray();
    }

    /** Gives the means of the colors. */
    private Path means(ClipLayout layout, Object batch) throws IOException {
        return new WrittenOnnx().input("clip", WrittenOnnx.FLOAT, sides(layout, batch, FRAMES))
            .node("ReduceMean", "clip means", WrittenOnnx.attribute("axes", others(layout)),
                WrittenOnnx.attribute("keepdims", 0))
            .output("means", WrittenOnnx.FLOAT, batch, 3).write(folder.resolve("means.onnx"));
    }

    private static ImportRequest request(ForeignClips clips) {
        return new ImportRequest(Optional.empty(), 0, Classes.NONE, Optional.of(PLAIN), 0, 0, clips);
    }

    private static ImportedModel read(Path file) throws IOException {
        return ModelImport.read(file, request(ForeignClips.AUTOMATIC));
    }

    private static float[] score(VideoModel model, ByteBuffer clips, int count) {
        try (ClipProgram program = new ClipProgram(model.program().orElseThrow(), (ForeignNetwork) model.architecture(),
            model.preprocessing(), ScoringDevice.CPU)) {
            float[][] rows = program.score(clips, count, 3, model.input().frames(), SIDE, SIDE).probabilities();
            return rows[count - 1];
        }
    }

    private static float[] softmax(double... scores) {
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        float[] shares = new float[scores.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) (Math.exp(scores[i]) / sum);
        }
        return shares;
    }

    @ParameterizedTest
    @EnumSource(ClipLayout.class)
    void theLayoutShowsInTheShapeAndScoresAreThoseOfTheRightSides(ClipLayout layout) throws Exception {
        ImportedModel imported = ModelImport.read(means(layout, "N"),
            request(new ForeignClips(Optional.empty(), 0, 0, Optional.of(Scores.FOR_SOFTMAX))));

        VideoModel model = imported.model();
        assertThat(((ForeignNetwork) model.architecture()).layout()).isEqualTo(layout);
        assertThat(model.input()).isEqualTo(new VideoModel.Input(FRAMES, SIDE, SIDE, 16));
        assertThat(model.classes().size()).isEqualTo(3);
        assertThat(imported.summary()).contains("operator set 17").contains("clips are " + layout.title());
        assertThat(score(model, CLIP, 1)).containsExactly(softmax(1.5 / 255, 11.5 / 255, 21.5 / 255), offset(1e-6f));
    }

    @Test
    void aFixedBatchIsFilledAndClipsBeyondItAreScoredToo() throws Exception {
        VideoModel model = read(means(ClipLayout.CHANNELS_FIRST, 2)).model();
        ByteBuffer three = ByteBuffer.allocateDirect(3 * CLIP.capacity()).put(CLIP.duplicate());
        byte[] grey = new byte[CLIP.capacity()];
        Arrays.fill(grey, (byte) 255);
        three.put(new byte[CLIP.capacity()]).put(grey).flip();

        assertThat(((ForeignNetwork) model.architecture()).batch()).isEqualTo(2);
        assertThat(score(model, three, 3)).containsExactly(new float[] {1, 1, 1}, offset(1e-6f));
    }

    @Test
    void bytesAreGivenAsTheyAreInTheFormOfFramesFirst() throws Exception {
        Path file = new WrittenOnnx()
            .input("video", WrittenOnnx.UINT8, sides(ClipLayout.FRAMES_FIRST, "N", FRAMES))
            .node("Cast", "video floats", WrittenOnnx.attribute("to", 1))
            .node("ReduceMean", "floats means", WrittenOnnx.attribute("axes", others(ClipLayout.FRAMES_FIRST)),
                WrittenOnnx.attribute("keepdims", 0))
            .output("means", WrittenOnnx.FLOAT, "N", 3).write(folder.resolve("bytes.onnx"));

        ImportedModel imported = read(file);

        assertThat(imported.summary()).contains("from 0 to 255");
        assertThat(score(imported.model(), CLIP, 1)).containsExactly(softmax(1.5, 11.5, 21.5), offset(1e-6f));
    }

    @Test
    void slowAndFastSeeFramesAtEvenDistances() throws Exception {
        int[] axes = others(ClipLayout.CHANNELS_FIRST);
        Path file = new WrittenOnnx().input("slow", WrittenOnnx.FLOAT, sides(ClipLayout.CHANNELS_FIRST, "N", 2))
            .input("fast", WrittenOnnx.FLOAT, sides(ClipLayout.CHANNELS_FIRST, "N", FRAMES))
            .integers("first", 0).integers("second", 1).integers("time", 2)
            .node("Slice", "slow first second time start").node("Sub", "start fast differences")
            .node("ReduceMean", "differences out", WrittenOnnx.attribute("axes", axes), WrittenOnnx.attribute("keepdims", 0))
            .output("out", WrittenOnnx.FLOAT, "N", 3).write(folder.resolve("slowfast.onnx"));

        VideoModel model = ModelImport
            .read(file, request(new ForeignClips(Optional.empty(), 0, 2, Optional.of(Scores.PROBABILITIES)))).model();

        assertThat(((ForeignNetwork) model.architecture()).frames()).containsExactly(2, FRAMES);
        assertThat(model.input().stride()).isEqualTo(2);
        // the first frame, less the mean of 0, 1, 2 and 3
        float difference = -1.5f / 255;
        assertThat(score(model, CLIP, 1)).containsExactly(new float[] {difference, difference, difference}, offset(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "Sigmoid", "Neg"})
    void whetherScoresAreProbabilitiesShowsInATrial(String last) throws Exception {
        Path file = new WrittenOnnx().input("clip", WrittenOnnx.FLOAT, sides(ClipLayout.CHANNELS_FIRST, "N", FRAMES))
            .node("ReduceMean", "clip means", WrittenOnnx.attribute("axes", others(ClipLayout.CHANNELS_FIRST)),
                WrittenOnnx.attribute("keepdims", 0))
            .node(last, "means out").output("out", WrittenOnnx.FLOAT, "N", 3).write(folder.resolve("last.onnx"));

        ForeignNetwork network = (ForeignNetwork) read(file).model().architecture();

        assertThat(network.probabilities()).isEqualTo(!last.equals("Neg"));
        assertThat(network.labels()).isEqualTo(last.equals("Sigmoid") ? Labels.SEVERAL : Labels.ONE);
    }

    @Test
    void aTorchScriptFileIsTriedUntilItTakesTheClips() throws Exception {
        Path file = WrittenScript.write(folder.resolve("script.pt"), """
            def forward(self: __torch__.Other, clip: Tensor) -> Tensor:
              _0 = torch.mean(clip, [1, 3, 4])
              ok = torch.mul(_0, torch.reshape(torch.arange(3), [1, 3]))
              return torch.softmax(ok, 1)
            """);

        ImportedModel imported = ModelImport.read(file,
            new ImportRequest(Optional.empty(), 0, Classes.of("a", "b", "c"), Optional.of(PLAIN), SIDE, 0,
                new ForeignClips(Optional.empty(), FRAMES, 0, Optional.empty())));

        ForeignNetwork network = (ForeignNetwork) imported.model().architecture();
        assertThat(network.layout()).isEqualTo(ClipLayout.FRAMES_FIRST);
        assertThat(network.probabilities()).isTrue();
        assertThat(imported.model().classes().names()).containsExactly("a", "b", "c");
        assertThat(score(imported.model(), CLIP, 1)).containsExactly(softmax(0, 11.5 / 255, 43.0 / 255), offset(1e-6f));
    }

    @Test
    void aSavedModelHasTheNetworksFileAndScoresTheSame() throws Exception {
        Path file = means(ClipLayout.FRAMES_FIRST, "N");
        VideoModel model = read(file).model();
        Files.delete(file);
        Path saved = folder.resolve("model.zip");
        ModelFile.save(model, saved);

        ImportedModel again = ModelImport.read(saved, ImportRequest.AUTOMATIC);

        assertThat(again.model().architecture()).isEqualTo(model.architecture());
        assertThat(score(again.model(), CLIP, 1)).containsExactly(score(model, CLIP, 1));
        assertThat(again.model().isForeign()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = ExportFormat.class, names = {"ONNX", "TORCHSCRIPT", "CHECKPOINT"})
    void itIsNotExported(ExportFormat format) throws Exception {
        VideoModel model = read(means(ClipLayout.FRAMES_FIRST, "N")).model();

        assertThatThrownBy(() -> format.write(model, folder.resolve("out"), Progress.NONE))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ONNX network means")
            .hasMessageContaining("cannot be trained, quantized or exported");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whatIsNoNetworkOfClipsIsRefusedWithWhatItTakes() throws Exception {
        Path picture = new WrittenOnnx().input("image", WrittenOnnx.FLOAT, "N", 3, SIDE, SIDE).node("Neg", "image out")
            .output("out", WrittenOnnx.FLOAT, "N", 3, SIDE, SIDE).write(folder.resolve("picture.onnx"));
        Path grey = new WrittenOnnx().input("clip", WrittenOnnx.FLOAT, "N", 1, FRAMES, SIDE, SIDE).node("Neg", "clip out")
            .output("out", WrittenOnnx.FLOAT, "N", 1, FRAMES, SIDE, SIDE).write(folder.resolve("grey.onnx"));

        assertThatThrownBy(() -> read(picture)).isInstanceOf(IOException.class).hasMessageContaining("picture.onnx")
            .hasMessageContaining("image: float32 ? x 3 x 8 x 8 is no clip");
        assertThatThrownBy(() -> read(grey)).hasMessageContaining("none of its input's sides are three colors");
    }

    @Test
    void whatIsAskedForAndContradictsTheFileIsRefused() throws Exception {
        Path file = means(ClipLayout.CHANNELS_FIRST, "N");

        assertThatThrownBy(() -> ModelImport.read(file,
            request(new ForeignClips(Optional.empty(), 16, 0, Optional.empty()))))
            .hasMessageContaining("takes clips of 4 frames, not 16");
        assertThatThrownBy(
            () -> ModelImport.read(file, new ImportRequest(Optional.empty(), 7, Classes.NONE, Optional.empty(),
                0, 0, ForeignClips.AUTOMATIC)))
            .hasMessageContaining("has 3 classes, not 7");
        assertThatThrownBy(() -> ModelImport.read(file, request(
            new ForeignClips(Optional.of(ClipLayout.CHANNELS_LAST), 0, 0, Optional.empty()))))
            .hasMessageContaining("N x T x H x W x C");
    }
}
