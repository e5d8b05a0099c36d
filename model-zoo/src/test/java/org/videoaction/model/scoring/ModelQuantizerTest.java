package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.quantization.QuantizedLayer;
import org.videoaction.model.quantization.RangeRule;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;

class ModelQuantizerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 8, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    private static final ScoringDevice INT8 = new ScoringDevice(ScoringDevice.Kind.CPU, 0, Optional.of(Precision.INT8));
    private static final QuantizationSettings SETTINGS = new QuantizationSettings(4, 10, new RangeRule.Percentile(100),
        List.of("slow.res5.2.c.conv"));

    @TempDir
    private Path folder;

    private static VideoModel model() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), TestClips.SPEC.classes(),
            TestNetworks.weights(TINY.network()), List.of());
    }

    private QuantizedModel quantized() throws IOException {
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 10)) {
            return new ModelQuantizer(model(), SETTINGS).quantize(clips, Progress.NONE);
        }
    }

    @Test
    void theFileOfAQuantizedModelHoldsItsRangesAndScoresInFloatsAsBefore() throws IOException {
        VideoModel model = quantized().model();
        assertThat(model.provenance().steps()).last()
            .satisfies(
                step -> assertThat(step.machine()).containsEntry("device", "CPU").containsKeys("processor", "threads"));
        Path file = folder.resolve("model.zip");
        ModelFile.save(model, file);
        VideoModel loaded = ModelFile.load(file);
        assertThat(loaded).usingRecursiveComparison().isEqualTo(model);
        assertThat(score(loaded, ScoringDevice.CPU)).usingRecursiveComparison()
            .isEqualTo(score(model(), ScoringDevice.CPU));
    }

    @Test
    void bothNetworksAreComparedOnClipsThatWereNotLookedAt() throws IOException {
        assumeTrue(ScoringDevice.computesInBytes(), "this libtorch has no integers for this processor");
        QuantizedModel quantized = quantized();
        assertThat(quantized.calibrated()).isEqualTo(4);
        QuantizationLoss loss = quantized.loss().orElseThrow();
        assertThat(loss.clips()).isEqualTo(6);
        assertThat(loss.labelled()).isEqualTo(6);
        assertThat(loss.measure()).isEqualTo("top-1");
        assertThat(loss.largestDifference()).isBetween(1e-6, 0.1);
        List<float[]> exact = score(quantized.model(), ScoringDevice.CPU);
        List<float[]> integers = score(quantized.model(), INT8);
        for (int i = 0; i < exact.size(); i++) {
            assertThat(integers.get(i)).containsExactly(exact.get(i), offset(0.1f));
        }
        assertThat(integers.get(0)).isNotEqualTo(exact.get(0));
    }

    @Test
    void onnxRuntimeComputesAQuantizedModelInFloats() throws IOException {
        VideoModel model = quantized().model();
        List<float[]> exact = score(model, ScoringDevice.CPU.by(ScoringDevice.Engine.ONNX_RUNTIME));
        assertThat(score(model, INT8.by(ScoringDevice.Engine.ONNX_RUNTIME))).usingRecursiveComparison().isEqualTo(exact);
        assertThat(INT8.by(ScoringDevice.Engine.ONNX_RUNTIME).remark()).isPresent();
    }

    @Test
    void everyConvolutionHasARowThatSaysWhatItComputesWith() throws IOException {
        List<QuantizedLayer> layers = quantized().layers();
        assertThat(layers).filteredOn(layer -> !layer.inBytes() && layer.name().endsWith("conv"))
            .extracting(QuantizedLayer::name).containsExactly("slow.stem.conv", "fast.stem.conv", "slow.res5.2.c.conv");
        assertThat(layers).filteredOn(layer -> layer.name().equals("slow.res2.0.a.conv")).singleElement()
            .satisfies(layer -> {
                assertThat(layer.range().orElseThrow().low()).isZero();
                // 64 levels on each side: steps of 1/64 of the largest weight, whose error is a step / sqrt(12)
                assertThat(layer.weightError().orElseThrow()).isBetween(30.0, 60.0);
            });
    }

    @Test
    void withoutRangesThereAreNoIntegers() {
        assertThatIllegalArgumentException().isThrownBy(() -> score(model(), INT8))
            .withMessageContaining("Video Model Quantizer");
    }

    @Test
    void itCanBeCanceled() throws IOException {
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 2)) {
            Assertions
                .assertThatThrownBy(() -> new ModelQuantizer(model(), SETTINGS).quantize(clips, (fraction, message) -> {
                    throw new CancellationException();
                })).isInstanceOf(CancellationException.class);
        }
    }

    private List<float[]> score(VideoModel model, ScoringDevice device) throws IOException {
        try (ClipTable clips = TestClips.table(folder.resolve("scored.arrow"), 4)) {
            return new VideoScorer(model, ScoringSettings.AUTOMATIC.withBatch(1).on(device)).score(clips, Progress.NONE)
                .stream().map(VideoScore::probabilities).toList();
        }
    }
}
