package org.videoaction.model.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.engine.WrittenOnnx;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;

class OcclusionTest {

    private static final int FRAMES = 8;
    private static final FrameSize SIZE = new FrameSize(64, 64);

    @TempDir
    private Path folder;

    /** A network of another program whose first class is a quarter of the mean of red in a corner of the first two frames. */
    private VideoModel looksIntoACorner() throws IOException {
        Path file = new WrittenOnnx().input("clip", WrittenOnnx.FLOAT, "N", 3, FRAMES, 64, 64)
            .integers("from", 0, 0, 0, 0).integers("to", 1, 2, 16, 16).integers("axes", 1, 2, 3, 4)
            .node("Slice", "clip from to axes corner")
            .node("ReduceMean", "corner mean", WrittenOnnx.attribute("axes", new int[] {2, 3, 4}),
                WrittenOnnx.attribute("keepdims", 0))
            .weight("quarter", new float[] {0.25f}, 1).node("Mul", "mean quarter first")
            .weight("nothing", new float[] {0}, 1).node("Mul", "mean nothing second")
            .node("Concat", "first second scores", WrittenOnnx.attribute("axis", 1))
            .output("scores", WrittenOnnx.FLOAT, "N", 2).write(folder.resolve("corner.onnx"));
        return VideoModel.foreign(
            new ForeignNetwork("corner", "ONNX", ForeignNetwork.ClipLayout.CHANNELS_FIRST, false, false, List.of(FRAMES), 0,
                0,
                true, Labels.ONE, 2),
            new NetworkProgram(NetworkProgram.Kind.ONNX, Files.readAllBytes(file)), Preprocessing.KINETICS,
            new VideoModel.Input(FRAMES, 64, 64, 1), Classes.of("corner", "nothing"));
    }

    private static ByteBuffer white() {
        ByteBuffer clip = ByteBuffer.allocateDirect(3 * FRAMES * 64 * 64);
        while (clip.hasRemaining()) {
            clip.put((byte) 255);
        }
        return clip.flip();
    }

    @Test
    void onlyWhatTheNetworkLooksAtIsEvidence() throws IOException {
        try (Occlusion occlusion = new Occlusion(looksIntoACorner(), ScoringDevice.AUTOMATIC)) {
            Evidence evidence = occlusion.explain(white(), FRAMES, SIZE, Explainer.BEST, Progress.NONE);
            assertThat(evidence.label()).isZero();
            assertThat(evidence.probability()).isCloseTo((1 - 0.45) / 0.225 / 4, offset(1e-5));
            HeatMap map = evidence.maps().get(0);
            assertThat(map.seen()).containsExactly(IntStream.range(0, FRAMES).toArray());
            float[] first = map.frame(0);
            // a cover over all of the corner takes everything, one beside it half, one across a quarter; cells have the mean,
            // and a pixel beside the middle of a cell some of the next one
            assertThat(first[0]).isCloseTo(1, offset(1e-3f));
            assertThat(cell(first, 0, 1)).isCloseTo(0.75f, offset(0.05f));
            assertThat(cell(first, 1, 1)).isCloseTo(0.5625f, offset(0.05f));
            assertThat(cell(first, 0, 2)).isCloseTo(0.25f, offset(0.05f));
            assertThat(cell(first, 2, 1)).isCloseTo(0.1875f, offset(0.05f));
            for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                    assertThat(x >= 32 || y >= 32 ? first[y * 64 + x] : 0).as("row %d, column %d", y, x)
                        .isCloseTo(0, offset(1e-5f));
                }
            }
            assertThat(map.frame(4)).containsOnly(0);
            double[] time = map.overTime(FRAMES);
            assertThat(time[0]).isGreaterThan(time[2]).isGreaterThan(0.05);
            assertThat(time[7]).isZero();
        }
    }

    /** The value in the middle of a cell of 8 x 8 pixels. */
    private static float cell(float[] frame, int row, int column) {
        return frame[(8 * row + 4) * 64 + 8 * column + 4];
    }

    @Test
    void aClassThatLosesNothingHasNoEvidence() throws IOException {
        try (Occlusion occlusion = new Occlusion(looksIntoACorner(), ScoringDevice.AUTOMATIC)) {
            assertThat(occlusion.explain(white(), FRAMES, SIZE, 1, Progress.NONE).maps().get(0).values()).containsOnly(0);
        }
    }

    @Test
    void itCanBeCanceledBetweenScores() throws IOException {
        try (Occlusion occlusion = new Occlusion(looksIntoACorner(), ScoringDevice.AUTOMATIC)) {
            assertThatThrownBy(() -> occlusion.explain(white(), FRAMES, SIZE, 0, (fraction, message) -> {
                if (fraction > 0.3) {
                    throw new CancellationException();
                }
            })).isInstanceOf(CancellationException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Explanation.Method.class)
    void modelsThatLookIntoBoxesAreNotExplained(Explanation.Method method) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Explanation(method, "").check(TestNetworks.detecting().get("SlowFast, detection")))
            .withMessageContaining("detects actions in boxes").withMessageContaining("whole clips alone");
    }

    @Test
    void gradientsOfAnotherProgramsNetworkAreRefusedInFavorOfOcclusion() throws IOException {
        VideoModel model = looksIntoACorner();
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Explanation(Explanation.Method.GRAD_CAM, "").open(model, ScoringDevice.AUTOMATIC))
            .withMessageContaining("occlusion");
    }
}
