package org.videoaction.model.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.LeftOut;
import org.videoaction.model.TestClips;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.insight.StrongestClips.Strongest;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScore;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.scoring.VideoScore;
import org.videoaction.model.scoring.VideoScorer;

class StrongestClipsTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);

    private static final List<String> CLASSES = List.of("walk", "run");

    private static void video(StrongestClips clips, String truth, float[]... probabilities) {
        float[] mean = new float[2];
        for (int i = 0; i < probabilities.length; i++) {
            clips.add(new ClipScore("v", List.of(truth), 0, i, 0, probabilities[i], null));
            mean[0] += probabilities[i][0] / probabilities.length;
            mean[1] += probabilities[i][1] / probabilities.length;
        }
        clips.add(new VideoScore("v", List.of(truth), probabilities.length, mean, null, null));
    }

    @Test
    void theClipIsTheSurestOfTheVideosClassAndMistakesComeFirst() {
        StrongestClips clips = new StrongestClips(2, CLASSES);
        video(clips, "walk", new float[] {0.6f, 0.4f}, new float[] {0.9f, 0.1f}, new float[] {0.7f, 0.3f});
        clips.add(VideoScore.broken("v", List.of(), "cannot be read"));
        video(clips, "walk", new float[] {0.9f, 0.1f}, new float[] {0.6f, 0.4f});
        video(clips, "walk", new float[] {0.5f, 0.5f}, new float[] {0.1f, 0.9f});
        assertThat(clips.chosen()).containsExactly(new Strongest(0, 1, 0), new Strongest(3, 1, 1));
    }

    @Test
    void ofAVideoWhoseClipsAreNotToldItIsTheMiddleOne() {
        StrongestClips clips = new StrongestClips(1, CLASSES);
        clips.add(new VideoScore("v", List.of(), 10, new float[] {0.2f, 0.8f}, null, null));
        assertThat(clips.chosen()).containsExactly(new Strongest(0, 5, 1));
    }

    @Test
    void afterAVideoThatCannotBeReadItIsTheSurestOneToo(@TempDir Path folder) throws IOException {
        VideoModel model = new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1),
            TestClips.SPEC.classes(), TestNetworks.weights(TINY.network()), List.of());
        StrongestClips strongest = new StrongestClips(2, TestClips.SPEC.classes().names());
        List<float[]> clips = new ArrayList<>();
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 10, 5)) {
            new VideoScorer(model, ScoringSettings.AUTOMATIC).score(TestClips.withUnreadable(table, 0, 1), Progress.NONE,
                clip -> {
                    strongest.add(clip);
                    clips.add(clip.probabilities());
                }, strongest::add);
        }
        assertThat(strongest.chosen()).hasSize(2);
        for (Strongest one : strongest.chosen()) {
            int first = one.row() < 2 ? 0 : 5;
            assertThat(IntStream.range(first, first + 5).mapToObj(clip -> clips.get(clip)[one.label()])
                .max(Comparator.naturalOrder())).contains(clips.get(first + one.position())[one.label()]);
        }
    }

    @Test
    void videosThatWereLeftOutHaveNoClipsToCount() {
        // entries of 2, 3 and 1 clips; the list has a video before them, and two between the second and the third
        int[] entries = {0, 0, 1, 1, 1, 2};
        List<LeftOut> left = List.of(new LeftOut(0, "a", List.of(), "x"), new LeftOut(2, "b", List.of(), "x"),
            new LeftOut(2, "c", List.of(), "x"));
        ClipSource source = (ClipSource) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ClipSource.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "size" -> entries.length;
                case "entry" -> entries[(int) arguments[0]];
                case "leftOut" -> left;
                default -> throw new UnsupportedOperationException(method.getName());
            });
        assertThat(new Strongest(1, 0, 0).index(source)).isZero();
        assertThat(new Strongest(2, 1, 0).index(source)).isEqualTo(3);
        assertThat(new Strongest(5, 0, 0).index(source)).isEqualTo(5);
    }
}
