package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Holds a record batch against its schema before Arrow takes it. Arrow leaves out its own checks where the JVM is told so,
 * as KNIME does for speed, and a damaged file would then be read beyond its end.
 */
final class CheckedBatch {

    private static final int CONTINUATION = -1;
    private static final int CONTINUATION_AND_LENGTH = 2 * Integer.BYTES;

    private final RecordBatch header;
    private final ByteBuffer body;
    private int nodes;
    private int buffers;

    private CheckedBatch(RecordBatch header, ByteBuffer body) {
        this.header = header;
        this.body = body;
    }

    /**
     * @param metadata the batch's description, behind a continuation mark and its own length
     * @throws IOException when a column lies outside the batch, or a row outside its column
     */
    static void check(List<Field> fields, ByteBuffer metadata, ByteBuffer body) throws IOException {
        if (metadata.order(ByteOrder.LITTLE_ENDIAN).getInt(0) != CONTINUATION) {
            throw new IOException("a part of it has no beginning");
        }
        ByteBuffer message = metadata.slice(CONTINUATION_AND_LENGTH, metadata.capacity() - CONTINUATION_AND_LENGTH);
        if (!(Message.getRootAsMessage(message).header(new RecordBatch()) instanceof RecordBatch header)
            || header.compression() != null || header.variadicBufferCountsLength() > 0) {
            throw new IOException("a part of it is no plain record batch");
        }
        CheckedBatch batch = new CheckedBatch(header, body);
        for (Field field : fields) {
            if (batch.column(field) != header.length()) {
                throw new IOException("its columns have different numbers of rows");
            }
        }
    }

    /** Checks a column and those within it, and gives its number of values. */
    private long column(Field field) throws IOException {
        FieldNode node = header.nodes(nodes++);
        long count = node.length();
        if (count < 0 || count > Integer.MAX_VALUE - 1 || node.nullCount() < 0 || node.nullCount() > count) {
            throw new IOException("a column of it has " + count + " rows");
        }
        ByteBuffer validity = buffer();
        if (node.nullCount() > 0) {
            require(validity, (count + Byte.SIZE - 1) / Byte.SIZE);
        }
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Int number) {
            require(buffer(), count * number.getBitWidth() / Byte.SIZE);
        } else if (type instanceof ArrowType.FloatingPoint) {
            require(buffer(), count * Double.BYTES);
        } else if (type instanceof ArrowType.Utf8) {
            ByteBuffer offsets = buffer();
            requireRows(offsets, count, buffer().capacity());
        } else if (type instanceof ArrowType.List) {
            ByteBuffer offsets = buffer();
            requireRows(offsets, count, column(field.getChildren().get(0)));
        } else if (type instanceof ArrowType.FixedSizeList list) {
            if (column(field.getChildren().get(0)) < count * list.getListSize()) {
                throw outside();
            }
        } else {
            throw new IOException("it has a column of the type " + type);
        }
        return count;
    }

    private ByteBuffer buffer() throws IOException {
        Buffer buffer = header.buffers(buffers++);
        if (buffer.offset() < 0 || buffer.length() < 0 || buffer.offset() > body.capacity() - buffer.length()) {
            throw outside();
        }
        return body.slice((int) buffer.offset(), (int) buffer.length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(ByteBuffer buffer, long bytes) throws IOException {
        if (buffer.capacity() < bytes) {
            throw outside();
        }
    }

    /** Rows that lie one after the other among so many values. */
    private static void requireRows(ByteBuffer offsets, long count, long values) throws IOException {
        if (count == 0) {
            return;
        }
        require(offsets, (count + 1) * Integer.BYTES);
        int last = 0;
        for (int row = 0; row <= count; row++) {
            int offset = offsets.getInt(row * Integer.BYTES);
            if (offset < last || offset > values) {
                throw outside();
            }
            last = offset;
        }
    }

    private static IOException outside() {
        return new IOException("a part of it lies outside its column");
    }
}
