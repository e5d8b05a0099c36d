package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes a clip table, one clip a record batch, straight from the memory that the clips were decoded into. The file
 * appears under its name when the table is finished; without {@link #finish} nothing is left.
 */
public final class ClipTableWriter implements Closeable {

    private final Path target;
    private final Path unfinished;
    private final ClipSpec spec;
    private final BufferAllocator allocator = new RootAllocator();
    private final FileChannel channel;
    private final VectorSchemaRoot description;
    private final VectorSchemaRoot header;
    private final BatchWriter batches;
    private boolean finished;

    public ClipTableWriter(Path target, ClipSpec spec) throws IOException {
        this.target = target;
        this.unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        this.spec = spec;
        this.channel = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
        this.description = VectorSchemaRoot.create(ClipSchema.description(), allocator);
        this.header = schemaOnly(ClipSchema.of(spec));
        this.batches = new BatchWriter(header, channel);
        batches.start();
    }

    /** A root that lends its schema to the file and never holds a clip. */
    private VectorSchemaRoot schemaOnly(Schema schema) {
        List<FieldVector> vectors = schema.getFields().stream().map(field -> field.createVector(allocator)).toList();
        return new VectorSchemaRoot(schema, vectors, 0);
    }

    /** @throws IllegalArgumentException when the clip's frames do not have the size that the table's spec says */
    public void write(Clip clip) throws IOException {
        if (clip.frames().capacity() != spec.clipBytes() || !clip.frames().isDirect()) {
            throw new IllegalArgumentException("clip " + clip.id() + " has " + clip.frames().capacity()
                + " bytes where the table's clips have " + spec.clipBytes());
        }
        describe(clip);
        try (ArrowRecordBatch small = new VectorUnloader(description).getRecordBatch();
            ArrowBuf frames = allocator.wrapForeignAllocation(new Borrowed(clip.frames()));
            ArrowBuf allValid = allocator.getEmpty()) {
            List<ArrowFieldNode> nodes = new ArrayList<>(small.getNodes());
            nodes.add(new ArrowFieldNode(1, 0));
            nodes.add(new ArrowFieldNode(spec.clipBytes(), 0));
            List<ArrowBuf> buffers = new ArrayList<>(small.getBuffers());
            buffers.add(allValid);
            buffers.add(allValid);
            buffers.add(frames.writerIndex(spec.clipBytes()));
            try (ArrowRecordBatch whole = new ArrowRecordBatch(1, nodes, buffers)) {
                batches.write(whole);
            }
        }
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
        description.setRowCount(1);
    }

    private void set(String column, String value) {
        ((VarCharVector) description.getVector(column)).setSafe(0, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Completes the file and gives it its name. */
    public void finish() throws IOException {
        batches.end();
        channel.close();
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try {
            batches.close();
            description.close();
            header.close();
            allocator.close();
            channel.close();
        } finally {
            if (!finished) {
                Files.deleteIfExists(unfinished);
            }
        }
    }

    /** Opens Arrow's own batch writing, which otherwise copies its data out of vectors. */
    private static final class BatchWriter extends ArrowFileWriter {

        BatchWriter(VectorSchemaRoot root, WritableByteChannel out) {
            super(root, null, out);
        }

        void write(ArrowRecordBatch batch) throws IOException {
            writeRecordBatch(batch);
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
