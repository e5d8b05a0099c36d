package org.videoaction.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.list.Classes;

/**
 * Clip tables, whose clips have checksums, against the same bytes written and read with java.nio alone. Both wait until the
 * disk has what was written, and copy each clip from the mapped file to one piece of memory, as training takes it, and sum it
 * as longs. They are measured in turns, from the page cache, and compared round by round.
 */
final class ClipTableBenchmark implements Benchmark {

    private static final int CLIPS = 100;
    private static final int WARM_UP = 12;
    private static final int ROUNDS = 15;
    private static final ClipSpec SPEC = new ClipSpec(3, 32, 224, 224, 2, 1, 1, Classes.NONE);

    private final ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
    private long sum;

    ClipTableBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < frames.capacity(); i += Long.BYTES) {
            frames.putLong(i, random.nextLong());
        }
    }

    @Override
    public void run(Setting setting) throws IOException {
        Path folder = Files.createTempDirectory("clip-table-benchmark");
        try {
            compare(folder);
        } finally {
            for (String name : List.of("table.arrow", "raw.bin")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    /** Something to measure. */
    private interface Step {
        void run() throws IOException;
    }

    private void compare(Path folder) throws IOException {
        Path table = folder.resolve("table.arrow");
        Path raw = folder.resolve("raw.bin");
        double[][] writing = inTurns(() -> Files.deleteIfExists(table), () -> writeTable(table),
            () -> Files.deleteIfExists(raw), () -> writeRaw(raw));
        double[][] reading = inTurns(() -> {}, () -> readTable(table), () -> {}, () -> readRaw(raw));
        double gigabytes = (double) CLIPS * SPEC.clipBytes() / 1e9;
        System.out.printf(Locale.ROOT, "%d clips of %s, %.2f GB, median of %d rounds, checksum %x%n", CLIPS,
            SPEC.summary(), gigabytes, ROUNDS, sum);
        System.out.printf(Locale.ROOT, "%-8s %12s %12s%n", "GB/s", "clip table", "java.nio");
        print("write", writing, gigabytes);
        print("read", reading, gigabytes);
        System.out.printf(Locale.ROOT, "clip-table-write ratio %.3f%n", ratio(writing));
        System.out.printf(Locale.ROOT, "clip-table-read ratio %.3f%n", ratio(reading));
    }

    private static void print(String name, double[][] seconds, double gigabytes) {
        System.out.printf(Locale.ROOT, "%-8s %12.2f %12.2f%n", name, gigabytes / median(seconds[0]),
            gigabytes / median(seconds[1]));
    }

    /** The median over the rounds, in each of which both saw the same machine. */
    private static double ratio(double[][] seconds) {
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, round -> seconds[1][round] / seconds[0][round]);
        return median(ratios);
    }

    /** The seconds of each round, after some to warm up. */
    private static double[][] inTurns(Step prepareFirst, Step first, Step prepareSecond, Step second)
        throws IOException {
        double[][] seconds = new double[2][ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            prepareFirst.run();
            double one = seconds(first);
            prepareSecond.run();
            double other = seconds(second);
            if (round >= 0) {
                seconds[0][round] = one;
                seconds[1][round] = other;
            }
        }
        return seconds;
    }

    private static double seconds(Step step) throws IOException {
        long start = System.nanoTime();
        step.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void writeTable(Path file) throws IOException {
        try (ClipTableWriter writer = new ClipTableWriter(file, SPEC)) {
            for (int i = 0; i < CLIPS; i++) {
                writer.write(new Clip(i + "_0_0", "/videos/" + i + ".mp4", Clip.NO_LABEL, 0, 25, 0, 0, "ok", frames));
            }
            writer.finish();
        }
    }

    private void writeRaw(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < CLIPS; i++) {
                ByteBuffer left = frames.duplicate();
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
            channel.force(true);
        }
    }

    private void readTable(Path file) throws IOException {
        try (ClipTable table = ClipTable.open(file)) {
            try (ClipBatches batches = table.batches(Pass.inOrder(CLIPS, 1))) {
                while (batches.hasNext()) {
                    add(batches.next(() -> {}).frames());
                }
            }
        }
    }

    private void readRaw(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer batch = ByteBuffer.allocateDirect(SPEC.clipBytes());
            for (ByteBuffer clip : mapped(channel)) {
                add(batch.put(0, clip, 0, SPEC.clipBytes()));
            }
        }
    }

    private static List<ByteBuffer> mapped(FileChannel channel) throws IOException {
        List<ByteBuffer> clips = new ArrayList<>();
        for (int i = 0; i < CLIPS; i++) {
            clips.add(channel.map(FileChannel.MapMode.READ_ONLY, (long) i * SPEC.clipBytes(), SPEC.clipBytes()));
        }
        return clips;
    }

    private void add(ByteBuffer clip) {
        long total = 0;
        for (int i = 0; i < clip.capacity(); i += Long.BYTES) {
            total += clip.getLong(i);
        }
        sum += total;
    }
}
