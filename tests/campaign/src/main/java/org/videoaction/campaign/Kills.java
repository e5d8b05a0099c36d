package org.videoaction.campaign;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills work at random moments: half of them anywhere in its duration, half of them while it writes into its folder. After
 * one to four kills it runs to its end, and what it gave has to be that of undisturbed work, bit for bit.
 */
final class Kills {

    private static final int MOST_IN_A_ROW = 4;
    private static final long LOOK_NANOS = 100_000;
    private static final long LONGEST_WRITE_NANOS = 4_000_000;

    private final Resumable work;
    private final Path folder;
    private final SplittableRandom random;
    private final List<String> broken = new ArrayList<>();
    private long duration;
    private int runs;
    private int half;

    Kills(Resumable work, Path folder, long seed) {
        this.work = work;
        this.folder = folder.resolve(work.name());
        this.random = new SplittableRandom(seed);
    }

    Figures run(int kills) throws IOException, InterruptedException {
        List<?> right = undisturbed();
        int done = 0;
        int equal = 0;
        while (done < kills) {
            Path place = folder.resolve("run-" + runs++);
            List<String> before = List.of();
            int inARow = 0;
            for (int wanted = Math.min(kills - done, 1 + random.nextInt(MOST_IN_A_ROW)); inARow < wanted
                && killed(place); inARow++) {
                half += work.isHalf(kept(place)) ? 1 : 0;
                before = goneOn(before, place);
            }
            done += inARow;
            equal += endsAs(right, before, place) ? inARow : 0;
            Contents.delete(place);
        }
        return new Figures(String.format(Locale.ROOT, "kills of %s: %d, %d in the middle of a file, in %d runs; %d went on and were "
            + "bit-equal at the end", work.name(), done, half, runs, equal), broken);
    }

    /** What the work gives when nobody disturbs it, and how long it takes. */
    private List<?> undisturbed() throws IOException, InterruptedException {
        Path place = folder.resolve("undisturbed");
        Product.Command command = work.command(kept(place), place);
        long start = System.nanoTime();
        Product.Ended ended = command.run();
        duration = System.nanoTime() - start;
        if (ended.code() != 0) {
            throw new IllegalStateException("Undisturbed " + work.name() + " failed: " + ended.output());
        }
        return work.result(kept(place), place);
    }

    private static Path kept(Path place) {
        return place.resolve("kept");
    }

    /** @return whether it was killed, and not at its end before */
    private boolean killed(Path place) throws IOException, InterruptedException {
        Files.createDirectories(place);
        Process process = work.command(kept(place), place).start(place.resolve("output.txt"));
        boolean ended = process.waitFor(random.nextLong(duration), TimeUnit.NANOSECONDS);
        if (random.nextBoolean()) {
            String before = look(place);
            long later = random.nextLong(LONGEST_WRITE_NANOS);
            while (process.isAlive() && before.equals(look(place))) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            LockSupport.parkNanos(later);
            ended = !process.isAlive();
        }
        process.destroyForcibly().waitFor();
        return !ended;
    }

    /** The names and sizes of what is kept. */
    private static String look(Path place) {
        StringBuilder seen = new StringBuilder();
        File[] files = kept(place).toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            seen.append(file.getName()).append(file.length()).append(' ');
        }
        return seen.toString();
    }

    private List<String> goneOn(List<String> before, Path place) throws IOException {
        List<String> now;
        try {
            now = work.done(kept(place));
        } catch (IOException e) {
            broken.add(work.name() + ", run " + runs + ": a kill left a damaged file: " + e.getMessage());
            return before;
        }
        if (now.size() < before.size() || !now.subList(0, before.size()).equals(before)) {
            broken.add(work.name() + ", run " + runs + ": it did not go on where it was killed");
        }
        return now;
    }

    private boolean endsAs(List<?> right, List<String> before, Path place) throws IOException, InterruptedException {
        int known = broken.size();
        List<Path> ofKilled = Contents.unfinished(kept(place));
        Product.Ended ended = work.command(kept(place), place).run();
        if (ended.code() != 0) {
            broken.add(work.name() + ", run " + runs + ": it did not go on after a kill: " + ended.output());
            return false;
        }
        goneOn(before, place);
        List<Path> left = Contents.unfinished(kept(place)).stream().filter(file -> !ofKilled.contains(file)).toList();
        if (!left.isEmpty()) {
            broken.add(work.name() + ", run " + runs + ": the last run left something half: " + left);
        }
        if (!right.equals(work.result(kept(place), place))) {
            broken.add(work.name() + ", run " + runs + ": it ended otherwise than undisturbed");
        }
        return broken.size() == known;
    }
}
