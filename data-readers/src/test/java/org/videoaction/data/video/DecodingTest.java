package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.videoaction.data.sampling.FrameSize;

/** What is left out of a video with frames of all three kinds, of which the third is mostly not predicted from. */
class DecodingTest {

    private static final String VIDEO = "h264_bframes.mp4";

    /** A frame and whether it may be one from which no other is predicted. */
    private record Decoded(boolean late, byte[] pixels) {}

    private static List<Decoded> frames(Decoding decoding) throws IOException {
        Path video = EdgeVideo.named(VIDEO).file();
        VideoLimits limits = EdgeVideosTest.GENEROUS.with(decoding);
        List<Decoded> frames = new ArrayList<>();
        try (Deadline deadline = new Deadline(video, limits.maxTime());
            PacketSource source = new PacketSource(video, limits, deadline);
            VideoDecoder decoder = new VideoDecoder(video, source, limits);
            FrameScaler scaler = Resize.FAST.scaler(video,
                new FrameSize(source.parameters().width(), source.parameters().height()))) {
            for (AVFrame frame = decoder.next(); frame != null; frame = decoder.next()) {
                frames.add(
                    new Decoded(frame.pict_type() == AV_PICTURE_TYPE_B, DecodedFrames.bytes(scaler.scale(frame))));
            }
        }
        return frames;
    }

    @ParameterizedTest
    @EnumSource(value = Decoding.class, names = "FAST")
    void onlyFramesFromWhichNoneIsPredictedChangeAndNothingAddsUp(Decoding fast) throws IOException {
        List<Decoded> exact = frames(Decoding.EXACT);
        List<Decoded> changed = frames(fast);
        assertThat(changed).hasSameSizeAs(exact);
        int different = 0;
        for (int i = 0; i < exact.size(); i++) {
            boolean same = Arrays.equals(exact.get(i).pixels(), changed.get(i).pixels());
            assertThat(same || exact.get(i).late()).as("frame " + i).isTrue();
            different += same ? 0 : 1;
        }
        assertThat(different).isPositive();
    }

    @ParameterizedTest
    @EnumSource(value = Decoding.class, mode = Mode.EXCLUDE, names = "EXACT")
    void asManyFramesCome(Decoding decoding) throws IOException {
        assertThat(frames(decoding)).hasSameSizeAs(frames(Decoding.EXACT));
    }
}
