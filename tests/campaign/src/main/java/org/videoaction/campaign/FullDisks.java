package org.videoaction.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.Pass;

/**
 * Writes to disks of rising sizes. Either everything is written as it should be, or a message names the file or its
 * folder; then what was there before is as it was, and nothing half is there.
 */
final class FullDisks {

    private static final int EARLIER_BYTES = 5000;
    private static final long TEMPORARY_BYTES = 1 << 20;
    /** The largest disk holds what is there before and twice what is written. */
    private static final double MOST = 2;

    private final Product product;
    private final Path work;
    private final SplittableRandom random;
    private final List<String> broken = new ArrayList<>();
    private int whole;
    private int refused;

    FullDisks(Product product, Path work, long seed) {
        this.product = product;
        this.work = work;
        this.random = new SplittableRandom(seed);
    }

    /** Makes the command that writes into a folder. */
    @FunctionalInterface
    private interface Writer {
        Product.Command into(Path folder);
    }

    Figures run(int sizes) throws IOException, InterruptedException {
        if (!Disk.mayBeMounted(work.resolve("disk"))) {
            return new Figures("full disks: not tried, no file system may be mounted here", List.of());
        }
        List<String> writers = new ArrayList<>();
        for (OneFile writer : OneFile.values()) {
            writers.add(writer.title());
            tryFiles(writer.title(), folder -> product.calling(temporary(), OneFile.class,
                List.of(writer.name(), product.material().folder().toString(), folder.toString())), sizes);
        }
        writers.add("results of a workflow");
        tryFiles("results of a workflow", folder -> product.workflow(temporary(),
            product.material().tablesWorkflow(), "--out", folder.toString()), sizes);
        writers.add("temporary files");
        tryTemporary(sizes);
        for (Resumable kept : List.of(new KeptTraining(product), new KeptScoring(product))) {
            writers.add("folder of " + kept.name());
            tryKept(kept, sizes);
        }
        return new Figures(String.format(Locale.ROOT, "full disks: %d writers (%s) on %d sizes each; %d times everything was written, "
            + "%d times refused with the name of the place and nothing half left, %d times otherwise", writers.size(),
            String.join(", ", writers), sizes, whole, refused, writers.size() * sizes - whole - refused), broken);
    }

    private Path temporary() {
        return work.resolve("temporary");
    }

    private long bytes(long before, long written, int size, int sizes) {
        return before + Math.round(MOST * written * size / (sizes - 1));
    }

    private Disk disk(long bytes, Path before) throws IOException, InterruptedException {
        Disk disk = new Disk(work.resolve("disk"), bytes);
        Contents.copy(before, disk.folder());
        return disk;
    }

    private void tryFiles(String name, Writer writer, int sizes) throws IOException, InterruptedException {
        Path right = Files.createDirectories(work.resolve(name).resolve("right"));
        succeed(name, writer.into(right));
        SortedMap<String, String> expected = contents(right);
        Path before = work.resolve(name).resolve("before");
        for (String file : expected.keySet()) {
            byte[] earlier = new byte[EARLIER_BYTES];
            random.nextBytes(earlier);
            Files.createDirectories(before.resolve(file).getParent());
            Files.write(before.resolve(file), earlier);
        }
        for (int size = 0; size < sizes; size++) {
            Path seen = work.resolve(name).resolve("size-" + size);
            Path folder;
            Product.Ended ended;
            try (Disk disk = disk(bytes(Contents.bytes(before), Contents.bytes(right), size, sizes), before)) {
                folder = disk.folder();
                ended = writer.into(folder).run();
                // clip tables that were looked at stay mapped, which keeps a disk from being unmounted
                Contents.copy(folder, seen);
            }
            String different = differences(contents(seen), contents(before), expected);
            String place = name + ", size " + size;
            if (ended.code() == 0) {
                verdict(contents(seen).equals(expected), place + ": it says that all is written, but " + different);
            } else {
                refused(place, folder, ended, different.isEmpty() ? "" : "it is refused, but " + different);
            }
        }
    }

