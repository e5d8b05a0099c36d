package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.videoaction.data.Fingerprint;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoException;

/**
 * A clip table on disk, mapped into memory: a clip's frames are read where they lie, without a copy, and the operating
 * system loads and drops them as needed. Safe for several threads.
 */
public final class ClipTable implements ClipSource {

    /** Mappings are few and large: the system allows only some ten thousand, and a Java buffer ends at 2 GB. */
    private static final long MAX_MAPPING = 1L << 30;

    /** The checksums of a clip: of all before its frames, and of them. */
    static final int DESCRIPTION = 0;
    static final int FRAMES = 1;
    static final int PARTS = 2;

    private final Path file;
    private final ClipSpec spec;
    private final List<Clip> clips;
    private final List<LeftOut> leftOut;
    private final Checksums checksums;
    private final String sampling;
    private final int[] entries;

    private ClipTable(Path file, ClipSpec spec, List<Clip> clips, List<LeftOut> leftOut, Checksums checksums,
        String sampling) {
        this.sampling = sampling;
        this.leftOut = leftOut;
        this.checksums = checksums;
        this.file = file;
        this.spec = spec;
        this.clips = clips;
        this.entries = new int[clips.size()];
        for (int i = 1; i < entries.length; i++) {
            entries[i] = entries[i - 1] + (follows(clips.get(i), clips.get(i - 1)) ? 0 : 1);
        }
    }

    /** Whether a clip is a later one of the same reading of a video as the clip before it. */
    private static boolean follows(Clip clip, Clip before) {
        return clip.video().equals(before.video()) && Objects.equals(clip.span(), before.span())
            && (clip.clip() > before.clip() || clip.clip() == before.clip() && clip.crop() > before.crop());
    }

    /** @throws IOException when the file is missing, damaged or not a clip table; the message names it */
    public static ClipTable open(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ArrowFile.read(file, allocator, arrow -> {
                ClipSpec spec = ClipSchema.spec(arrow.schema());
                Checksums checksums = Checksums.read(arrow, PARTS);
                return new ClipTable(file, spec, clips(arrow.channel(), arrow.blocks(), spec, checksums),
                    LeftOut.read(arrow, spec.classes().size()), checksums,
                    Objects.requireNonNullElse(arrow.metadata(ClipSchema.SAMPLING_KEY), spec.summary()));
            });
        }
    }

    private static List<Clip> clips(FileChannel channel, List<ArrowBlock> blocks, ClipSpec spec, Checksums checksums)
        throws IOException {
        List<Clip> clips = new ArrayList<>(blocks.size());
        int first = 0;
        while (first < blocks.size()) {
            long start = blocks.get(first).getOffset();
            int next = first;
            long end = start;
            while (next < blocks.size() && blocks.get(next).getOffset() >= end
                && end(blocks.get(next)) - start <= MAX_MAPPING) {
                end = end(blocks.get(next++));
            }
            if (next == first) {
                throw new IOException("a clip of it is larger than " + MAX_MAPPING + " bytes");
            }
            MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, start, end - start);
            for (ArrowBlock block : blocks.subList(first, next)) {
                int offset = (int) (block.getOffset() - start);
                ClipRow row = ClipRow.of(mapping.slice(offset, block.getMetadataLength()),
                    mapping.slice(offset + block.getMetadataLength(), (int) block.getBodyLength()));
                ByteBuffer description = mapping.slice(offset, block.getMetadataLength() + row.framesPlace());
                if (!checksums.matchMapped(clips.size(), DESCRIPTION, description,
                    ByteBuffer.allocate(description.capacity()))) {
                    throw new IOException("clip " + (clips.size() + 1)
                        + " of it is damaged: its description is not what was written; sample the videos again");
                }
                clips.add(row.clip(spec));
            }
            first = next;
        }
        return clips;
    }

    private static long end(ArrowBlock block) {
        return block.getOffset() + block.getMetadataLength() + block.getBodyLength();
    }

    @Override
    public ClipSpec spec() {
        return spec;
    }

    public Path file() {
        return file;
    }

    @Override
    public int size() {
        return clips.size();
    }

    @Override
    public String video(int clip) {
        return clips.get(clip).video();
    }

    @Override
    public int entry(int clip) {
        return entries[clip];
    }

    @Override
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    @Override
    public void describe(Consumer<String> texts) {
        texts.accept(spec.text());
        clips.forEach(clip -> texts.accept(clip.withFrames(null).toString()));
    }

    @Override
    public String recipe() {
        return spec.summary();
    }

    @Override
    public String sampling() {
        return sampling;
    }

    @Override
    public String segment(int clip) {
        return Objects.toString(clips.get(clip).span(), "");
    }

    /** The clips themselves: the video may be gone, and is not read. */
    @Override
    public VideoContent content(int clip) {
        Fingerprint parts = new Fingerprint();
        int first = clip;
        while (first > 0 && entries[first - 1] == entries[clip]) {
            first--;
        }
        int next = first;
        for (; next < clips.size() && entries[next] == entries[clip]; next++) {
            Clip one = clips.get(next);
            parts.add(one.startFrame() + " " + one.clip() + " " + one.crop() + " "
                + checksums.ofMapped(next, FRAMES, one.frames()));
        }
        return new VideoContent((long) (next - first) * spec.clipBytes(), VideoContent.UNKNOWN, parts.text());
    }

    @Override
    public String wholeContent(int clip, Runnable whileReading) {
        return content(clip).parts();
    }

    @Override
    public int label(int clip) {
        return clips.get(clip).label();
    }

    @Override
    public List<Integer> labels(int clip) {
        return clips.get(clip).labels();
    }

    @Override
    public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
        return new ClipBatches(spec, batch, broken, new MappedClips(new FrameSize(spec.width(), spec.height()), size(),
            order, this::read));
    }

    /** A clip whose frames are copied to a place of their size. */
    Clip read(int index, ByteBuffer place) throws VideoException {
        Clip clip = clips.get(index);
        require(checksums.matchMapped(index, FRAMES, clip.frames(), place), index);
        return clip.withFrames(place);
    }

    private void require(boolean whole, int index) throws VideoException {
        if (!whole) {
            throw new VideoException(clips.get(index).video(), "clip " + (index + 1) + " of " + file
                + " is damaged: its frames are not those that were written; sample the videos again");
        }
    }

    /**
     * A clip whose frames are the mapped file itself.
     *
     * @throws VideoException when they are not those that were written
     */
    public Clip clip(int index) throws VideoException {
        ByteBuffer frames = clips.get(index).frames();
        require(checksums.matchMapped(index, FRAMES, frames, ByteBuffer.allocate(frames.capacity())), index);
        return clips.get(index);
    }

    /** Lets go of the clips; the mappings end with the last of their buffers. */
    @Override
    public void close() {
        clips.clear();
    }
}
