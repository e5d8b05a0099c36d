package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;

class EffortTest {

    private static final long PIXELS = 64 * 64;
    private static final TestProtocol TEST = TestProtocol.of(new VideoModel.Input(8, 32, 32, 1));

    @TempDir
    private static Path folder;

    private static Path video;

    @BeforeAll
    static void prepare() throws IOException {
        new MotionVideos(1, 1, 64, 24, 7).write(folder);
        video = folder.resolve("train/spin_0.mp4");
    }

    private static ListedVideo all(Path path) {
        return new ListedVideo(path, "a");
    }

    private static Effort views(TestViews views, long ofView) {
        return Effort.Decoding.of(views.recipe(TEST, VideoLimits.DEFAULT), ofView);
    }

    @Test
    void decodingAllIsEveryPixelOfEveryFrame() {
        assertThat(Effort.Decoding.ALL.of(all(video))).isEqualTo(24 * PIXELS * Effort.Decoding.OF_PIXEL);
    }

    @Test
    void aClipIsTheFramesThatItCoversAndWhatTheNetworkComputes() {
        assertThat(views(TestViews.ONE, 1_000_000).of(all(video)))
            .isEqualTo(8 * PIXELS * Effort.Decoding.OF_PIXEL + 1_000_000);
    }

    @Test
    void noMoreFramesAreDecodedThanThereAreHoweverManyViews() {
        assertThat(views(TestViews.ALL, 7).of(all(video))).isEqualTo(24 * PIXELS * Effort.Decoding.OF_PIXEL + 30 * 7);
    }

    @Test
    void aStretchCountsInThePlaceOfTheVideo() throws IOException {
        VideoInfo info = new VideoProbe(VideoLimits.DEFAULT).header(video);
        Span half = new Span(0, 12 / info.fps());
        assertThat(Effort.Decoding.ALL.of(new ListedVideo(video, "a", List.of("a"), half, 0, null)))
            .isEqualTo(12 * PIXELS * Effort.Decoding.OF_PIXEL);
    }

    @Test
    void aMissingVideoIsNotSeenAndABrokenOneIsNoWork() throws IOException {
        Path broken = Files.writeString(folder.resolve("no-video.mp4"), "x");
        assertThat(Effort.Decoding.ALL.of(all(broken))).isEqualTo(Effort.NONE);
        assertThat(Effort.Decoding.ALL.of(all(folder.resolve("not-there.mp4")))).isEqualTo(Effort.NOT_SEEN);
        assertThat(Effort.bytes(all(broken))).isEqualTo(1);
        assertThat(Effort.bytes(all(folder.resolve("not-there.mp4")))).isEqualTo(Effort.NOT_SEEN);
    }
}