    /** Files by what they mean: whole clip tables may differ in the order of their schema's properties. */
    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = Contents.of(folder);
        for (String file : contents.keySet()) {
            if (file.endsWith(".arrow")) {
                contents.put(file, meaning(folder.resolve(file)));
            }
        }
        return contents;
    }

    private static String meaning(Path table) throws IOException {
        try (ClipSource clips = ClipSource.open(table)) {
            StringBuilder meaning = new StringBuilder();
            clips.describe(meaning::append);
            if (clips instanceof ClipTable) {
                try (ClipBatches batches = clips.batches(Pass.inOrder(clips.size(), 1))) {
                    while (batches.hasNext()) {
                        meaning.append(StandardCharsets.ISO_8859_1.decode(batches.next(() -> {}).frames()));
                    }
                }
            }
            return meaning.toString();
        } catch (IOException e) {
            return Contents.text(table);
        }
    }

    /** Files that are neither as before nor as they should become. */
    private static String differences(Map<String, String> there, Map<String, String> before,
        Map<String, String> expected) {
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(there);
        return String.join(", ", all.keySet().stream().filter(file -> !there.containsKey(file)
            || !there.get(file).equals(before.get(file)) && !there.get(file).equals(expected.get(file)))
            .map(file -> file + (there.containsKey(file) ? " is half or wrong" : " is gone")).toList());
    }

    private void tryTemporary(int sizes) throws IOException, InterruptedException {
        for (int size = 0; size < sizes; size++) {
            Path out = work.resolve("temporary-" + size);
            try (Disk disk = new Disk(work.resolve("disk"), bytes(0, TEMPORARY_BYTES, size, sizes))) {
                Product.Ended ended = product
                    .workflow(disk.folder(), product.material().trainingWorkflow(), "--out", out.toString()).run();
                String left = Contents.files(disk.folder()).stream().filter(file -> !isOfNatives(file)).toList().toString();
                if (ended.code() == 0) {
                    verdict(left.equals("[]"), "temporary files, size " + size + ": left behind: " + left);
                } else {
                    refused("temporary files, size " + size, disk.folder(), ended,
                        left.equals("[]") ? "" : "left behind: " + left);
                }
            }
        }
    }

    /** The JDK's and the libraries' own. */
    private static boolean isOfNatives(Path file) {
        return file.toString().contains("hsperfdata");
    }

    private void tryKept(Resumable kept, int sizes) throws IOException, InterruptedException {
        Path right = work.resolve(kept.name()).resolve("right");
        long start = System.nanoTime();
        succeed(kept.name(), kept.command(right, work.resolve(kept.name()).resolve("out")));
        long duration = System.nanoTime() - start;
        List<?> expected = kept.result(right, work.resolve(kept.name()).resolve("out"));
        Path before = Files.createDirectories(work.resolve(kept.name()).resolve("before"));
        Process halfway = kept.command(before, work.resolve(kept.name()).resolve("begun"))
            .start(work.resolve(kept.name()).resolve("output.txt"));
        halfway.waitFor(duration * 3 / 4, TimeUnit.NANOSECONDS);
        halfway.destroyForcibly().waitFor();
        for (Path left : Contents.unfinished(before)) {
            Files.delete(left);
        }
        for (int size = 0; size < sizes; size++) {
            Path place = work.resolve(kept.name()).resolve("size-" + size);
            long bytes = bytes(Contents.bytes(before), Contents.bytes(right), size, sizes);
            try (Disk disk = disk(bytes, before)) {
                Product.Ended ended = kept.command(disk.folder(), place.resolve("full")).run();
                if (ended.code() != 0) {
                    Contents.copy(disk.folder(), place.resolve("kept"));
                    Product.Ended later = kept.command(place.resolve("kept"), place.resolve("out")).run();
                    String problem = later.code() != 0 ? "it does not go on with more space: " + later.output()
                        : !kept.result(place.resolve("kept"), place.resolve("out")).equals(expected)
                            ? "it goes on with more space and ends otherwise" : "";
                    refused(kept.name() + ", size " + size, disk.folder(), ended,
                        Contents.unfinished(disk.folder()).isEmpty() ? problem : "something half is left; " + problem);
                } else {
                    verdict(kept.result(disk.folder(), place.resolve("full")).equals(expected),
                        kept.name() + ", size " + size + ": it ends otherwise than with space");
                }
            }
            Contents.delete(place);
        }
    }

    private static void succeed(String name, Product.Command command) throws IOException, InterruptedException {
        Product.Ended ended = command.run();
        if (ended.code() != 0) {
            throw new IllegalStateException(name + " failed where there is space: " + ended.output());
        }
    }

    private void verdict(boolean good, String problem) {
        if (good) {
            whole++;
        } else {
            broken.add(problem);
        }
    }

    private void refused(String place, Path folder, Product.Ended ended, String problem) {
        List<String> problems = new ArrayList<>();
        if (ended.crashed()) {
            problems.add("the process ended with " + ended.code());
        }
        if (!ended.output().contains(folder.toString())) {
            problems.add("no message names the place");
        }
        if (!problem.isEmpty()) {
            problems.add(problem);
        }
        if (problems.isEmpty()) {
            refused++;
        } else {
            broken.add(place + ": " + String.join("; ", problems) + "; it said: " + lastLines(ended.output()));
        }
    }

    private static String lastLines(String output) {
        String[] lines = output.strip().split("\n");
        return String.join("\n", Arrays.copyOfRange(lines, Math.max(0, lines.length - 5), lines.length));
    }
}
