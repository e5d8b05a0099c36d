package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;

@Timeout(120)
class VideoSamplerTest {

    @TempDir
    static Path videoFolder;

    @TempDir
    Path folder;

    private static DatasetList videos;

    @BeforeAll
    static void writeVideos() throws IOException {
        videos = TestVideos.write(videoFolder);
    }

    private static VideoSampler sampler(ClipSampling sampling, long seed, int threads) {
        return new VideoSampler(TestVideos.recipe(sampling, seed), threads);
    }

    private byte[] sampled(ClipSampling sampling, long seed, int threads) throws IOException {
        Path file = folder.resolve(seed + "_" + threads + ".arrow");
        sampler(sampling, seed, threads).sample(videos.videos(), videos.classes(), file, Progress.NONE);
        return Files.readAllBytes(file);
    }

    @Test
    void theTableDependsOnTheSeedAndNotOnTheNumberOfThreads() throws Exception {
        byte[] alone = sampled(TestVideos.RANDOM, 5, 1);

        assertThat(sampled(TestVideos.RANDOM, 5, 3)).isEqualTo(alone);
        assertThat(sampled(TestVideos.RANDOM, 5, 1)).isEqualTo(alone);
        assertThat(sampled(TestVideos.RANDOM, 6, 1)).isNotEqualTo(alone);
    }

    @Test
    void aBrokenVideoIsLeftOutAndItsReasonGiven() throws Exception {
        List<ListedVideo> all = TestVideos.withABrokenOne(videos, folder);
        Path file = folder.resolve("clips.arrow");

        List<SampledVideo> sampled = sampler(TestVideos.EVEN, 1, 2).sample(all, videos.classes(), file,
            Progress.NONE);

        assertThat(sampled).extracting(SampledVideo::video).isEqualTo(all);
        assertThat(sampled.get(1).status()).isEqualTo(SampledVideo.FAILED);
        assertThat(sampled.get(1).clips()).isZero();
        assertThat(sampled.get(1).reason()).isNotBlank();
        assertThat(sampled).filteredOn(video -> video.status().equals(SampledVideo.OK)).hasSize(6)
            .allMatch(video -> video.clips() == 2 && video.reason() == null);
        try (ClipTable table = ClipTable.open(file)) {
            assertThat(table.size()).isEqualTo(12);
            assertThat(IntStream.range(0, 12).mapToObj(table::video)).doesNotContain(all.get(1).video().toString());
            assertThat(table.clip(2).video()).isEqualTo(all.get(2).video().toString());
            assertThat(table.spec().classes().name(table.label(2))).isEqualTo(all.get(2).label());
            assertThat(table.clip(3).fps()).isEqualTo(25);
            // 30 frames, 7 of span: the second of two clips starts at 23
            assertThat(table.clip(3).startFrame()).isEqualTo(23);
        }
    }

    @Test
    void tablesSayWhichVideosWereLeftOutAndWhy() throws Exception {
        List<ListedVideo> all = new ArrayList<>(TestVideos.withABrokenOne(videos, folder));
        all.set(1, all.get(1).named("knime://server/broken.mp4"));
        Path written = folder.resolve("clips.arrow");
        Path onDemand = folder.resolve("on-demand.arrow");

        String reason = sampler(TestVideos.EVEN, 1, 2).sample(all, videos.classes(), written, Progress.NONE).get(1).reason();
        sampler(TestVideos.EVEN, 1, 2).sampleOnDemand(all, videos.classes(), onDemand, Progress.NONE);

        for (Path file : List.of(written, onDemand)) {
            try (ClipSource source = ClipSource.open(file)) {
                assertThat(source.leftOut())
                    .containsExactly(new LeftOut(1, "knime://server/broken.mp4", List.of(0), reason));
            }
        }
    }

    @Test
    void aVideoWithoutLabelHasNone() throws Exception {
        Path file = folder.resolve("clips.arrow");
        List<ListedVideo> unlabeled = List.of(new ListedVideo(videos.videos().get(0).video(), null));

        sampler(TestVideos.EVEN, 1, 1).sample(unlabeled, Classes.NONE, file, Progress.NONE);

        try (ClipTable table = ClipTable.open(file)) {
            assertThat(table.label(0)).isEqualTo(Clip.NO_LABEL);
        }
    }

    @Test
    void cancellingLeavesNoFile() {
        assertThatThrownBy(() -> sampler(TestVideos.EVEN, 1, 2).sample(videos.videos(), videos.classes(),
            folder.resolve("clips.arrow"), (fraction, message) -> {
                if (fraction > 0.3) {
                    throw new CancellationException("enough");
                }
            })).isInstanceOf(CancellationException.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void interruptingLeavesNoFile() {
        assertThatThrownBy(() -> sampler(TestVideos.EVEN, 1, 2).sample(videos.videos(), videos.classes(),
            folder.resolve("clips.arrow"), (fraction, message) -> {
                if (fraction > 0.3) {
                    Thread.currentThread().interrupt();
                }
            })).isInstanceOf(CancellationException.class);
        // the interruption is answered; where closing came after it, it is still marked
        Thread.interrupted();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onDemandABrokenVideoIsLeftOutToo() throws Exception {
        List<ListedVideo> all = TestVideos.withABrokenOne(videos, folder);
        Path file = folder.resolve("recipe.arrow");

        List<SampledVideo> sampled = sampler(TestVideos.RANDOM, 1, 2).sampleOnDemand(all, videos.classes(), file,
            Progress.NONE);

        assertThat(sampled).extracting(SampledVideo::clips).containsExactly(2, 0, 2, 2, 2, 2, 2);
        assertThat(sampled.get(1).status()).isEqualTo(SampledVideo.FAILED);
        try (ClipSource clips = ClipSource.open(file)) {
            assertThat(clips.size()).isEqualTo(12);
            assertThat(clips.video(2)).isEqualTo(all.get(2).video().toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"REFERENCE, CENTRE, 3", "REFERENCE, RANDOM_RESIZED, 3", "FAST, CENTRE, 1"})
    void itSaysHowManyTimesAFilterThatPassesPixelsOverShrinksFramesOf48Pixels(Resize resize, SpatialSampling.Place place,
        double times) throws Exception {
        ClipSampling sampling = new ClipSampling(new UniformClips(2, 1, 1), new SpatialSampling(16, 20, 16, place, false));
        VideoSampler sampler = new VideoSampler(new Recipe(sampling, VideoLimits.DEFAULT, resize, 1), 2);
        Path file = folder.resolve("clips.arrow");

        assertThat(sampler.sample(videos.videos(), videos.classes(), file, Progress.NONE)).extracting(SampledVideo::shrunk)
            .containsOnly(times);
        assertThat(sampler.sampleOnDemand(videos.videos(), videos.classes(), file, Progress.NONE))
            .extracting(SampledVideo::shrunk).containsOnly(times);
    }
}
