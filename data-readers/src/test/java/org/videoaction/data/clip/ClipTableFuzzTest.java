package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/**
 * Damaged tables of both kinds, with checksums and without, are read or end in an IOException that names the file; with
 * checksums nothing that is read differs from what was written. The system property {@code fuzz.mutations} says how many are
 * tried; the Maven profile {@code fuzz} tries many.
 */
class ClipTableFuzzTest {

    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 1500);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_129);
    private static final int CLIPS = 3;
    private static final int ENDS = 2000;

    @TempDir
    Path folder;

    @Test
    void damagedTablesEndInWhatWasWrittenOrInAMessage() throws Exception {
        List<byte[]> whole = List.of(Files.readAllBytes(TestClips.write(folder.resolve("clips"), CLIPS)),
            Files.readAllBytes(onDemand()), resource("clips-without-checksums.arrow"),
            resource("on-demand-without-checksums.arrow"));
        List<List<String>> written = new ArrayList<>();
        for (byte[] bytes : whole) {
            written.add(texts(Files.write(folder.resolve("whole.arrow"), bytes)));
        }
        SplittableRandom random = new SplittableRandom(SEED);
        Path damaged = folder.resolve("damaged.arrow");
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int kind = i % whole.size();
            Files.write(damaged, mutated(whole.get(kind), whole.get(random.nextInt(whole.size())), random));
            try {
                List<String> read = texts(damaged);
                if (kind < 2) {
                    assertThat(written.get(kind)).as("mutation %d", i).containsAll(read);
                }
            } catch (IOException e) {
                assertThat(e).as("mutation %d", i).hasMessageContaining(damaged.toString());
                assertThat(e.getMessage()).as("mutation %d", i).endsWith(".").doesNotContain("Exception");
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + i + " of table " + kind + " ended in " + e, e);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 4, MUTATIONS - 1);
    }

    private Path onDemand() throws IOException {
        ClipSampling sampling = TestVideos.EVEN;
        List<OnDemandTable.Video> videos = List.of(
            new OnDemandTable.Video("/videos/a.mp4", 1, List.of(1, 0), new Span(1, 2.5),
                List.of(new ClipBox(new RelativeBox(0, 0.25, 0.5, 1), List.of(1, 0)))),
            new OnDemandTable.Video("/videos/b.mp4", Clip.NO_LABEL, List.of(), null, List.of()));
        Path file = folder.resolve("on-demand");
        new OnDemandTable(TestVideos.recipe(sampling, 3), Classes.of("jump", "run"), videos,
            List.of(new LeftOut(1, "/videos/gone.mp4", List.of(0), "does not exist"))).write(file);
        return file;
    }

    private static byte[] resource(String name) throws Exception {
        return Files.readAllBytes(Path.of(ClipTableFuzzTest.class.getResource(name).toURI()));
    }

    /** All that a table says, without the clips that it says are damaged. */
    private static List<String> texts(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ClipSource source = ClipSource.open(file)) {
            source.describe(texts::add);
            source.leftOut().forEach(left -> texts.add(left.toString()));
            for (int clip = 0; clip < Math.min(source.size(), ENDS); clip++) {
                texts.add(source.video(clip) + source.label(clip) + source.labels(clip) + source.entry(clip));
            }
            if (source instanceof ClipTable) {
                try (ClipBatches batches = source.batches(Pass.inOrder(source.size(), 2),
                    (clip, problem) -> assertThat(problem)
                        .hasMessageContaining(file.toString()))) {
                    while (batches.hasNext()) {
                        batches.next(() -> {}).clips().forEach(clip -> texts.add(clip.id() + " " + bytes(clip.frames())));
                    }
                }
            }
        }
        return texts;
    }

    private static String bytes(ByteBuffer frames) {
        byte[] bytes = new byte[frames.capacity()];
        frames.get(0, bytes);
        return Arrays.toString(bytes);
    }

    private static byte[] mutated(byte[] original, byte[] other, SplittableRandom random) {
        byte[] bytes = original.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                return spliced(bytes, other, random);
            }
            case 2 -> {
                for (int sizes = random.nextInt(1, 4); sizes > 0; sizes--) {
                    blowUp(bytes, place(bytes.length - Long.BYTES, random), random);
                }
            }
            case 3 -> {
                int to = place(bytes.length, random);
                int length = random.nextInt(1, 200);
                int from = random.nextInt(other.length);
                System.arraycopy(other, from, bytes, to, Math.min(length, Math.min(other.length - from, bytes.length - to)));
            }
            default -> {
                for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                    bytes[place(bytes.length, random)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return bytes;
    }

    /** The beginning of one file and the end of another. */
    private static byte[] spliced(byte[] first, byte[] last, SplittableRandom random) {
        int kept = random.nextInt(first.length);
        int from = random.nextInt(last.length);
        byte[] bytes = Arrays.copyOf(first, kept + last.length - from);
        System.arraycopy(last, from, bytes, kept, last.length - from);
        return bytes;
    }

    /** A number where many of Arrow's sizes and offsets lie, at a multiple of four. */
    private static void blowUp(byte[] bytes, int near, SplittableRandom random) {
        int place = near / Integer.BYTES * Integer.BYTES;
        int size = switch (random.nextInt(5)) {
            case 0 -> Integer.MAX_VALUE - random.nextInt(16);
            case 1 -> -1 - random.nextInt(16);
            case 2 -> 1 << random.nextInt(31);
            case 3 -> random.nextInt(bytes.length);
            default -> random.nextInt();
        };
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(place, size);
    }

    /** Half of all damage is done to the ends of a file, where Arrow's descriptions lie. */
    private static int place(int length, SplittableRandom random) {
        int end = Math.min(length, ENDS);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(end);
            case 1 -> length - 1 - random.nextInt(end);
            default -> random.nextInt(length);
        };
    }
}
