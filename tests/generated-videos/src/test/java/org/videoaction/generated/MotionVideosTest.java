package org.videoaction.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MotionVideosTest {

    private static final int SIDE = 24;
    private static final int PER_CLASS = 150;
    private static final int FRAME = 11;

    private static int[] frame(Motion motion, long seed) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = image.createGraphics();
        new MotionScene(motion, SIDE, 24, 40, new Random(new SplittableRandom(seed).nextLong())).draw(canvas, FRAME);
        canvas.dispose();
        return image.getRaster().getPixels(0, 0, SIDE, SIDE, (int[]) null);
    }

    /** The class of the most similar frame among those of other videos. */
    private static int nearest(int[] wanted, int[][] frames, int self) {
        long best = Long.MAX_VALUE;
        int found = -1;
        for (int i = 0; i < frames.length; i++) {
            long distance = 0;
            for (int p = 0; i != self && p < wanted.length && distance < best; p++) {
                long difference = wanted[p] - frames[i][p];
                distance += difference * difference;
            }
            if (i != self && distance < best) {
                best = distance;
                found = i;
            }
        }
        return found / PER_CLASS;
    }

    @Test
    void aSingleFrameDoesNotTellTheClass() {
        int classes = Motion.values().length;
        int[][] frames = new int[classes * PER_CLASS][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(Motion.values()[i / PER_CLASS], i);
        }
        int right = 0;
        for (int i = 0; i < frames.length; i++) {
            right += nearest(frames[i], frames, i) == i / PER_CLASS ? 1 : 0;
        }
        // chance is 1/6 of 900, with a standard deviation of 11.2; four of them are allowed
        assertThat(right).isBetween(150 - 45, 150 + 45);
    }

    @Test
    void writesVideosAndTheirLists(@TempDir Path folder) throws IOException {
        new MotionVideos(2, 1, 32, 8, 1).write(folder);
        List<String> train = Files.readAllLines(folder.resolve("train.txt"));
        assertThat(train).hasSize(12).allMatch(line -> line.matches("train/[a-z_]+_\\d\\.mp4 [0-5]"));
        assertThat(Files.readAllLines(folder.resolve("test.txt"))).hasSize(6);
        assertThat(Files.readAllLines(folder.resolve("classes.txt"))).containsExactly("move_left", "move_right",
            "move_up", "move_down", "spin", "grow");
        assertThat(train).allMatch(line -> Files.exists(folder.resolve(line.split(" ")[0])));
    }

    @Test
    void theSameSeedGivesTheSameFiles(@TempDir Path folder) throws IOException {
        new MotionVideos(1, 1, 32, 8, 1).write(folder.resolve("a"));
        new MotionVideos(1, 1, 32, 8, 1).write(folder.resolve("b"));
        new MotionVideos(1, 1, 32, 8, 2).write(folder.resolve("c"));
        Path video = Path.of("train", "spin_0.mp4");
        byte[] first = Files.readAllBytes(folder.resolve("a").resolve(video));
        assertThat(Files.readAllBytes(folder.resolve("b").resolve(video))).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("c").resolve(video))).isNotEqualTo(first);
    }
}
