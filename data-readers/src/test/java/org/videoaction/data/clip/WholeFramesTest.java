package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.FrameReader;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.VideoFile;

class WholeFramesTest {

    private static final int SHORT_SIDE = 32;
    private static final int CLIPS = 3;
    private static final Recipe RECIPE = TestVideos.recipe(new ClipSampling(new UniformClips(4, 1, CLIPS),
        SpatialSampling.wholeFrames(SHORT_SIDE, Convention.MMACTION2)), 1);

    @TempDir
    private Path folder;

    private final List<ListedVideo> videos = new ArrayList<>();

    /** Two wide ones, a broken one, a high one. */
    @BeforeEach
    void write() throws IOException {
        for (int[] size : new int[][] {{96, 64}, {96, 64}, {64, 128}}) {
            Path file = folder.resolve(videos.size() + ".mp4");
            VideoFile.write(file, size[0], size[1], 12, 25, WholeFramesTest::paint);
            videos.add(new ListedVideo(file, null));
        }
        videos.add(2, new ListedVideo(Files.writeString(folder.resolve("broken.mp4"), "no video"), null));
    }

    private static void paint(Graphics2D canvas, int frame) {
        canvas.setColor(new Color(20 * frame, 100, 200));
        canvas.fillRect(10 + frame, 20, 30, 25);
    }

    @Test
    void clipsOfOneBatchHaveOneSizeAndNoneIsLost() {
        List<Integer> seen = new ArrayList<>();
        List<Integer> broken = new ArrayList<>();
        try (ClipSource source = OnDemandClips.of(RECIPE, Classes.NONE, videos);
            ClipBatches batches = source.batches(IntStream.range(0, source.size()).iterator(), 4, 0,
                (clip, problem) -> broken.add(clip))) {
            assertThat(source.spec().wholeFrames()).isTrue();
            while (batches.hasNext()) {
                ClipBatch batch = batches.next(() -> {});
                seen.addAll(batch.indices());
                for (int clip : batch.indices()) {
                    // 64 : 96 and 64 : 128, the short side scaled to 32
                    assertThat(batch.frameSize())
                        .isEqualTo(clip < 3 * CLIPS ? new FrameSize(48, 32) : new FrameSize(32, 64));
                }
                assertThat(batch.frames().capacity())
                    .isEqualTo(batch.size() * 3 * 4 * batch.frameSize().width() * batch.frameSize().height());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 9, 10, 11);
        assertThat(broken).containsExactly(6);
    }

    @Test
    void aClipIsAllOfItsScaledFrames() throws IOException {
        List<byte[]> red = new ArrayList<>();
        new FrameReader(VideoLimits.DEFAULT, Resize.FAST).read(videos.get(0).video(), SHORT_SIDE, (frame, index) -> red
            .add(row(frame)));
        try (ClipSource source = OnDemandClips.of(RECIPE, Classes.NONE, videos.subList(0, 1));
            ClipBatches batches = source.batches(new Pass(new int[] {0}, 1, 0))) {
            ClipBatch batch = batches.next(() -> {});
            int first = (int) batch.clips().get(0).startFrame();
            for (int time = 0; time < 4; time++) {
                byte[] pixels = new byte[48 * 32];
                batch.frames().get(time * pixels.length, pixels);
                assertThat(pixels).isEqualTo(red.get(first + time));
            }
        }
    }

    private static byte[] row(PlanarFrame frame) {
        ByteBuffer bytes = ByteBuffer.allocate(frame.size().width() * frame.size().height());
        for (int y = 0; y < frame.size().height(); y++) {
            frame.copyRow(0, y, 0, frame.size().width(), bytes, y * frame.size().width());
        }
        return bytes.array();
    }

    @Test
    void picturesShowTheFramesAsTheyAre() throws IOException {
        try (ClipSource source = OnDemandClips.of(RECIPE, Classes.NONE, videos)) {
            List<ClipPicture> pictures = ClipPicture.of(source, new int[] {0, 3 * CLIPS}, 1, 100);
            assertThat(pictures).extracting(ClipPicture::width).containsExactly(48, 32);
            assertThat(pictures).extracting(ClipPicture::height).containsExactly(32, 64);
        }
    }
}
