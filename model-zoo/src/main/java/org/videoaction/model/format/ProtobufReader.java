package org.videoaction.model.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Goes through the fields of a message in protobuf's wire format, one after the other. Contents are parts of the message's
 * own memory, so that none can be longer than it.
 */
final class ProtobufReader {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;
    private static final int WIRE_BITS = 3;
    private static final int BITS_A_BYTE = 7;

    private final ByteBuffer in;
    private int field;
    private int wire;

    ProtobufReader(ByteBuffer message) {
        this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Goes to the next field, whose content is then to be taken by one of the other methods.
     *
     * @return false at the message's end
     */
    boolean next() throws IOException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        wire = (int) tag & (1 << WIRE_BITS) - 1;
        field = (int) (tag >>> WIRE_BITS);
        if (tag >>> WIRE_BITS > Integer.MAX_VALUE || field == 0) {
            throw new IOException("it is damaged: at byte " + in.position() + " no field begins");
        }
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** Whether the field holds bytes: a text, a message or packed numbers. */
    boolean holdsBytes() {
        return wire == LENGTH_DELIMITED;
    }

    long integer() throws IOException {
        if (wire != VARINT) {
            throw new IOException("it is damaged: its field " + field + " is no integer");
        }
        return varint();
    }

    /** A view of the field's bytes. */
    ByteBuffer bytes() throws IOException {
        if (wire != LENGTH_DELIMITED) {
            throw new IOException("it is damaged: its field " + field + " is neither text nor message");
        }
        return skipped(varint());
    }

    String text() throws IOException {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** Goes over the field's content. */
    void skip() throws IOException {
        switch (wire) {
            case VARINT -> varint();
            case EIGHT_BYTES -> skipped(Long.BYTES);
            case LENGTH_DELIMITED -> skipped(varint());
            case FOUR_BYTES -> skipped(Integer.BYTES);
            default -> throw new IOException("it is damaged: its field " + field + " has the impossible kind " + wire);
        }
    }

    /** Adds the field to another message as it is. */
    void copyTo(ProtobufMessage message) throws IOException {
        switch (wire) {
            case VARINT -> message.integer(field, varint());
            case EIGHT_BYTES -> message.real(field, skipped(Long.BYTES).getDouble());
            case LENGTH_DELIMITED -> message.data(field, skipped(varint()));
            case FOUR_BYTES -> message.real(field, skipped(Integer.BYTES).getFloat());
            default -> throw new IOException("it is damaged: its field " + field + " has the impossible kind " + wire);
        }
    }

    private ByteBuffer skipped(long length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new EOFException("it is damaged or cut off: its field " + field + " is said to have "
                + Long.toUnsignedString(length) + " bytes where " + in.remaining() + " are left");
        }
        ByteBuffer content = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + (int) length);
        return content;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS_A_BYTE) {
            if (!in.hasRemaining()) {
                throw new EOFException("it is cut off");
            }
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("it is damaged: an integer at byte " + in.position() + " has no end");
    }
}
