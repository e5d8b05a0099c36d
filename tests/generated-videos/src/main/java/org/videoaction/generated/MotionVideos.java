package org.videoaction.generated;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A labelled set of small H.264 videos in six classes that differ only in motion, with its lists: {@code train.txt} and
 * {@code test.txt} ({@code path label}), {@code classes.txt}.
 *
 * @param fewest frames of a round of the motion, at the fastest
 * @param most frames of a round, at the slowest
 */
public record MotionVideos(int trainPerClass, int testPerClass, int side, int frames, double fewest, double most,
    long seed) {

    private static final double FPS = 25;

    /** 96 x 96 pixels, 40 frames. */
    public MotionVideos(int trainPerClass, int testPerClass, long seed) {
        this(trainPerClass, testPerClass, 96, 40, seed);
    }

    /** A round of the motion takes 24 to 40 frames. */
    public MotionVideos(int trainPerClass, int testPerClass, int side, int frames, long seed) {
        this(trainPerClass, testPerClass, side, frames, 24, 40, seed);
    }

    /**
     * The same motions so fast that every eighth frame hardly tells left from right or up from down: a round takes 14 to
     * 18 frames, so that eight frames are half a round, a little more as often as a little less. Only the fastest tenth is
     * beyond what the other direction could look like.
     */
    public static MotionVideos fast(int trainPerClass, int testPerClass, long seed) {
        return new MotionVideos(trainPerClass, testPerClass, 96, 40, 14, 18, seed);
    }

    /** Writes the set into a folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("classes.txt"), Arrays.stream(Motion.values()).map(Motion::label).toList());
        writePart(folder, "train", trainPerClass);
        writePart(folder, "test", testPerClass);
    }

    private void writePart(Path folder, String part, int perClass) throws IOException {
        Files.createDirectories(folder.resolve(part));
        List<String> lines = new ArrayList<>();
        for (Motion motion : Motion.values()) {
            for (int i = 0; i < perClass; i++) {
                String path = part + "/" + motion.label() + "_" + i + ".mp4";
                MotionScene scene = new MotionScene(motion, side, fewest, most, random(part, motion, i));
                VideoFile.write(folder.resolve(path), side, side, frames, FPS, scene::draw);
                lines.add(path + " " + motion.ordinal());
            }
        }
        Collections.shuffle(lines, new Random(seed));
        Files.writeString(folder.resolve(part + ".txt"), lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    /** Mixed well: java.util.Random starts alike from neighbouring seeds, which would let a class's scenes look alike. */
    private Random random(String part, Motion motion, int number) {
        long scene = ((seed * 31 + part.hashCode()) * 31 + motion.ordinal()) * 100_003 + number;
        return new Random(new SplittableRandom(scene).nextLong());
    }
}
