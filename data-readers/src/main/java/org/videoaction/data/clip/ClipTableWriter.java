package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinTask;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.list.Classes;

/**
 * Writes a clip table, one clip a record batch, straight from the memory that the clips were decoded into. The file
 * appears under its name when the table is finished; without {@link #finish} nothing is left.
 */
public final class ClipTableWriter implements Closeable {

    private final UnfinishedFile file;
    private final ClipSpec spec;
    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot description;
    private final VectorSchemaRoot header;
    private final GatheringChannel channel;
    private final ChecksumChannel summed;
    private final Map<String, String> footer = new HashMap<>();
    private final List<Integer> checksums = new ArrayList<>();
    private final BatchWriter batches;

    /** Of clips of which nobody says how they were made. */
    public ClipTableWriter(Path target, ClipSpec spec) throws IOException {
        this(target, spec, "");
    }

    /** Of what a recipe makes of videos. */
    ClipTableWriter(Path target, Recipe recipe, Classes classes) throws IOException {
        this(target, recipe.spec(classes), recipe.json());
    }

    /** @throws IOException when the file cannot be written; nothing is left of it then */
    private ClipTableWriter(Path target, ClipSpec spec, String sampling) throws IOException {
        this.file = new UnfinishedFile(target);
        this.spec = spec;
        this.description = VectorSchemaRoot.create(ClipSchema.description(), allocator);
        this.header = schemaOnly(Checksums.declaredIn(ClipSchema.of(spec, sampling)));
        this.channel = new GatheringChannel(file.channel());
        this.summed = new ChecksumChannel(channel);
        this.batches = new BatchWriter(header, summed, footer);
        try {
            batches.start();
        } catch (IOException e) {
            close();
            throw file.failed(e);
        }
    }

    /** A root that lends its schema to the file and never holds a clip. */
    private VectorSchemaRoot schemaOnly(Schema schema) {
        List<FieldVector> vectors = schema.getFields().stream().map(field -> field.createVector(allocator)).toList();
        return new VectorSchemaRoot(schema, vectors, 0);
    }

    /**
     * Writes a clip whose frames lie outside the heap.
     *
     * @throws IllegalArgumentException when the clip's frames do not have the size that the table's spec says
     * @throws IOException when there is no room for it, or the thread was interrupted
     */
    public void write(Clip clip) throws IOException {
        if (!clip.frames().isDirect()) {
            throw new IllegalArgumentException("clip " + clip.id() + " lies in the heap");
        }
        if (clip.frames().capacity() != spec.clipBytes()) {
            throw new IllegalArgumentException("clip " + clip.id() + " has " + clip.frames().capacity()
                + " bytes where the table's clips have " + spec.clipBytes());
        }
        describe(clip);
        // on another processor, while the system copies the frames
        ForkJoinTask<Integer> checksum = ForkJoinTask.adapt(() -> Checksums.of(clip.frames())).fork();
        try {
            writeBatch(clip);
            checksums.add(summed.checksum());
        } catch (IOException e) {
            throw file.failed(e);
        } finally {
            // no longer than the frames are lent
            checksum.quietlyJoin();
        }
        checksums.add(checksum.join());
    }

    private void writeBatch(Clip clip) throws IOException {
        try (ArrowRecordBatch small = new VectorUnloader(description).getRecordBatch();
            ArrowBuf frames = allocator.wrapForeignAllocation(new Borrowed(clip.frames()))) {
            frames.writerIndex(spec.clipBytes());
            int padding;
            try (ArrowRecordBatch whole = withFrames(small, lastBuffer(small), frames)) {
                padding = batches.padding(whole);
            }
            try (ArrowBuf padded = padded(lastBuffer(small), padding);
                ArrowRecordBatch whole = withFrames(small, padded, frames)) {
                summed.start(batches.lastBuffer(whole));
                batches.write(whole);
            }
        }
    }

    private static ArrowBuf lastBuffer(ArrowRecordBatch small) {
        return small.getBuffers().get(small.getBuffers().size() - 1);
    }

