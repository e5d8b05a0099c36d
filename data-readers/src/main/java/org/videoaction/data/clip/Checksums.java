package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * CRC32C checksums of a table: one of the texts in its schema, then as many of each record batch as the table's kind has.
 * They lie in the metadata of the file's footer, as base64 of little-endian integers, where other programs and version
 * 1.0.0 pass them by. Tables that 1.0.0 wrote have none.
 */
final class Checksums {

    private static final String KEY = "video_action_crc32c";
    /** What the schema says, so that checksums do not get lost unnoticed. */
    private static final String DECLARED = "in the footer";
    private static final int CHUNK = 1 << 16;

    private final ByteBuffer values;
    private final int each;

    private Checksums(ByteBuffer values, int each) {
        this.values = values;
        this.each = each;
    }

    /** The schema of a table that will have checksums. */
    static Schema declaredIn(Schema schema) {
        Map<String, String> metadata = new TreeMap<>(schema.getCustomMetadata());
        metadata.put(KEY, DECLARED);
        return new Schema(schema.getFields(), metadata);
    }

    /** The footer's metadata. */
    static Map<String, String> footer(Schema schema, List<Integer> ofBatches) {
        ByteBuffer values = ByteBuffer.allocate((1 + ofBatches.size()) * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.putInt(of(schema));
        ofBatches.forEach(values::putInt);
        return Map.of(KEY, Base64.getEncoder().encodeToString(values.array()));
    }

    /**
     * The checksums of a file.
     *
     * @param each how many a record batch has
     * @throws IOException when they are damaged, or the schema is not the one that was written
     */
    static Checksums read(ArrowFile file, int each) throws IOException {
        Map<String, String> footer = file.reader().getMetaData();
        String text = footer == null ? null : footer.get(KEY);
        if (file.metadata(KEY) == null && text == null) {
            return new Checksums(null, each);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes(text)).order(ByteOrder.LITTLE_ENDIAN);
        if (file.metadata(KEY) == null || values.capacity() != (1L + (long) each * file.blocks().size()) * Integer.BYTES) {
            throw new IOException("its checksums are damaged");
        }
        if (values.getInt(0) != of(file.schema())) {
            throw new IOException("it is damaged: its description is not the one that was written");
        }
        return new Checksums(values, each);
    }

    private static byte[] bytes(String text) {
        try {
            return text == null ? new byte[0] : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * Whether the bytes of a part of a record batch are those that were written, as far as is known.
     *
     * @param bytes all of a buffer in this process's own memory
     */
    boolean match(int batch, int part, ByteBuffer bytes) {
        return values == null || values.getInt(place(batch, part)) == of(bytes);
    }

    /**
     * The same for bytes of a mapped file, which are copied first: the file may have become shorter, which ends the process
     * where it is met by the processor's checksum instructions, and in an error elsewhere.
     *
     * @param copy where they are put, as large
     */
    boolean matchMapped(int batch, int part, ByteBuffer bytes, ByteBuffer copy) {
        int now = copied(bytes, copy);
        return values == null || values.getInt(place(batch, part)) == now;
    }

    /** The checksum of a part as it was written, else that of its bytes in a mapped file, as they are. */
    int ofMapped(int batch, int part, ByteBuffer bytes) {
        return values == null ? copied(bytes, ByteBuffer.allocate(bytes.capacity())) : values.getInt(place(batch, part));
    }

    private static int copied(ByteBuffer bytes, ByteBuffer copy) {
        CRC32C checksum = new CRC32C();
        // chunks that are still in the processor's cache when they are summed
        for (int place = 0; place < bytes.capacity(); place += CHUNK) {
            int length = Math.min(CHUNK, bytes.capacity() - place);
            copy.put(place, bytes, place, length);
            checksum.update(copy.slice(place, length));
        }
        return (int) checksum.getValue();
    }

    private int place(int batch, int part) {
        return (1 + batch * each + part) * Integer.BYTES;
    }

    private static int of(Schema schema) {
        StringBuilder texts = new StringBuilder();
        append(schema.getCustomMetadata(), texts);
        for (Field field : schema.getFields()) {
            texts.append(field.getName()).append('\n');
            append(field.getMetadata(), texts);
        }
        return of(ByteBuffer.wrap(texts.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void append(Map<String, String> metadata, StringBuilder texts) {
        new TreeMap<>(metadata).forEach((key, value) -> texts.append(key).append('=').append(value).append('\n'));
    }

    /** The checksum of all of a buffer in this process's own memory. */
    static int of(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().clear());
        return (int) checksum.getValue();
    }
}
