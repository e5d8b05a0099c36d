package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.VideoFile;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.R2Plus1d;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringNetwork;
import org.videoaction.model.torch.TorchNetwork;

class WholeFrameScoringTest {

    private static final int FRAMES = 16;
    private static final int SIDE = 64;
    private static final VideoModel.Input INPUT = new VideoModel.Input(FRAMES, SIDE, SIDE, 1);

    @TempDir
    private Path folder;

    private static ByteBuffer clip(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return ByteBuffer.allocateDirect(bytes).put(noise).flip();
    }

    private static ScoringNetwork scoring(Architecture architecture, Weights weights) {
        return new ScoringNetwork(architecture.network(), Preprocessing.KINETICS, weights);
    }

    /** A window as large as all features sees what the mean over all of them sees. */
    @TestFactory
    List<DynamicTest> clipsOfTheSizeOfTrainingAreScoredAsEver() {
        return TestNetworks.all().entrySet().stream().filter(network -> network.getValue().head().slides())
            .filter(network -> network.getValue().head().window() == 0)
            .map(network -> DynamicTest.dynamicTest(network.getKey(), () -> {
                Architecture plain = network.getValue();
                Weights weights = Weights.initial(plain.network(), 3);
                ByteBuffer clip = clip(3 * FRAMES * SIDE * SIDE);
                try (ScoringNetwork ever = scoring(plain, weights);
                    ScoringNetwork sliding = scoring(plain.sliding(FRAMES, SIDE), weights)) {
                    assertThat(sliding.predict(clip, 1, 3, FRAMES, SIDE, SIDE)[0])
                        .containsExactly(ever.predict(clip, 1, 3, FRAMES, SIDE, SIDE)[0], offset(1e-5f));
                }
            })).toList();
    }

