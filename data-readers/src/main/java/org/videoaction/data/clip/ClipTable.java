package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * A clip table on disk, mapped into memory: a clip's frames are read where they lie, without a copy, and the operating
 * system loads and drops them as needed. Safe for several threads.
 */
public final class ClipTable implements Closeable {

    /** Mappings are few and large: the system allows only some ten thousand, and a Java buffer ends at 2 GB. */
    private static final long MAX_MAPPING = 1L << 30;

    private static final int CONTINUATION_AND_LENGTH = 2 * Integer.BYTES;

    private final Path file;
    private final ClipSpec spec;
    private final BufferAllocator allocator = new RootAllocator();
    private final List<Clip> clips = new ArrayList<>();

    private ClipTable(Path file) throws IOException {
        this.file = file;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            this.spec = ClipSchema.spec(reader.getVectorSchemaRoot().getSchema());
            readClips(channel, reader.getRecordBlocks());
        }
    }

    /** @throws IOException when the file is missing, damaged or not a clip table; the message names it */
    public static ClipTable open(Path file) throws IOException {
        try {
            return new ClipTable(file);
        } catch (IOException | RuntimeException e) {
            throw new IOException("The clip table " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void readClips(FileChannel channel, List<ArrowBlock> blocks) throws IOException {
        int first = 0;
        while (first < blocks.size()) {
            long start = blocks.get(first).getOffset();
            int next = first;
            long end = start;
            while (next < blocks.size() && end(blocks.get(next)) - start <= MAX_MAPPING) {
                end = end(blocks.get(next++));
            }
            if (next == first) {
                throw new IOException("a clip of it is larger than " + MAX_MAPPING + " bytes");
            }
            MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, start, end - start);
            for (ArrowBlock block : blocks.subList(first, next)) {
                clips.add(clip(mapping, block, (int) (block.getOffset() - start)));
            }
            first = next;
        }
    }

    private static long end(ArrowBlock block) {
        return block.getOffset() + block.getMetadataLength() + block.getBodyLength();
    }

    private Clip clip(MappedByteBuffer mapping, ArrowBlock block, int offset) throws IOException {
        ByteBuffer body = mapping.slice(offset + block.getMetadataLength(), (int) block.getBodyLength());
        try (ArrowBuf bytes = allocator.wrapForeignAllocation(new Mapped(body))) {
            // the batch takes over one reference
            bytes.getReferenceManager().retain();
            try (ArrowRecordBatch batch = MessageSerializer.deserializeRecordBatch(
                header(mapping.slice(offset, block.getMetadataLength())), bytes)) {
                ArrowBuf frames = batch.getBuffers().get(batch.getBuffers().size() - 1);
                int start = (int) (frames.memoryAddress() - bytes.memoryAddress());
                return describe(batch, body.slice(start, spec.clipBytes()).asReadOnlyBuffer());
            }
        }
    }

    /** The description of a batch, behind a continuation mark and its own length. */
    private static RecordBatch header(ByteBuffer metadata) throws IOException {
        ByteBuffer message = metadata.slice(CONTINUATION_AND_LENGTH, metadata.capacity() - CONTINUATION_AND_LENGTH);
        if (!(Message.getRootAsMessage(message).header(new RecordBatch()) instanceof RecordBatch batch)) {
            throw new IOException("a part of it is not a record batch");
        }
        return batch;
    }

    private Clip describe(ArrowRecordBatch batch, ByteBuffer frames) {
        try (VectorSchemaRoot row = VectorSchemaRoot.create(ClipSchema.description(), allocator)) {
            int columns = row.getFieldVectors().size();
            int buffers = batch.getBuffers().size() - 3;
            try (ArrowRecordBatch small = new ArrowRecordBatch(1, batch.getNodes().subList(0, columns),
                batch.getBuffers().subList(0, buffers))) {
                new VectorLoader(row).load(small);
            }
            IntVector label = (IntVector) row.getVector("label");
            return new Clip(text(row, "clip"), text(row, "video"), label.isNull(0) ? Clip.NO_LABEL : label.get(0),
                ((BigIntVector) row.getVector("start_frame")).get(0), ((Float8Vector) row.getVector("fps")).get(0),
                ((IntVector) row.getVector("view_clip")).get(0), ((IntVector) row.getVector("view_crop")).get(0),
                text(row, "status"), frames);
        }
    }

    private static String text(VectorSchemaRoot row, String column) {
        return new String(((VarCharVector) row.getVector(column)).get(0), StandardCharsets.UTF_8);
    }

    public ClipSpec spec() {
        return spec;
    }

    public Path file() {
        return file;
    }

    /** The number of clips. */
    public int size() {
        return clips.size();
    }

    /** A clip whose frames are the mapped file itself. */
    public Clip clip(int index) {
        return clips.get(index);
    }

    /** All clips in the file's order. */
    public List<Clip> clips() {
        return List.copyOf(clips);
    }

    @Override
    public void close() {
        clips.clear();
        allocator.close();
    }

    /** A part of a mapped file, freed with its mapping. */
    private static final class Mapped extends ForeignAllocation {

        Mapped(ByteBuffer memory) {
            super(memory.capacity(), MemoryUtil.getByteBufferAddress(memory));
        }

        @Override
        protected void release0() {
            // the mapping goes with its last buffer
        }
    }
}
