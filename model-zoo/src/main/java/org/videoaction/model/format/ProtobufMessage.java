package org.videoaction.model.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in protobuf's wire format, field by field. Arrays of floats are not copied: they are put out when the message
 * is written.
 */
public final class ProtobufMessage {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    /** Some of the message's bytes. */
    private interface Piece {
        void write(OutputStream out) throws IOException;
    }

    /** The number of bytes. */
    public long size() {
        return size;
    }

    public void writeTo(OutputStream out) throws IOException {
        for (Piece piece : pieces) {
            piece.write(out);
        }
    }

    public ProtobufMessage integer(int field, long value) {
        tag(field, VARINT);
        return bytes(varint(value));
    }

    public ProtobufMessage real(int field, float value) {
        tag(field, FOUR_BYTES);
        return bytes(LittleEndian.float32(value));
    }

    public ProtobufMessage real(int field, double value) {
        tag(field, EIGHT_BYTES);
        return bytes(LittleEndian.int64(Double.doubleToRawLongBits(value)));
    }

    public ProtobufMessage text(int field, String text) {
        return data(field, text.getBytes(StandardCharsets.UTF_8));
    }

    public ProtobufMessage data(int field, byte[] content) {
        tag(field, LENGTH_DELIMITED);
        bytes(varint(content.length));
        return bytes(content);
    }

    /** Bytes that are not copied: they are read when the message is written. */
    ProtobufMessage data(int field, ByteBuffer content) {
        tag(field, LENGTH_DELIMITED);
        bytes(varint(content.remaining()));
        ByteBuffer kept = content.slice();
        pieces.add(out -> Channels.newChannel(out).write(kept.duplicate()));
        size += kept.remaining();
        return this;
    }

    public ProtobufMessage floats(int field, float[] values) {
        long length = (long) values.length * Float.BYTES;
        tag(field, LENGTH_DELIMITED);
        bytes(varint(length));
        pieces.add(out -> LittleEndian.write(values, out));
        size += length;
        return this;
    }

    public ProtobufMessage message(int field, ProtobufMessage message) {
        tag(field, LENGTH_DELIMITED);
        bytes(varint(message.size));
        pieces.addAll(message.pieces);
        size += message.size;
        return this;
    }

    private void tag(int field, int wireType) {
        bytes(varint((long) field << 3 | wireType));
    }

    private ProtobufMessage bytes(byte[] content) {
        pieces.add(out -> out.write(content));
        size += content.length;
        return this;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }
}