    /** PySlowFast's ResNetBasicHead: AvgPool3d of the training's size at stride 1, projection, softmax, mean over positions. */
    @Test
    void largerFramesAreScoredPlaceByPlace() {
        Architecture plain = TestNetworks.all().get("Slow-only");
        Architecture sliding = plain.sliding(FRAMES, SIDE);
        // 64 / 32
        assertThat(sliding.head().window()).isEqualTo(2);
        int height = 96;
        int width = 160;
        Network network = sliding.network();
        Weights weights = Weights.initial(network, 3);
        float[] clip = new float[3 * FRAMES * height * width];
        Random random = new Random(1);
        for (int i = 0; i < clip.length; i++) {
            clip[i] = (float) random.nextGaussian();
        }
        String before = network.nodes()
            .get(network.nodes().stream().filter(node -> node.name().equals("slow.pool")).findFirst()
                .orElseThrow().inputs().get(0))
            .name();
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS, weights)) {
            Map<String, float[]> results = torch.outputs(Set.of(before, "head.fc"), clip, null, 1, 3, FRAMES, height, width);
            float[] expected = headOfPySlowFast(results.get(before), FRAMES, height / 32, width / 32, 2,
                weights.values().get("head.fc.weight"), weights.values().get("head.fc.bias"));
            assertThat(results.get("head.fc")).containsExactly(expected, offset(1e-5f));
        }
    }

    /** @param features C x T x H x W */
    private static float[] headOfPySlowFast(float[] features, int frames, int height, int width, int window, float[] weight,
        float[] bias) {
        int channels = features.length / (frames * height * width);
        double[] mean = new double[bias.length];
        int positions = (height - window + 1) * (width - window + 1);
        for (int top = 0; top + window <= height; top++) {
            for (int left = 0; left + window <= width; left++) {
                double[] scores = new double[bias.length];
                for (int label = 0; label < bias.length; label++) {
                    scores[label] = bias[label];
                    for (int channel = 0; channel < channels; channel++) {
                        double sum = 0;
                        for (int time = 0; time < frames; time++) {
                            for (int y = top; y < top + window; y++) {
                                for (int x = left; x < left + window; x++) {
                                    sum += features[((channel * frames + time) * height + y) * width + x];
                                }
                            }
                        }
                        scores[label] += weight[label * channels + channel] * sum / (frames * window * window);
                    }
                }
                double all = 0;
                for (double score : scores) {
                    all += Math.exp(score);
                }
                for (int label = 0; label < scores.length; label++) {
                    mean[label] += Math.exp(scores[label]) / all / positions;
                }
            }
        }
        float[] probabilities = new float[mean.length];
        for (int label = 0; label < mean.length; label++) {
            probabilities[label] = (float) mean[label];
        }
        return probabilities;
    }

    /** VMZ's R(2+1)D shrinks frames 16 times, the others 32 times. */
    @Test
    void theWindowIsWhatTheNetworkMakesOfACropOfTraining() {
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BASIC, 4, 5).sliding(8, 112).head().window()).isEqualTo(7);
        assertThat(R2Plus1d.plain(R2Plus1d.Form.BOTTLENECK, 4, 5).sliding(8, 224).head().window()).isEqualTo(7);
        assertThat(TestNetworks.all().get("X3D").sliding(16, 160).head().window()).isEqualTo(5);
        assertThat(TestNetworks.all().get("Slow-only, test head").sliding(16, 224).head()).isEqualTo(new Head(1));
    }

    @Test
    void networksThatLookIntoBoxesDoNotTakeWholeFrames() {
        Architecture boxes = TestNetworks.all().get("Slow-only").with(Head.detection(Regions.PYSLOWFAST), 5);
        assertThat(boxes.head().slides()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> boxes.sliding(FRAMES, SIDE)).withMessageContaining("boxes");
    }

    private static VideoModel model() {
        Architecture architecture = TestNetworks.all().get("Slow-only");
        return new VideoModel(architecture, Preprocessing.KINETICS, INPUT, Classes.numbered(architecture.classes()),
            Weights.initial(architecture.network(), 3), List.of());
    }

    private ListedVideo video(int width, int height) throws IOException {
        Path file = folder.resolve(width + "x" + height + ".mp4");
        VideoFile.write(file, width, height, 20, 25, (canvas, frame) -> {
            canvas.setColor(new Color(10 * frame, 200, 100));
            canvas.fillRect(4 * frame, 20, width / 3, height / 2);
        });
        return new ListedVideo(file, null);
    }

    /** Videos of three shapes in one list get what each gets alone. */
    @Test
    void videosOfDifferentShapesAreScoredTogether() throws IOException {
        List<ListedVideo> videos = List.of(video(160, 96), video(96, 96), video(96, 128));
        VideoModel model = model();
        Recipe recipe = TestViews.WHOLE.recipe(model.test(), VideoLimits.DEFAULT);
        List<float[]> alone = new ArrayList<>();
        for (ListedVideo video : videos) {
            alone.add(score(model, recipe, List.of(video)).get(0).probabilities());
        }
        List<VideoScore> together = score(model, recipe, videos);
        assertThat(together).extracting(VideoScore::views).containsExactly(10, 10, 10);
        for (int i = 0; i < videos.size(); i++) {
            assertThat(together.get(i).probabilities()).containsExactly(alone.get(i), offset(1e-5f));
        }
    }

    private static List<VideoScore> score(VideoModel model, Recipe recipe, List<ListedVideo> videos) throws IOException {
        try (ClipSource clips = OnDemandClips.of(recipe, model.classes(), videos)) {
            return new VideoScorer(model.forClips(clips.spec()), 4).score(clips, Progress.NONE);
        }
    }

    @Test
    void aNetworkWhoseHeadSeesAllAtOnceIsNotGivenWholeFrames() throws IOException {
        VideoModel model = model();
        Recipe recipe = TestViews.WHOLE.recipe(model.test(), VideoLimits.DEFAULT);
        try (ClipSource clips = OnDemandClips.of(recipe, model.classes(), List.of(video(96, 96)))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new VideoScorer(model, 1).score(clips, Progress.NONE))
                .withMessageContaining("place by place");
        }
    }
}
