package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {

    private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private Path file(byte[]... records) throws IOException {
        Path path = folder.resolve("events");
        try (RecordFile file = new RecordFile(path)) {
            for (byte[] record : records) {
                file.replaceRest(record);
            }
        }
        return path;
    }

    /** TensorFlow's form: 8 bytes of length, its masked sum, content, its masked sum. */
    @Test
    void aRecordHasTensorFlowsForm() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(DIGITS))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(8 + 4 + 9 + 4);
        assertThat(bytes.getLong(0)).isEqualTo(9);
        // the sum of these digits is CRC-32C's check value, e3069283: (crc >> 15 | crc << 17) + a282ead8
        long crc = 0xe3069283L;
        assertThat(bytes.getInt(21)).isEqualTo((int) ((crc >> 15 | crc << 17) + 0xa282ead8L));
        assertThat(Arrays.copyOfRange(bytes.array(), 12, 21)).isEqualTo(DIGITS);
    }

    @Test
    void recordsAreReadOneAfterTheOther() throws IOException {
        try (RecordFile file = new RecordFile(file(DIGITS, new byte[0], new byte[] {1}))) {
            assertThat(file.next()).contains(DIGITS);
            assertThat(file.place()).isEqualTo(25);
            assertThat(file.next().orElseThrow()).isEmpty();
            assertThat(file.next().orElseThrow()).containsExactly(1);
            assertThat(file.next()).isEmpty();
            assertThat(file.place()).isEqualTo(25 + 16 + 17);
        }
    }

    @Test
    void whatIsReplacedIsGoneWithAllBehindIt() throws IOException {
        Path path = file(DIGITS, new byte[100], new byte[100]);
        try (RecordFile file = new RecordFile(path)) {
            file.next();
            file.replaceRest(new byte[] {7});
            file.goTo(0);
            assertThat(file.next()).contains(DIGITS);
            assertThat(file.next().orElseThrow()).containsExactly(7);
            assertThat(file.next()).isEmpty();
        }
        assertThat(Files.size(path)).isEqualTo(25 + 17);
    }

    @Test
    void whereARecordIsCutOffOrDamagedThePlaceStays() throws IOException {
        byte[] whole = Files.readAllBytes(file(DIGITS, DIGITS));
        for (int place = 25; place < 50; place++) {
            byte[] flipped = whole.clone();
            flipped[place] ^= 1;
            assertSecondIsMissing(flipped);
            assertSecondIsMissing(Arrays.copyOf(whole, place));
        }
    }

    private void assertSecondIsMissing(byte[] bytes) throws IOException {
        try (RecordFile file = new RecordFile(Files.write(folder.resolve("events"), bytes))) {
            assertThat(file.next()).contains(DIGITS);
            assertThat(file.next()).isEmpty();
            assertThat(file.place()).isEqualTo(25);
        }
    }

    /** Sums are right and lengths are not: nobody's memory is taken. */
    @Test
    void aLengthBeyondTheFileIsNoRecord() throws IOException {
        byte[] head = Files.readAllBytes(file(new byte[0]));
        for (long length : new long[] {-1, 1, Long.MAX_VALUE}) {
            ByteBuffer bytes = ByteBuffer.wrap(head.clone()).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            CRC32C crc = new CRC32C();
            crc.update(bytes.array(), 0, 8);
            bytes.putInt(8, Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8);
            try (RecordFile file = new RecordFile(Files.write(folder.resolve("events"), bytes.array()))) {
                assertThat(file.next()).as("length %d", length).isEmpty();
                assertThat(file.place()).isZero();
            }
        }
    }
}
