package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX files, written field by field with the numbers of {@code onnx.proto}. */
class OnnxProgramTest {

    @TempDir
    private Path above;
    private Path folder;
    private Path file;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(above.resolve("models"));
        file = folder.resolve("net.onnx");
    }

    /** Format 8, its graph as it is given. */
    private static ProtobufMessage model(ProtobufMessage graph) {
        return new ProtobufMessage().integer(1, 8).message(7, graph);
    }

    private static ProtobufMessage entry(String key, String value) {
        return new ProtobufMessage().text(1, key).text(2, value);
    }

    /** A tensor of two 32-bit floats named w whose numbers lie elsewhere; entries in turns of key and value. */
    private static ProtobufMessage outside(String... entries) {
        ProtobufMessage tensor = new ProtobufMessage().integer(1, 2).integer(2, 1).text(8, "w");
        for (int i = 0; i < entries.length; i += 2) {
            tensor.message(13, entry(entries[i], entries[i + 1]));
        }
        return tensor.integer(14, 1);
    }

    private static ProtobufMessage initializer(ProtobufMessage tensor) {
        return new ProtobufMessage().message(5, tensor);
    }

    private OnnxProgram read(ProtobufMessage model) throws IOException {
        return OnnxProgram.read(Files.write(file, bytes(model)));
    }

    private static byte[] bytes(ProtobufMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private void assertRefused(ProtobufMessage model, String reason) {
        assertThatThrownBy(() -> read(model)).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    private static float[] values(OnnxProgram program) throws IOException {
        return OnnxTensors.read(ByteBuffer.wrap(program.content())).tensors().get("w").values();
    }

    @Test
    void aFileInOnePieceIsHandedOnAsItIs() throws IOException {
        ProtobufMessage model = model(initializer(new ProtobufMessage().integer(1, 2).integer(2, 1).text(8, "w").data(9,
            WrittenPickle.floats(1, 2)))).text(2, "pytorch").text(3, "2.7").message(8, new ProtobufMessage().integer(2, 18))
            .message(8, new ProtobufMessage().text(1, "ai.onnx.ml").integer(2, 3));
        OnnxProgram program = read(model);
        assertThat(program.content()).isEqualTo(bytes(model));
        assertThat(values(program)).containsExactly(1, 2);
        assertThat(program.operatorSets()).isEqualTo(Map.of("", 18L, "ai.onnx.ml", 3L));
        assertThat(program.producer()).isEqualTo("pytorch 2.7");
        assertThat(OnnxProgram.begins(file)).isTrue();
    }

    @Test
    void theOperatorsOfOnnxHaveTwoNames() throws IOException {
        OnnxProgram program = read(model(new ProtobufMessage()).message(8,
            new ProtobufMessage().text(1, "ai.onnx").integer(2, 18).integer(9, 1)));
        assertThat(program.operatorSets()).isEqualTo(Map.of("", 18L));
        assertThat(program.producer()).isEmpty();
    }

    @Test
    void tensorsInFilesBesideAreTakenIn() throws IOException {
        Files.write(folder.resolve("w.bin"), WrittenPickle.floats(7, 1, 2, 8));
        OnnxProgram part = read(model(initializer(outside("location", "w.bin", "offset", "4", "length", "8"))));
        assertThat(values(part)).containsExactly(1, 2);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(part.content());
        // without a length, up to the file's end
        assertThat(values(read(model(initializer(outside("location", "w.bin", "offset", "8")))))).containsExactly(2, 8);
        Files.write(folder.resolve("w.bin"), WrittenPickle.floats(3, 4));
        assertThat(values(read(model(initializer(outside("location", "w.bin")))))).containsExactly(3, 4);
        assertThat(values(read(model(initializer(outside("location", "./w.bin")))))).containsExactly(3, 4);
    }

    @Test
    void whatAFileSaysBesideItsTensorsStays() throws IOException {
        Files.write(folder.resolve("w.bin"), WrittenPickle.floats(1, 2));
        OnnxProgram program = read(
            model(initializer(outside("location", "w.bin"))).message(14, entry("author", "somebody")));
        OnnxTensors read = OnnxTensors.read(ByteBuffer.wrap(program.content()));
        assertThat(read.metadata()).isEqualTo(Map.of("author", "somebody"));
        assertThat(read.tensors().get("w").shape()).containsExactly(2);
    }

    /** Each place where a tensor may lie: attributes, graphs in attributes, sparse tensors, functions, training. */
    @Test
    void tensorsAreFoundWhereverTheyLie() {
        ProtobufMessage lost = outside("location", "missing.bin");
        ProtobufMessage attribute = new ProtobufMessage().message(5, lost);
        ProtobufMessage node = new ProtobufMessage().message(5, attribute);
        ProtobufMessage graph = new ProtobufMessage().message(1, node);
        assertRefused(model(graph), "missing.bin");
        assertRefused(model(new ProtobufMessage().message(1,
            new ProtobufMessage().message(5, new ProtobufMessage().message(10, lost)))), "missing.bin");
        for (int field : new int[] {6, 11}) {
            assertRefused(model(new ProtobufMessage().message(1,
                new ProtobufMessage().message(5, new ProtobufMessage().message(field, graph)))), "missing.bin");
        }
        for (int half : new int[] {1, 2}) {
            ProtobufMessage sparse = new ProtobufMessage().message(half, lost);
            assertRefused(model(new ProtobufMessage().message(15, sparse)), "missing.bin");
            for (int field : new int[] {22, 23}) {
                assertRefused(model(new ProtobufMessage().message(1,
                    new ProtobufMessage().message(5, new ProtobufMessage().message(field, sparse)))), "missing.bin");
            }
            assertRefused(new ProtobufMessage().integer(1, 8).message(20, new ProtobufMessage().message(half, graph)),
                "missing.bin");
        }
        assertRefused(new ProtobufMessage().integer(1, 8).message(25, new ProtobufMessage().message(7, node)),
            "missing.bin");
        assertRefused(new ProtobufMessage().integer(1, 8).message(25, new ProtobufMessage().message(11, attribute)),
            "missing.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.bin", "/etc/passwd", "", " ", "sub/../../secret.bin", "a\0b"})
    void filesElsewhereAreNotRead(String location) throws IOException {
        Files.write(above.resolve("secret.bin"), WrittenPickle.floats(1, 2));
        assertRefused(model(initializer(outside("location", location))), "is not in its folder");
    }

    @Test
    void aLinkDoesNotLeadElsewhere() throws IOException {
        Path secret = Files.write(above.resolve("secret.bin"), WrittenPickle.floats(1, 2));
        try {
            Files.createSymbolicLink(folder.resolve("w.bin"), secret);
        } catch (IOException | UnsupportedOperationException e) {
            abort("links cannot be made here: " + e.getMessage());
        }
        assertRefused(model(initializer(outside("location", "w.bin"))), "is not in its folder");
    }

    @Test
    void whatAFileBesideLacksIsSaid() throws IOException {
        Files.write(folder.resolve("w.bin"), WrittenPickle.floats(1, 2));
        assertRefused(model(initializer(outside("location", "absent.bin"))), "absent.bin, in which tensors of it lie");
        assertRefused(model(initializer(outside())), "is not in its folder");
        for (String[] place : new String[][] {{"4", "8"}, {"-1", "4"}, {"0", "-1"}, {"0", "9"}, {"9", "0"}, {"1", "8"},
            {"0", "9223372036854775807"}, {"9223372036854775807", "8"}}) {
            assertRefused(model(initializer(outside("location", "w.bin", "offset", place[0], "length", place[1]))),
                "beside it has 8 bytes and lacks the " + place[1] + " bytes from " + place[0]);
        }
        assertRefused(model(initializer(outside("location", "w.bin", "offset", "four"))), "the offset of a tensor");
    }

    /** A file of so many bytes of which none is written. */
    private static void sparse(Path file, long bytes) throws IOException {
        try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
            empty.setLength(bytes);
        }
    }

    @Test
    void aFileBeyondWhatIsReadIsRefusedUnread() throws IOException {
        sparse(file, 3L << 30);
        assertThatThrownBy(() -> OnnxProgram.read(file)).isInstanceOf(IOException.class)
            .hasMessageContaining("more than 2048 MiB").hasMessageContaining("16-bit");
        assertThat(OnnxProgram.saysItsNetwork(file)).isFalse();
    }

    @Test
    void filesBesideBeyondWhatIsReadAreRefusedUnread() throws IOException {
        sparse(folder.resolve("w.bin"), 3L << 30);
        assertRefused(model(initializer(outside("location", "w.bin"))), "more than 2048 MiB");
        // each is small enough, all of them are not
        ProtobufMessage small = outside("location", "w.bin", "length", "8");
        ProtobufMessage large = outside("location", "w.bin", "length", "" + (Integer.MAX_VALUE - 8 - 4));
        assertRefused(model(initializer(small).message(5, large)), "more than 2048 MiB");
    }

    private static ProtobufMessage node(String domain, String operator) {
        return new ProtobufMessage().text(4, operator).text(7, domain);
    }

    @Test
    void operatorsOfOthersAreNamed() {
        assertRefused(model(new ProtobufMessage().message(1, node("mmdeploy", "TRTBatchedNMS"))
            .message(1, node("com.microsoft", "FusedConv")).message(1, node("", "Relu")).message(1, node("acme", "Roll"))),
            "none of ONNX's: acme::Roll, mmdeploy::TRTBatchedNMS;");
    }

    @Test
    void functionsThatAFileBringsAreKnown() throws IOException {
        ProtobufMessage function = new ProtobufMessage().text(1, "Mish").text(10, "mine")
            .message(7, new ProtobufMessage().text(4, "Tanh"));
        ProtobufMessage graph = new ProtobufMessage().message(1, node("mine", "Mish"));
        assertThat(read(model(graph).message(25, function)).content()).isNotEmpty();
        assertRefused(model(new ProtobufMessage().message(1, node("mine", "Gelu"))).message(25, function), "mine::Gelu");
    }

    @ParameterizedTest
    @CsvSource({"60, true", "200, false"})
    void graphsInGraphsEndSomewhere(int graphs, boolean read) throws IOException {
        ProtobufMessage inner = new ProtobufMessage();
        for (int i = 0; i < graphs; i++) {
            // graph, node, attribute: three messages each
            inner = new ProtobufMessage().message(1,
                new ProtobufMessage().message(5, new ProtobufMessage().message(6, inner)));
        }
        if (read) {
            assertThat(read(model(inner)).content()).isNotEmpty();
        } else {
            assertRefused(model(inner), "lie in each other 257 times");
        }
    }

    @Test
    void onlyOursSayTheirNetwork() throws IOException {
        Files.write(file, bytes(model(new ProtobufMessage()).message(14, entry("author", "somebody"))));
        assertThat(OnnxProgram.saysItsNetwork(file)).isFalse();
        Files.write(file, bytes(model(new ProtobufMessage()).message(14, entry("architecture", "{}"))));
        assertThat(OnnxProgram.saysItsNetwork(file)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0807, false", "080712, true", "080012, false", "084012, false", "083f12, true", "0a0712, false"})
    void aFileBeginsWithTheNumberOfItsFormat(String hex, boolean begins) throws IOException {
        Files.write(file, HexFormat.of().parseHex(hex));
        assertThat(OnnxProgram.begins(file)).isEqualTo(begins);
    }
}
