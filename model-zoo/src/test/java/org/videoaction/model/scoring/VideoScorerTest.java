package org.videoaction.model.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.VideoModel;

class VideoScorerTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);

    @TempDir
    private Path folder;

    private static VideoModel model() {
        return new VideoModel(TINY, Preprocessing.KINETICS, new VideoModel.Input(8, 32, 32, 1), List.of("dark", "bright"),
            Weights.initial(TINY.network(), 5), List.of());
    }

    private List<VideoScore> score(int clipsPerVideo, int batch) throws IOException {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 6, clipsPerVideo)) {
            return new VideoScorer(model(), batch).score(table, Progress.NONE);
        }
    }

    @Test
    void aVideosProbabilitiesAreTheMeanOverItsClips() throws IOException {
        List<VideoScore> clips = score(1, 2);
        List<VideoScore> videos = score(3, 2);
        assertThat(videos).extracting(VideoScore::video).containsExactly("v0", "v1");
        assertThat(videos).extracting(VideoScore::views).containsExactly(3, 3);
        assertThat(videos).extracting(VideoScore::label).containsExactly("dark", "bright");
        assertThat(clips).hasSize(6);
        for (VideoScore video : videos) {
            assertThat(video.probabilities()[0] + video.probabilities()[1]).isCloseTo(1, offset(1e-6f));
        }
    }

    @Test
    void theBatchSizeChangesNothing() throws IOException {
        List<VideoScore> oneByOne = score(3, 1);
        List<VideoScore> allAtOnce = score(3, 8);
        for (int i = 0; i < oneByOne.size(); i++) {
            assertThat(allAtOnce.get(i).probabilities()).containsExactly(oneByOne.get(i).probabilities(), offset(1e-5f));
        }
    }

    @Test
    void aModelThatWantsBoxesIsRefused() {
        Architecture detection = TestNetworks.detecting().get("SlowFast, detection");
        VideoModel model = new VideoModel(detection, Preprocessing.KINETICS, new VideoModel.Input(16, 64, 64, 2),
            List.of("a", "b", "c", "d", "e"), Weights.initial(detection.network(), 1), List.of());
        assertThatThrownBy(() -> new VideoScorer(model, 1)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("detects actions in boxes");
    }
}
