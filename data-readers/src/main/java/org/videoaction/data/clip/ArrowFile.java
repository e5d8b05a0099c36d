package org.videoaction.data.clip;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.InvalidArrowFileException;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An open Arrow file that may come from anywhere: nothing it says is believed before it was held against the file's
 * size, since Arrow itself would map or allocate what a damaged file asks for.
 */
record ArrowFile(FileChannel channel, ArrowFileReader reader) {

    /** The magic word and its padding before the first block. */
    private static final int HEAD = 8;

    /** Takes what it needs from an open file. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ArrowFile file) throws IOException;
    }

    /** @throws IOException whatever is wrong with the file; the message names it */
    static <T> T read(Path path, BufferAllocator allocator, Reading<T> reading) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            ArrowFileReader reader = new ArrowFileReader(new SeekableReadChannel(channel), allocator)) {
            return reading.from(new ArrowFile(channel, reader));
        } catch (IOException | RuntimeException | InternalError e) {
            // an internal error is how Java says that a mapped file has become shorter
            throw new IOException("The clip table " + path + " cannot be read: " + reason(e) + ".", e);
        }
    }

    private static String reason(Throwable e) {
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "there is no permission to read it";
        }
        // what Arrow, flat buffers and JSON say is for programmers
        return !(e instanceof IOException) || e instanceof InvalidArrowFileException || e instanceof JsonProcessingException
            ? "it is damaged, or no clip table" : e.getMessage();
    }

    Schema schema() throws IOException {
        return reader.getVectorSchemaRoot().getSchema();
    }

    /** A value of the schema's metadata, or null. */
    String metadata(String key) throws IOException {
        return schema().getCustomMetadata() == null ? null : schema().getCustomMetadata().get(key);
    }

    /** The record batches, in the file's order, each within the file. */
    List<ArrowBlock> blocks() throws IOException {
        List<ArrowBlock> blocks = reader.getRecordBlocks();
        for (ArrowBlock block : blocks) {
            if (block.getOffset() < HEAD || block.getMetadataLength() < HEAD || block.getBodyLength() < 0
                || block.getOffset() > channel.size() - block.getMetadataLength()
                || block.getBodyLength() > channel.size() - block.getMetadataLength() - block.getOffset()) {
                throw new IOException("it says that a part of it lies outside the file");
            }
        }
        return blocks;
    }

    /** A batch as it lies in the file. */
    ByteBuffer bytes(ArrowBlock block) throws IOException {
        ByteBuffer batch = ByteBuffer.allocate(Math.toIntExact(block.getMetadataLength() + block.getBodyLength()));
        while (batch.hasRemaining() && channel.read(batch, block.getOffset() + batch.position()) >= 0) {
            // a file's bytes come in pieces
        }
        return batch.clear();
    }

    /** The rows of a batch, whose columns are as long as its {@link #bytes} say. */
    VectorSchemaRoot rows(ArrowBlock block, ByteBuffer batch) throws IOException {
        CheckedBatch.check(schema().getFields(), batch.slice(0, block.getMetadataLength()),
            batch.slice(block.getMetadataLength(), (int) block.getBodyLength()));
        reader.loadRecordBatch(block);
        return reader.getVectorSchemaRoot();
    }

    /** A row of a text column. */
    static String text(VarCharVector column, int row) throws IOException {
        if (column.isNull(row)) {
            throw new IOException("a text in it is missing");
        }
        return new String(column.get(row), StandardCharsets.UTF_8);
    }

    /** A row of a column like {@link ClipSchema#LABELS}. */
    static List<Integer> labels(ListVector column, int row, int classes) throws IOException {
        IntVector values = (IntVector) column.getDataVector();
        List<Integer> labels = new ArrayList<>();
        for (int i = column.getElementStartIndex(row); i < column.getElementEndIndex(row); i++) {
            labels.add(checkLabel(values.get(i), classes));
        }
        return labels;
    }

    /** A row of {@link ClipSchema#BOXES} and {@link ClipSchema#BOX_LABELS}, as long as there are labels for each box. */
    static List<ClipBox> boxes(VectorSchemaRoot rows, int row, int classes) throws IOException {
        ListVector places = (ListVector) rows.getVector(ClipSchema.BOXES);
        Float8Vector edges = (Float8Vector) ((FixedSizeListVector) places.getDataVector()).getDataVector();
        ListVector sets = (ListVector) rows.getVector(ClipSchema.BOX_LABELS);
        ListVector labels = (ListVector) sets.getDataVector();
        int start = places.getElementStartIndex(row);
        int end = places.getElementEndIndex(row);
        int set = sets.getElementStartIndex(row);
        if (sets.getElementEndIndex(row) - set != end - start) {
            throw new IOException("a row has " + (end - start) + " boxes and labels of "
                + (sets.getElementEndIndex(row) - set));
        }
        List<ClipBox> boxes = new ArrayList<>();
        for (int box = start; box < end; box++) {
            int at = box * ClipSchema.EDGES;
            boxes.add(ClipSchema.box(edges.get(at), edges.get(at + 1), edges.get(at + 2), edges.get(at + 3),
                labels(labels, set + box - start, classes)));
        }
        return boxes;
    }

    /** @throws IOException when a label is not that of a class */
    static int checkLabel(int label, int classes) throws IOException {
        if (label < 0 || label >= classes) {
            throw new IOException("a clip has the label " + label + "; there are " + classes + " classes");
        }
        return label;
    }
}
