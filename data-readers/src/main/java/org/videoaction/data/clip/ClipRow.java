package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.videoaction.data.sampling.Span;

/**
 * A record batch of one clip where it lies in the mapped file. Its columns are read from their buffers, whose order
 * follows from {@link ClipSchema}: each column's validity, then for texts their offsets, then the values. Every access
 * is checked against the batch's body, so a damaged file ends in an exception.
 */
record ClipRow(RecordBatch header, ByteBuffer body) {

    private static final int CONTINUATION_AND_LENGTH = 2 * Integer.BYTES;
    private static final int CLIP = 0;
    private static final int VIDEO = 3;
    private static final int LABEL = 6;
    private static final int START_FRAME = 8;
    private static final int FPS = 10;
    private static final int VIEW_CLIP = 12;
    private static final int VIEW_CROP = 14;
    private static final int STATUS = 16;
    private static final int SEGMENT_START = 19;
    private static final int SEGMENT_END = 21;
    private static final int LABELS = 23;
    private static final int LABELS_VALUES = 26;
    private static final int BOXES_EDGES = 30;
    private static final int BOXES = 27;
    private static final int BOX_LABELS = 32;
    private static final int BOX_LABELS_LISTS = 34;
    private static final int BOX_LABELS_VALUES = 37;
    private static final int BUFFERS = 41;
    private static final int WITHOUT_BOXES = 30;
    /** Without boxes, segment and labels. */
    private static final int EARLIEST_BUFFERS = 22;
    private static final int SEGMENT_START_COLUMN = 8;
    private static final int LABEL_COLUMN = 2;

    /**
     * @param metadata the batch's description, behind a continuation mark and its own length
     * @throws IOException when this is not the row of a clip table
     */
    static ClipRow of(ByteBuffer metadata, ByteBuffer body) throws IOException {
        ByteBuffer message = metadata.slice(CONTINUATION_AND_LENGTH, metadata.capacity() - CONTINUATION_AND_LENGTH);
        if (!(Message.getRootAsMessage(message).header(new RecordBatch()) instanceof RecordBatch header)
            || header.compression() != null || header.length() != 1
            || !Set.of(BUFFERS, WITHOUT_BOXES, EARLIEST_BUFFERS).contains(header.buffersLength())) {
            throw new IOException("a part of it is not one uncompressed clip");
        }
        return new ClipRow(header, body.order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Where the frames begin in the body. */
    int framesPlace() throws IOException {
        long place = header.buffers(header.buffersLength() - 1).offset();
        if (place < 0 || place > body.capacity()) {
            throw new IOException("the frames of a clip of it lie outside the clip");
        }
        return (int) place;
    }

    Clip clip(ClipSpec spec) throws IOException {
        ByteBuffer frames = buffer(header.buffersLength() - 1);
        if (frames.capacity() < spec.clipBytes()) {
            throw new IOException("a clip of it has " + frames.capacity() + " bytes instead of " + spec.clipBytes());
        }
        int label = label(spec.classes().size());
        return new Clip(text(CLIP), text(VIDEO), label, labels(label, spec.classes().size()), span(),
            boxes(spec.classes().size()),
            values(START_FRAME).getLong(0), values(FPS).getDouble(0), values(VIEW_CLIP).getInt(0),
            values(VIEW_CROP).getInt(0), text(STATUS), frames.slice(0, spec.clipBytes()).asReadOnlyBuffer());
    }

    private int label(int classes) throws IOException {
        return header.nodes(LABEL_COLUMN).nullCount() > 0 ? Clip.NO_LABEL
            : ArrowFile.checkLabel(values(LABEL).getInt(0), classes);
    }

    private List<Integer> labels(int label, int classes) throws IOException {
        return header.buffersLength() == EARLIEST_BUFFERS ? Clip.labels(label)
            : labels(values(LABELS), 0, buffer(LABELS_VALUES), classes);
    }

    /** A list of labels among those whose ends are given. */
    private static List<Integer> labels(ByteBuffer ends, int list, ByteBuffer values, int classes) throws IOException {
        int start = ends.getInt(Math.multiplyExact(list, Integer.BYTES));
        int end = ends.getInt(Math.multiplyExact(Math.addExact(list, 1), Integer.BYTES));
        List<Integer> labels = new ArrayList<>();
        for (int i = start; i < end; i++) {
            labels.add(ArrowFile.checkLabel(values.getInt(Math.multiplyExact(i, Integer.BYTES)), classes));
        }
        return labels;
    }

    private List<ClipBox> boxes(int classes) throws IOException {
        List<ClipBox> boxes = new ArrayList<>();
        if (header.buffersLength() != BUFFERS) {
            return boxes;
        }
        ByteBuffer edges = buffer(BOXES_EDGES + 1);
        int start = values(BOXES).getInt(0);
        int end = values(BOXES).getInt(Integer.BYTES);
        int sets = values(BOX_LABELS).getInt(0);
        for (int box = start; box < end; box++) {
            int at = Math.multiplyExact(box, ClipSchema.EDGES * Double.BYTES);
            boxes.add(ClipSchema.box(edges.getDouble(at), edges.getDouble(at + Double.BYTES),
                edges.getDouble(at + 2 * Double.BYTES), edges.getDouble(at + 3 * Double.BYTES),
                labels(values(BOX_LABELS_LISTS), sets + box - start, buffer(BOX_LABELS_VALUES), classes)));
        }
        return boxes;
    }

    private Span span() {
        return header.buffersLength() == EARLIEST_BUFFERS || header.nodes(SEGMENT_START_COLUMN).nullCount() > 0 ? null
            : new Span(values(SEGMENT_START).getDouble(0), values(SEGMENT_END).getDouble(0));
    }

    private String text(int column) {
        int start = values(column).getInt(0);
        int end = values(column).getInt(Integer.BYTES);
        return StandardCharsets.UTF_8.decode(buffer(column + 2).slice(start, Math.subtractExact(end, start))).toString();
    }

    /** The buffer after a column's validity. */
    private ByteBuffer values(int column) {
        return buffer(column + 1);
    }

    private ByteBuffer buffer(int index) {
        Buffer buffer = header.buffers(index);
        return body.slice(Math.toIntExact(buffer.offset()), Math.toIntExact(buffer.length()))
            .order(ByteOrder.LITTLE_ENDIAN);
    }
}
