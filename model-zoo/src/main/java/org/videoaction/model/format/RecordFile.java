package org.videoaction.model.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file of TensorFlow's records, one after the other: length, its check sum, content, its check sum. It is gone through
 * from the beginning, and grows where it ends; others may read it meanwhile.
 */
public final class RecordFile implements Closeable {

    private static final int LENGTH_BYTES = Long.BYTES + Integer.BYTES;
    private static final int MASK_SHIFT = 15;
    private static final int MASK_ADDEND = 0xa282ead8;

    /** Not a channel, which an interruption of the thread would close in the middle of a record. */
    private final RandomAccessFile file;

    /** Opens the file for reading and writing; where there is none it is made. */
    public RecordFile(Path file) throws IOException {
        this.file = new RandomAccessFile(file.toFile(), "rw");
    }

    /** Goes to a place between two records, such as {@link #place()} has said. */
    public void goTo(long place) throws IOException {
        file.seek(place);
    }

    /** The bytes before the next record. */
    public long place() throws IOException {
        return file.getFilePointer();
    }

    /** The next record; nothing at the end of the file and where it is cut off or damaged, when the place stays as it is. */
    public Optional<byte[]> next() throws IOException {
        long start = place();
        Optional<byte[]> record = read();
        if (record.isEmpty()) {
            goTo(start);
        }
        return record;
    }

    private Optional<byte[]> read() throws IOException {
        if (left() < LENGTH_BYTES) {
            return Optional.empty();
        }
        ByteBuffer head = littleEndian(LENGTH_BYTES);
        long length = head.getLong();
        if (head.getInt() != sum(head.array(), Long.BYTES) || length < 0
            || length > Math.min(left(), Integer.MAX_VALUE) - Integer.BYTES) {
            return Optional.empty();
        }
        byte[] content = new byte[(int) length];
        file.readFully(content);
        return littleEndian(Integer.BYTES).getInt() == sum(content, content.length) ? Optional.of(content)
            : Optional.empty();
    }

    private long left() throws IOException {
        return file.length() - place();
    }

    private ByteBuffer littleEndian(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(buffer.array());
        return buffer;
    }

    /** Puts a record in the place of the next one and of all that follow. */
    public void replaceRest(byte[] content) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(LENGTH_BYTES + content.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN).putLong(content.length);
        record.putInt(sum(record.array(), Long.BYTES)).put(content).putInt(sum(content, content.length));
        file.setLength(place());
        file.write(record.array());
    }

    /** CRC-32C, turned and shifted so that a sum over sums means something. */
    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), MASK_SHIFT) + MASK_ADDEND;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
