package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What torch wrote before its zips: magic number, version 1001, what machine, object, keys of storages; then of each storage
 * its length and its numbers.
 */
class LegacyTorchFileTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private static WrittenPickle pickle() {
        return new WrittenPickle();
    }

    /** Up to the storages: tensors "w0", "w1", ... of so many numbers, each in a storage of its own. */
    private LegacyTorchFileTest begin(boolean littleEndian, String keys, int... counts) {
        // LONG1 of ten bytes, the lowest first
        bytes.writeBytes(pickle().raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).stop());
        bytes.writeBytes(pickle().integer(1001).stop());
        bytes.writeBytes(pickle().raw("}").text("little_endian").raw(littleEndian ? 0x88 : 0x89).raw("s").stop());
        WrittenPickle object = pickle().raw("}(");
        for (int i = 0; i < counts.length; i++) {
            object.text("w" + i).tensor("Float", String.valueOf(i), counts[i], 0, List.of(counts[i]), List.of(1));
        }
        bytes.writeBytes(object.raw("u").stop());
        WrittenPickle list = pickle().raw("](");
        keys.chars().forEach(key -> list.text(String.valueOf((char) key)));
        bytes.writeBytes(list.raw("e").stop());
        return this;
    }

    private LegacyTorchFileTest storage(ByteOrder order, long count, float... numbers) {
        ByteBuffer storage = ByteBuffer.allocate(8 + 4 * numbers.length).order(order).putLong(count);
        for (float number : numbers) {
            storage.putFloat(number);
        }
        bytes.writeBytes(storage.array());
        return this;
    }

    private TensorFile open() throws IOException {
        return TensorFile.open(Files.write(folder.resolve("old.pth"), bytes.toByteArray()));
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    @Test
    void storagesFollowTheirTensors() throws IOException {
        begin(true, "10", 2, 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 7).storage(ByteOrder.LITTLE_ENDIAN, 2, 1, 2);
        try (TensorFile file = open()) {
            assertThat(file.tensors().get("w0").values()).containsExactly(1, 2);
            assertThat(file.tensors().get("w1").values()).containsExactly(7);
        }
    }

    @Test
    void machinesWithTheHighestByteFirstSaySo() throws IOException {
        begin(false, "0", 2).storage(ByteOrder.BIG_ENDIAN, 2, 1, 2);
        try (TensorFile file = open()) {
            assertThat(file.tensors().get("w0").values()).containsExactly(1, 2);
        }
    }

    @Test
    void aStorageMayHaveMoreNumbersThanItsTensorsNeed() throws IOException {
        begin(true, "01", 2, 1).storage(ByteOrder.LITTLE_ENDIAN, 3, 1, 2, 3).storage(ByteOrder.LITTLE_ENDIAN, 1, 4);
        try (TensorFile file = open()) {
            assertThat(file.tensors().get("w0").values()).containsExactly(1, 2);
            assertThat(file.tensors().get("w1").values()).containsExactly(4);
        }
    }

    @Test
    void aStorageWithTooFewNumbersIsRefused() {
        begin(true, "0", 2).storage(ByteOrder.LITTLE_ENDIAN, 1, 1);
        assertRefused("storage 0 has 1 numbers, of which 2 are needed and 4 bytes are there");
    }

    @Test
    void aStorageThatIsCutOffIsRefused() {
        begin(true, "0", 2).storage(ByteOrder.LITTLE_ENDIAN, 2, 1);
        assertRefused("cut off within the storage 0 of 2 numbers, for which 4 bytes are there");
    }

    @Test
    void aFileThatEndsBeforeAStorageIsCutOff() {
        begin(true, "0", 2);
        bytes.writeBytes(new byte[7]);
        assertRefused("cut off before the storage 0");
    }

    @Test
    void aStorageThatIsNotThereIsNamed() {
        begin(true, "0", 1, 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 1);
        assertRefused("lacks the storage 1");
    }

    @Test
    void aStorageThatNobodyNeedsOrThatIsThereTwiceIsRefused() {
        begin(true, "00", 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 1);
        assertRefused("storage 0 that no tensor needs, or has it twice");
        bytes.reset();
        begin(true, "0x", 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 1).storage(ByteOrder.LITTLE_ENDIAN, 1, 1);
        assertRefused("storage x that no tensor needs");
    }

    @Test
    void moreNumbersThanTheFileHasBytesForAreNotBelieved() {
        begin(true, "0", 1 << 20).storage(ByteOrder.LITTLE_ENDIAN, 1 << 20, 1);
        assertRefused("storage 0 has 1048576 numbers, more than a file of " + bytes.size() + " bytes holds");
    }
}