    /** A buffer with zeros behind it, which belong to it but to no row. */
    private ArrowBuf padded(ArrowBuf buffer, int padding) {
        long length = buffer.readableBytes();
        ArrowBuf padded = allocator.buffer(length + padding);
        padded.setZero(0, length + padding);
        padded.setBytes(0, buffer, 0, length);
        return padded.writerIndex(length + padding);
    }

    private ArrowRecordBatch withFrames(ArrowRecordBatch small, ArrowBuf lastBuffer, ArrowBuf frames) {
        List<ArrowFieldNode> nodes = new ArrayList<>(small.getNodes());
        nodes.add(new ArrowFieldNode(1, 0));
        nodes.add(new ArrowFieldNode(spec.clipBytes(), 0));
        List<ArrowBuf> buffers = new ArrayList<>(small.getBuffers());
        buffers.set(buffers.size() - 1, lastBuffer);
        ArrowBuf allValid = allocator.getEmpty();
        buffers.addAll(List.of(allValid, allValid, frames));
        return new ArrowRecordBatch(1, nodes, buffers);
    }

    private void describe(Clip clip) {
        description.clear();
        set("clip", clip.id());
        set("video", clip.video());
        IntVector label = (IntVector) description.getVector("label");
        label.allocateNew(1);
        if (clip.label() == Clip.NO_LABEL) {
            label.setNull(0);
        } else {
            label.set(0, clip.label());
        }
        ((BigIntVector) description.getVector("start_frame")).setSafe(0, clip.startFrame());
        ((Float8Vector) description.getVector("fps")).setSafe(0, clip.fps());
        ((IntVector) description.getVector("view_clip")).setSafe(0, clip.clip());
        ((IntVector) description.getVector("view_crop")).setSafe(0, clip.crop());
        set("status", clip.status());
        ClipSchema.putSpan(description, 0, clip.span());
        ClipSchema.putLabels((ListVector) description.getVector("labels"), 0, clip.labels());
        ClipSchema.putBoxes(description, 0, clip.boxes());
        description.setRowCount(1);
    }

    private void set(String column, String value) {
        ((VarCharVector) description.getVector(column)).setSafe(0, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Completes the file and gives it its name. */
    public void finish() throws IOException {
        finish(List.of());
    }

    /** As {@link #finish()}, of a table that lacks some of the listed videos. */
    void finish(List<LeftOut> leftOut) throws IOException {
        try {
            footer.putAll(LeftOut.footer(leftOut));
            footer.putAll(Checksums.footer(header.getSchema(), checksums));
            batches.end();
            channel.flush();
        } catch (IOException e) {
            throw file.failed(e);
        }
        file.finish();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            description.close();
            header.close();
            allocator.close();
        }
    }

    /** Opens Arrow's own batch writing, which otherwise copies its data out of vectors. */
    private static final class BatchWriter extends ArrowFileWriter {

        private static final int PAGE = 4096;
        private static final int CONTINUATION_AND_LENGTH = 2 * Integer.BYTES;

        BatchWriter(VectorSchemaRoot root, WritableByteChannel out, Map<String, String> footer) {
            super(root, null, out, footer);
        }

        void write(ArrowRecordBatch batch) throws IOException {
            writeRecordBatch(batch);
        }

        /** The bytes that a batch lacks before its last buffer for that to begin at a page: the system copies faster. */
        int padding(ArrowRecordBatch batch) {
            return (int) (PAGE - (out.getCurrentPosition() + lastBuffer(batch)) % PAGE) % PAGE;
        }

        /** Where the batch's last buffer begins in it. */
        long lastBuffer(ArrowRecordBatch batch) {
            List<ArrowBuffer> layout = batch.getBuffersLayout();
            return CONTINUATION_AND_LENGTH + MessageSerializer.serializeMetadata(batch).remaining()
                + layout.get(layout.size() - 1).getOffset();
        }

        @Override
        public void close() {
            // ends the file on the way to closing it, which must not happen to an unfinished one
        }
    }

    /** The memory of a clip, which stays its owner's. */
    private static final class Borrowed extends ForeignAllocation {

        Borrowed(ByteBuffer memory) {
            super(memory.capacity(), MemoryUtil.getByteBufferAddress(memory));
        }

        @Override
        protected void release0() {
            // nothing was taken
        }
    }
}
