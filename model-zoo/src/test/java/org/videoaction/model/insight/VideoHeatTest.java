package org.videoaction.model.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Heat;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;

class VideoHeatTest {

    private static final int GRAY = 0x646464;

    @TempDir
    private Path folder;

    private Path video() throws IOException {
        // 20 frames of 64 x 64
        new MotionVideos(0, 1, 64, 20, 7).write(folder);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".mp4")).sorted().findFirst().orElseThrow();
        }
    }

    /** Each clip is as hot as its number, in tenths, in the frames of its second half alone, and as probable, in quarters. */
    private static final class Counting implements Explainer {

        private final List<Integer> labels = new ArrayList<>();

        @Override
        public Evidence explain(ByteBuffer clip, int frames, FrameSize size, int label, Progress progress) {
            labels.add(label);
            int plane = size.height() * size.width();
            float[] values = new float[frames * plane];
            Arrays.fill(values, frames / 2 * plane, values.length, labels.size() / 10f);
            return new Evidence(label, labels.size() / 4.0,
                List.of(new HeatMap("", IntStream.range(0, frames).toArray(), size.height(),
                    size.width(), values)));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static BufferedImage painted(VideoHeat heat, double seconds) throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, GRAY);
        }
        heat.paint(image, new FrameSize(64, 64), seconds);
        return image;
    }

    private VideoHeat heat(Explainer explainer) throws IOException {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(8, 48, 48, 1), Classes.of("a", "b"), 3);
        return new VideoHeat(model, explainer, video(), 1, VideoLimits.DEFAULT, Progress.NONE);
    }

    @Test
    void aBarHasTheEvidenceOfTheClipsSoFarAlongTheWholeVideoAndMarksTheFrame() throws IOException {
        // clips of frames 0 to 7, 8 to 15 and, up to the end, 12 to 19: where a half is hot, as hot as the class is probable
        double[] expected = {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 3, 3};
        try (VideoHeat heat = heat(new Counting())) {
            for (int frame = 0; frame < expected.length; frame++) {
                BufferedImage image = painted(heat, frame / 25.0);
                int explained = frame < 8 ? 8 : frame < 16 ? 16 : 20;
                // 3.2 pixels a frame
                int middle = (int) ((frame + 0.5) * 3.2);
                for (int x = 0; x < 64; x++) {
                    int moment = (int) (x / 3.2);
                    int colour = x == middle ? 0xffffff : Math.abs(x - middle) == 1 ? 0
                        : Heat.colour(moment < explained ? expected[moment] / 4 : 0);
                    for (int y = 61; y < 64; y++) {
                        assertThat(image.getRGB(x, y) & 0xffffff).as("frame %d, pixel %d", frame, x).isEqualTo(colour);
                    }
                }
                // the frame begins above it
                assertThat(image.getRGB(2, 60) & 0xffffff).isEqualTo(GRAY);
            }
        }
    }

    @Test
    void eachFrameHasTheHeatOfItsClipWhereTheNetworkLooks() throws IOException {
        Counting explainer = new Counting();
        try (VideoHeat heat = heat(explainer)) {
            double fps = 25;
            // clips of frames 0 to 7, 8 to 15 and, up to the end, 12 to 19
            int[] hottest = {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 3, 3};
            for (int frame = 0; frame < hottest.length; frame++) {
                BufferedImage image = painted(heat, frame / fps);
                double value = hottest[frame] / 10.0;
                int red = GRAY & 0xff;
                long expected = Math.round(red + 0.7 * value * ((Heat.colour(value) >> 16) - red));
                assertThat(image.getRGB(32, 32) >> 16 & 0xff).as("frame %d", frame).isBetween((int) expected - 1,
                    (int) expected + 1);
                // crops of 48 pixels from frames of 55 leave 3 of 64 beside them
                assertThat(image.getRGB(2, 32) & 0xffffff).isEqualTo(GRAY);
                assertThat(image.getRGB(63, 32) & 0xffffff).isEqualTo(GRAY);
            }
        }
        assertThat(explainer.labels).containsExactly(1, 1, 1);
    }
}
