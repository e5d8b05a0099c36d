package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.UniformClips;

/** Videos that were taken apart into img_00001.jpg and so on. */
class FrameFolderTest {

    private static final int FRAMES = 12;
    private static final int SIDE = 32;

    @TempDir
    private Path folder;

    /** Grey frames, frame i of brightness 20 i. */
    private Path frames(String name) throws IOException {
        Path frames = Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < FRAMES; i++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
            Graphics2D canvas = image.createGraphics();
            canvas.setColor(new Color(20 * i, 20 * i, 20 * i));
            canvas.fillRect(0, 0, SIDE, SIDE);
            canvas.dispose();
            ImageIO.write(image, "jpg", frames.resolve(String.format("img_%05d.jpg", i + 1)).toFile());
        }
        return frames;
    }

    private static VideoViews read(Path frames) throws VideoException {
        ClipSampling sampling = new ClipSampling(new UniformClips(4, 3, 1),
            new SpatialSampling(SIDE, SIDE, SIDE, SpatialSampling.Place.CENTRE, false));
        return new ViewReader(sampling, VideoLimits.DEFAULT).read(frames, () -> new SplittableRandom(1));
    }

    @Test
    void aFolderOfFramesIsReadLikeAVideo() throws IOException {
        VideoViews views = read(frames("100% sure"));
        assertThat(views.info().frames()).isEqualTo(FRAMES);
        assertThat(views.info().fps()).isZero();
        // four frames three apart span ten of twelve: the middle of the two spare ones starts at frame 1
        assertThat(views.views().get(0).frames()).containsExactly(1, 4, 7, 10);
        ByteBuffer clip = views.clips().get(0);
        for (int t = 0; t < 4; t++) {
            int brightness = clip.get(t * SIDE * SIDE + SIDE / 2) & 0xff;
            assertThat(brightness).isBetween(20 * (1 + 3 * t) - 2, 20 * (1 + 3 * t) + 2);
        }
    }

    @Test
    void aFolderWithoutFramesIsNamed() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> read(empty)).isInstanceOf(VideoException.class)
            .hasMessageContaining("empty").hasMessageContaining("img_00001.jpg");
    }
}
