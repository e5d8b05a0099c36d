package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages against the examples of protobuf's own description of its encoding. */
class ProtobufTest {

    private static String hex(ProtobufMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.size()).isEqualTo(out.size());
        return HexFormat.ofDelimiter(" ").formatHex(out.toByteArray());
    }

    private static ProtobufReader reader(String hex) {
        return new ProtobufReader(ByteBuffer.wrap(HexFormat.ofDelimiter(" ").parseHex(hex)));
    }

    private static ProtobufReader first(String hex) throws IOException {
        ProtobufReader reader = reader(hex);
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @Test
    void messagesAreThoseOfTheDescription() throws IOException {
        assertThat(hex(new ProtobufMessage().integer(1, 150))).isEqualTo("08 96 01");
        assertThat(hex(new ProtobufMessage().text(2, "testing"))).isEqualTo("12 07 74 65 73 74 69 6e 67");
        assertThat(hex(new ProtobufMessage().message(3, new ProtobufMessage().integer(1, 150))))
            .isEqualTo("1a 03 08 96 01");
        assertThat(hex(new ProtobufMessage().integer(1, -2))).isEqualTo("08 fe ff ff ff ff ff ff ff ff 01");
        assertThat(hex(new ProtobufMessage().integer(1, 127).integer(16, 128))).isEqualTo("08 7f 80 01 80 01");
    }

    @Test
    void numbersHaveTheirLowestByteFirst() throws IOException {
        // 1.5 is 3fc00000 in 32 bits and 3ff8 and zeros in 64
        assertThat(hex(new ProtobufMessage().real(1, 1.5f))).isEqualTo("0d 00 00 c0 3f");
        assertThat(hex(new ProtobufMessage().real(1, 1.5))).isEqualTo("09 00 00 00 00 00 00 f8 3f");
        assertThat(hex(new ProtobufMessage().floats(4, new float[] {1.5f, -2}))).isEqualTo("22 08 00 00 c0 3f 00 00 00 c0");
    }

    @Test
    void bytesInABufferAreTakenFromWhereItStands() throws IOException {
        ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1);
        ProtobufMessage message = new ProtobufMessage().data(1, content);
        assertThat(hex(message)).isEqualTo("0a 03 02 03 04");
        assertThat(hex(message)).as("the second time").isEqualTo("0a 03 02 03 04");
    }

    @Test
    void fieldsAreReadOneAfterTheOther() throws IOException {
        ProtobufReader reader = reader("08 96 01 12 02 68 69 1a 03 08 96 01");
        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(1);
        assertThat(reader.holdsBytes()).isFalse();
        assertThat(reader.integer()).isEqualTo(150);
        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(2);
        assertThat(reader.holdsBytes()).isTrue();
        assertThat(reader.text()).isEqualTo("hi");
        assertThat(reader.next()).isTrue();
        assertThat(reader.bytes().remaining()).isEqualTo(3);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void integersHaveUpToTenBytes() throws IOException {
        assertThat(first("08 fe ff ff ff ff ff ff ff ff 01").integer()).isEqualTo(-2);
        assertThatThrownBy(() -> first("08 ff ff ff ff ff ff ff ff ff ff 01").integer()).isInstanceOf(IOException.class)
            .hasMessageContaining("has no end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08 96 01", "09 01 02 03 04 05 06 f8 3f", "0a 02 68 69", "0d 01 02 c0 3f"})
    void aFieldOfEachKindIsCopiedAsItIsOrPassedOver(String field) throws IOException {
        ProtobufMessage copy = new ProtobufMessage();
        ProtobufReader copied = first(field + " 10 01");
        copied.copyTo(copy);
        assertThat(hex(copy)).isEqualTo(field);
        ProtobufReader skipped = first(field + " 10 01");
        skipped.skip();
        for (ProtobufReader reader : Arrays.asList(copied, skipped)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.field()).isEqualTo(2);
            assertThat(reader.integer()).isEqualTo(1);
        }
    }

    @Test
    void theHighestFieldIsRead() throws IOException {
        // 2^29 - 1 is the highest that the language knows; the reader goes up to 2^31 - 1
        assertThat(first("f8 ff ff ff 0f 00").field()).isEqualTo((1 << 29) - 1);
        assertThat(first("f8 ff ff ff 3f 00").field()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "02 00", "80 80 80 80 40"})
    void aTagWithoutAPossibleFieldIsRefused(String bytes) {
        assertThatThrownBy(() -> reader(bytes).next()).isInstanceOf(IOException.class)
            .hasMessageContaining("no field begins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "08 80", "09 01 02 03 04 05 06 07", "0a 02 68", "0d 01 02 c0",
        "0a ff ff ff ff ff ff ff ff ff 01"})
    void aFieldThatGoesBeyondItsMessageIsCutOff(String bytes) {
        assertThatThrownBy(() -> first(bytes).skip()).isInstanceOf(EOFException.class).hasMessageContaining("cut off");
        assertThatThrownBy(() -> first(bytes).copyTo(new ProtobufMessage())).isInstanceOf(EOFException.class);
    }

    @Test
    void aFieldOfAnotherKindThanIsAskedForIsRefused() {
        assertThatThrownBy(() -> first("0a 01 00").integer()).isInstanceOf(IOException.class)
            .hasMessageContaining("field 1 is no integer");
        assertThatThrownBy(() -> first("08 01").bytes()).isInstanceOf(IOException.class)
            .hasMessageContaining("field 1 is neither text nor message");
        // groups, kinds 3 and 4, are of the language's first version
        assertThatThrownBy(() -> first("0b").skip()).isInstanceOf(IOException.class)
            .hasMessageContaining("field 1 has the impossible kind 3");
        assertThatThrownBy(() -> first("0c").copyTo(new ProtobufMessage())).isInstanceOf(IOException.class)
            .hasMessageContaining("field 1 has the impossible kind 4");
    }
}
