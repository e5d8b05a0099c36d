package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.generated.VideoFile;

/** Whatever way reading ends, the memory of FFmpeg is freed. */
@EnabledIf("memoryIsKnown")
class ReaderMemoryTest {

    private static final int OPENS = 2000;
    private static final int WARM_UP = 300;
    /** A single frame of 320 x 240 left open whenever one is read would make 90 MiB. */
    private static final long TOLERATED_MEBIBYTES = 32;

    private final ClipSampling sampling = new ClipSampling(new RandomClips(2, 1, 1),
        new SpatialSampling(32, 48, 32, Place.RANDOM, false));
    private final ViewReader fast = new ViewReader(sampling, VideoLimits.DEFAULT);
    private final ViewReader reference = new ViewReader(sampling, VideoLimits.DEFAULT, Resize.REFERENCE);
    private final VideoProbe probe = new VideoProbe(VideoLimits.DEFAULT);

    @TempDir
    Path folder;

    static boolean memoryIsKnown() {
        return ResidentMemory.known();
    }

    @Test
    void memoryStaysAsItIsOverManyFilesReadInPartCancelledAndBroken() throws IOException {
        Path whole = folder.resolve("whole.mp4");
        VideoFile.write(whole, 320, 240, 8, 25, (canvas, frame) -> canvas.fillOval(9 * frame, 50, 80, 80));
        byte[] bytes = Files.readAllBytes(RecordedVideo.AVI_MPEG4.write(folder));
        Path broken = Files.write(folder.resolve("broken.avi"), Arrays.copyOf(bytes, bytes.length / 8));
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
        long before = 0;
        for (int i = 0; i < OPENS; i++) {
            if (i == WARM_UP) {
                before = ResidentMemory.mebibytes();
            }
            readInSomeWay(i, whole, broken, text);
        }

        assertThat(ResidentMemory.mebibytes() - before).isLessThan(TOLERATED_MEBIBYTES);
    }

    private void readInSomeWay(int i, Path whole, Path broken, Path text) throws IOException {
        switch (i % 6) {
            case 0 -> fast.recycle(fast.read(whole, () -> new SplittableRandom(i)));
            case 1 -> reference.recycle(reference.read(whole, () -> new SplittableRandom(i)));
            case 2 -> assertThatThrownBy(() -> fast.read(whole, ReaderMemoryTest::interrupted))
                .isInstanceOf(CancellationException.class);
            case 3 -> probe.decode(broken);
            case 4 -> probe.thumbnail(whole, 24);
            default -> assertThat(probe.scan(text).status()).isEqualTo(VideoReport.Status.FAILED);
        }
    }

    /** Cancels between opening and decoding. */
    private static RandomGenerator interrupted() {
        Thread.currentThread().interrupt();
        return new SplittableRandom();
    }
}
