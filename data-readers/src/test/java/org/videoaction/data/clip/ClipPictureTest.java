package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;

class ClipPictureTest {

    private static final ClipSpec SPEC = new ClipSpec(3, 4, 64, 128, 2, 1, 1, Classes.of("walk"));

    @TempDir
    private Path folder;

    /** Four frames of one colour each: red, green, blue, grey. */
    private Path fourColours() throws IOException {
        int[][] colours = {{200, 0, 0}, {0, 200, 0}, {0, 0, 200}, {90, 90, 90}};
        ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
        int plane = SPEC.height() * SPEC.width();
        for (int at = 0; at < SPEC.clipBytes(); at++) {
            frames.put(at, (byte) colours[at / plane % SPEC.frames()][at / plane / SPEC.frames()]);
        }
        Path file = folder.resolve("clips.arrow");
        try (ClipTableWriter writer = new ClipTableWriter(file, SPEC)) {
            writer.write(new Clip("a", "walk.mp4", 0, 30, 25, 0, 0, "ok", frames));
            writer.finish();
        }
        return file;
    }

    @Test
    void framesStandBesideEachOtherInTheirColours() throws IOException {
        try (ClipSource source = ClipSource.open(fourColours())) {
            ClipPicture picture = ClipPicture.of(source, new int[] {0}, 2, 32).get(0);
            assertThat(List.of(picture.frames(), picture.width(), picture.height())).containsExactly(2, 32, 16);
            BufferedImage strip = ImageIO.read(new ByteArrayInputStream(picture.jpeg()));
            assertThat(List.of(strip.getWidth(), strip.getHeight())).containsExactly(64, 16);
            assertColour(strip, 16, 200, 0, 0);
            assertColour(strip, 48, 90, 90, 90);
            assertThat(picture.clip().startFrame()).isEqualTo(30);
        }
    }

    @Test
    void oneFrameIsTheMiddleOne() throws IOException {
        try (ClipSource source = ClipSource.open(fourColours())) {
            BufferedImage frame = ImageIO
                .read(new ByteArrayInputStream(ClipPicture.of(source, new int[] {0}, 1, 500).get(0).jpeg()));
            assertThat(List.of(frame.getWidth(), frame.getHeight())).containsExactly(128, 64);
            assertColour(frame, 64, 0, 0, 200);
        }
    }

    private static void assertColour(BufferedImage image, int x, int red, int green, int blue) {
        Color colour = new Color(image.getRGB(x, image.getHeight() / 2));
        assertThat(colour.getRed()).isCloseTo(red, within(6));
        assertThat(colour.getGreen()).isCloseTo(green, within(6));
        assertThat(colour.getBlue()).isCloseTo(blue, within(6));
    }

    @Test
    void indicesAreSpreadFromTheFirstToTheLast() {
        assertThat(ClipPicture.spread(10, 4)).containsExactly(0, 3, 6, 9);
        assertThat(ClipPicture.spread(2, 4)).containsExactly(0, 1);
        assertThat(ClipPicture.spread(9, 1)).containsExactly(0);
        assertThat(ClipPicture.spread(0, 4)).isEmpty();
    }
}
