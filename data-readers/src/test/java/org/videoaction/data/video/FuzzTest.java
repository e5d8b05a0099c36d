package org.videoaction.data.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.video.VideoReport.Status;

/**
 * Damaged files end in frames or in a VideoException. The system property {@code fuzz.mutations} says how many are
 * tried; the Maven profile {@code fuzz} tries many.
 */
class FuzzTest {

    static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 600);
    static final long SEED = Long.getLong("fuzz.seed", 20_240_917);
    static final VideoLimits LIMITS = new VideoLimits(1_000_000, Duration.ofSeconds(20), 200);
    private static final ClipSampling SAMPLING = new ClipSampling(new RandomClips(4, 2, 2),
        new SpatialSampling(40, 48, 32, Place.RANDOM, true));
    private static final long LARGEST_FILE = 120_000;
    /** The decoders' own pools for frames of up to a megapixel. */
    private static final long TOLERATED_MEBIBYTES = 256;

    @TempDir
    Path folder;

    @Test
    void damagedFilesEndInFramesOrInAVideoException() throws IOException {
        List<Path> whole = originals();
        SplittableRandom random = new SplittableRandom(SEED);
        ViewReader reader = new ViewReader(SAMPLING, LIMITS);
        int read = 0;
        int refused = 0;
        long before = ResidentMemory.known() ? ResidentMemory.mebibytes() : 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Path original = whole.get(i % whole.size());
            Path damaged = folder.resolve("damaged-" + original.getFileName());
            Files.write(damaged, mutated(Files.readAllBytes(original), random));
            if (survives(damaged, reader, i)) {
                read++;
            } else {
                refused++;
            }
            Files.delete(damaged);
        }

        assertThat(read).isPositive();
        assertThat(refused).isPositive();
        if (ResidentMemory.known()) {
            assertThat(ResidentMemory.mebibytes() - before).isLessThan(TOLERATED_MEBIBYTES);
        }
    }

    private List<Path> originals() throws IOException {
        List<Path> files = new ArrayList<>();
        for (RecordedVideo kind : RecordedVideo.values()) {
            files.add(kind.write(folder));
        }
        EdgeVideo.all().map(EdgeVideo::file).filter(file -> file.toFile().length() < LARGEST_FILE)
            .forEach(files::add);
        return files;
    }

    /** Whether frames came of a file, read once in each way. */
    private static boolean survives(Path damaged, ViewReader reader, int seed) {
        boolean decoded = new VideoProbe(LIMITS).decode(damaged).status() != Status.FAILED;
        try {
            VideoViews read = reader.read(damaged, () -> new SplittableRandom(seed));
            assertThat(read.clips()).hasSize(SAMPLING.views());
            reader.recycle(read);
            return true;
        } catch (VideoException e) {
            assertThat(e.reason()).isNotBlank();
            return decoded;
        }
    }

    private static byte[] mutated(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        if (bytes.length == 0) {
            return bytes;
        }
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int damage = random.nextInt(1, 40); damage > 0; damage--) {
            int place = place(bytes.length, random);
            switch (kind) {
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[place] = (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
                default -> overwrite(bytes, place, random);
            }
        }
        return bytes;
    }

    /** Half of all damage is done to headers, at either end of a file. */
    private static int place(int length, SplittableRandom random) {
        int header = Math.min(length, 1500);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(header);
            case 1 -> length - 1 - random.nextInt(header);
            default -> random.nextInt(length);
        };
    }

    private static void overwrite(byte[] bytes, int from, SplittableRandom random) {
        int length = Math.min(bytes.length - from, random.nextInt(1, 200));
        int source = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes.clone(), source, bytes, from, length);
    }
}
