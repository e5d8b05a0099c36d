package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.videoaction.data.sampling.FrameSize;

class VideoProbeTest {

    private final VideoProbe probe = new VideoProbe(VideoLimits.DEFAULT);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void countsTheFramesOfEveryContainerAndCodecWithAndWithoutDecoding(RecordedVideo kind) throws IOException {
        Path video = kind.write(folder);

        assertThat(probe.scan(video).info().frames()).isCloseTo(RecordedVideo.FRAMES, within(1));
        VideoReport decoded = probe.decode(video);
        assertThat(decoded.status()).isEqualTo(VideoReport.Status.OK);
        assertThat(decoded.info().frames()).isEqualTo(probe.scan(video).info().frames());
        assertThat(decoded.info().width()).isEqualTo(RecordedVideo.SIDE);
        assertThat(decoded.info().fps()).isCloseTo(25, within(0.5));
    }

    /** A program stream does not say how long it is: FFmpeg guesses. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MPG_MPEG2")
    void theHeaderAloneSaysAboutAsManyFrames(RecordedVideo kind) throws IOException {
        VideoInfo header = probe.header(kind.write(folder));

        assertThat(header.frames()).isCloseTo(RecordedVideo.FRAMES, within(3));
        assertThat(header.width()).isEqualTo(RecordedVideo.SIDE);
    }

    @Test
    void theThumbnailIsAFrameOfTheVideo() throws IOException {
        Path video = RecordedVideo.MP4_H264.write(folder);

        PlanarFrame thumbnail = probe.thumbnail(video, 32);

        List<byte[]> frames = DecodedFrames.of(video, new FrameSize(32, 32), Resize.FAST);
        assertThat(frames).anyMatch(frame -> Arrays.equals(frame, DecodedFrames.bytes(thumbnail)));
    }

    @Test
    void everyFrameIsGivenOnceInOrder() throws IOException {
        Path video = RecordedVideo.AVI_MPEG4.write(folder);
        List<byte[]> given = new ArrayList<>();

        int frames = new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(video, 48, (frame, index) -> {
            assertThat(index).isEqualTo(given.size());
            given.add(DecodedFrames.bytes(frame));
        });

        List<byte[]> expected = DecodedFrames.of(video, new FrameSize(48, 48), Resize.FAST);
        assertThat(frames).isEqualTo(expected.size());
        assertThat(given).usingRecursiveComparison().isEqualTo(expected);
    }

    /** 60 frames in the first second, twelve in the next. */
    @Test
    void framesOfAVaryingRateHaveTheirOwnTimes() throws IOException {
        double[] times = probe.times(EdgeVideo.named("vfr_60_12.mp4").file());

        assertThat(times).hasSize(72);
        assertThat(times[30]).isEqualTo(0.5, within(1e-3));
        assertThat(times[60]).isEqualTo(1, within(1e-3));
        assertThat(times[66]).isEqualTo(1.5, within(1e-3));
    }
}
