package org.videoaction.data.clip;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.videoaction.data.WholeFile;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoContent;

/**
 * Clip tables in one folder that are read as one: {@code part-00000.arrow} and so on, and {@code parts.json}, which says how
 * many clips each of them has and is written when all parts are there. Safe for several threads.
 */
public final class PartedClipTable implements ClipSource {

    private static final String LIST = "parts.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ClipTable> parts;
    /** The clips, and the entries, before each part, and of all. */
    private final int[] clips;
    private final int[] entries;

    private PartedClipTable(List<ClipTable> parts) {
        this.parts = parts;
        this.clips = sums(parts, ClipTable::size);
        this.entries = sums(parts, part -> part.size() == 0 ? 0 : part.entry(part.size() - 1) + 1);
    }

    private static int[] sums(List<ClipTable> parts, ToIntFunction<ClipTable> count) {
        int[] sums = new int[parts.size() + 1];
        for (int part = 0; part < parts.size(); part++) {
            sums[part + 1] = Math.addExact(sums[part], count.applyAsInt(parts.get(part)));
        }
        return sums;
    }

    /** The content of {@code parts.json}. */
    private record Parts(List<Integer> clips) {}

    /** Where a part of the table belongs. */
    public static Path part(Path folder, int number) {
        return folder.resolve(name(number));
    }

    /** How a part is called. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "part-%05d.arrow", number);
    }

    /**
     * Says that all parts are there.
     *
     * @param clips how many clips each has
     * @return the file that says so
     */
    public static Path finish(Path folder, List<Integer> clips) throws IOException {
        byte[] text = JSON.writeValueAsBytes(new Parts(clips));
        Path list = folder.resolve(LIST);
        WholeFile.write(list, out -> out.write(text));
        return list;
    }

    /** @throws IOException when the folder is no such table, or not finished, or a part is missing, damaged or another one */
    public static PartedClipTable open(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(LIST))) {
            throw new IOException("The folder " + folder + " is no clip table: it lacks " + LIST + ", which the job that "
                + "samples clips into a folder writes at its end.");
        }
        List<Integer> counts = counts(folder.resolve(LIST));
        List<ClipTable> opened = new ArrayList<>();
        try {
            for (int number = 0; number < counts.size(); number++) {
                ClipTable part = ClipTable.open(part(folder, number));
                opened.add(part);
                if (part.size() != counts.get(number) || !part.spec().equals(opened.get(0).spec())) {
                    throw new IOException("The file " + part.file() + " is not the one that belongs to the clip table "
                        + folder + ": it should have " + counts.get(number) + " clips of "
                        + opened.get(0).spec().summary() + ", and has " + part.size() + " of " + part.spec().summary()
                        + ". Sample the videos again.");
                }
            }
            return new PartedClipTable(opened);
        } catch (IOException | RuntimeException e) {
            opened.forEach(ClipTable::close);
            throw e;
        }
    }

    private static List<Integer> counts(Path file) throws IOException {
        Parts read;
        try {
            read = JSON.readValue(Files.readAllBytes(file), Parts.class);
        } catch (JacksonException e) {
            throw new IOException("The file " + file + " is damaged. Sample the videos again.", e);
        }
        if (read.clips() == null || read.clips().isEmpty()) {
            throw new IOException("The file " + file + " names no parts. Sample the videos again.");
        }
        return read.clips();
    }

    private int part(int clip) {
        int place = Arrays.binarySearch(clips, clip);
        if (place < 0) {
            return -place - 2;
        }
        while (clips[place + 1] == clip) {
            place++;
        }
        return place;
    }

    private ClipTable table(int clip) {
        return parts.get(part(clip));
    }

    /** The number of a clip in its part. */
    private int within(int clip) {
        return clip - clips[part(clip)];
    }

    @Override
    public ClipSpec spec() {
        return parts.get(0).spec();
    }

    @Override
    public int size() {
        return clips[parts.size()];
    }

    @Override
    public String video(int clip) {
        return table(clip).video(within(clip));
    }

    @Override
    public int entry(int clip) {
        return entries[part(clip)] + table(clip).entry(within(clip));
    }

    @Override
    public List<LeftOut> leftOut() {
        List<LeftOut> all = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            int before = entries[part];
            parts.get(part).leftOut().forEach(left -> all
                .add(new LeftOut(before + left.place(), left.video(), left.labels(), left.reason())));
        }
        return all;
    }

    @Override
    public void describe(Consumer<String> texts) {
        parts.forEach(part -> part.describe(texts));
    }

    @Override
    public String recipe() {
        return parts.get(0).recipe();
    }

    @Override
    public String sampling() {
        return parts.get(0).sampling();
    }

    @Override
    public String segment(int clip) {
        return table(clip).segment(within(clip));
    }

    @Override
    public VideoContent content(int clip) {
        return table(clip).content(within(clip));
    }

    @Override
    public String wholeContent(int clip, Runnable whileReading) {
        return table(clip).wholeContent(within(clip), whileReading);
    }

    @Override
    public int label(int clip) {
        return table(clip).label(within(clip));
    }

    @Override
    public List<Integer> labels(int clip) {
        return table(clip).labels(within(clip));
    }

    @Override
    public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
        return new ClipBatches(spec(), batch, broken,
            new MappedClips(new FrameSize(spec().width(), spec().height()), size(), order,
                (index, place) -> table(index).read(within(index), place)));
    }

    @Override
    public void close() {
        parts.forEach(ClipTable::close);
    }
}
