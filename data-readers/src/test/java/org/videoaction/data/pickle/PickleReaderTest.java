package org.videoaction.data.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Python's pickle and numpy 2.4 wrote in each protocol, and opcodes that only older Pythons write. */
class PickleReaderTest {

    private static final HexFormat HEX = HexFormat.of();

    /** Reads what stands as bytes in a text. */
    private static Object read(String latin) throws IOException {
        return PickleReader.read(ByteBuffer.wrap(latin.getBytes(StandardCharsets.ISO_8859_1)), new DataGlobals());
    }

    /** Texts, bytes and reals in hexadecimal, all sequences alike. */
    private static String text(Object object) throws IOException {
        if (object == null) {
            return "None";
        } else if (object instanceof Boolean truth) {
            return truth ? "True" : "False";
        } else if (object instanceof Double real) {
            return "f:" + HEX.toHexDigits(Double.doubleToRawLongBits(real));
        } else if (object instanceof String text) {
            return "s:" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
        } else if (object instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return "b:" + HEX.formatHex(copy);
        } else if (object instanceof NumpyArray array) {
            return "a:" + array.type() + ":" + array.shape().stream().map(String::valueOf).collect(Collectors.joining(","))
                + ":" + text(Arrays.stream(array.reals()).boxed().toList());
        } else if (object instanceof List<?> list) {
            StringBuilder all = new StringBuilder();
            for (Object item : list) {
                all.append(all.isEmpty() ? "" : ",").append(text(item));
            }
            return "[" + all + "]";
        } else if (object instanceof Map<?, ?> dictionary) {
            StringBuilder all = new StringBuilder();
            for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
                all.append(all.isEmpty() ? "" : ",").append(text(entry.getKey())).append('=').append(text(entry.getValue()));
            }
            return "{" + all + "}";
        }
        return object.toString();
    }

    @TestFactory
    Stream<DynamicTest> whatPythonWroteIsReadAsTheSame() throws IOException {
        try (InputStream in = PickleReaderTest.class.getResourceAsStream("pickles.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(139);
            return lines.stream().map(line -> line.split("\t")).map(parts -> DynamicTest.dynamicTest(parts[0], () -> {
                byte[] pickle = HEX.parseHex(parts[2]);
                ByteBuffer behind = ByteBuffer.allocate(pickle.length + 1).put(pickle).put((byte) 'x').flip();

                assertThat(text(PickleReader.read(behind, new DataGlobals()))).isEqualTo(parts[1]);
                assertThat(behind.remaining()).as("bytes behind the pickle").isEqualTo(1);
                assertThatThrownBy(
                    () -> PickleReader.read(ByteBuffer.wrap(pickle, 0, pickle.length - 1), new DataGlobals()))
                    .isInstanceOf(EOFException.class);
            }));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "I7\\n.|7", "I01\\n.|True", "I00\\n.|False", "L-12L\\n.|-12", "F2.5\\n.|f:4004000000000000",
        "S'a\\\\x41\\\\n'\\n.|s:61410a",
        "S\"it's\"\\n.|s:69742773", "S'\\\\r\\\\t\\\\\\\\'\\n.|s:0d095c", "V\\\\u00e4\\\\U0001F600\\n.|s:c3a4f09f9880",
        "V\\\\x41\\n.|s:5c783431", "(I1\\nI2\\nl.|[1,2]", "(I1\\nt.|[1]", "(S'k'\\nI1\\nd.|{s:6b=1}",
        "(S'k'\\nI1\\nS'm'\\nI2\\nd.|{s:6b=1,s:6d=2}",
        "I1\\nI2\\n0.|1", "I1\\n(I2\\nI3\\n1.|1", "I1\\n2\\x86.|[1,1]", "I5\\np3\\n0g3\\n.|5", "I5\\nq\\x030h\\x03.|5",
        "I5\\nr\\x01\\x01\\x00\\x000j\\x01\\x01\\x00\\x00.|5", "(lp0\\nI4\\na.|[4]", "](K\\x01K\\x02e.|[1,2]",
        "}S'a'\\nN0.|s:61",
        "J\\xfe\\xff\\xff\\xff.|-2", "M\\xff\\xff.|65535", "K\\xff.|255", "\\x8a\\x00.|0", "\\x8a\\x01\\x80.|-128",
        "\\x8a\\x02\\x80\\x00.|128",
        "\\x8b\\x01\\x00\\x00\\x00\\x7f.|127", "T\\x02\\x00\\x00\\x00\\xe4b.|s:c3a462", "U\\x01\\xe4.|s:c3a4",
        "(c__builtin__\\ndict\\no.|{}",
        "(i__builtin__\\nlist\\n.|[]", "c__builtin__\\nset\\n(](I1\\netR.|[1]", "cbuiltins\\nfrozenset\\n)}\\x92.|[]",
        "F-inf\\n.|f:fff0000000000000", "Fnan\\n.|f:7ff8000000000000", "}S'k'\\nI1\\ns}b.|{s:6b=1}"})
    void opcodesOfOlderPythons(String pickle, String object) throws IOException {
        assertThat(text(read(unescaped(pickle)))).isEqualTo(object);
    }

    /** {@code \n}, {@code \xFF} and the back-slash itself. */
    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else if (text.charAt(++i) == 'x') {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                plain.append(text.charAt(i) == 'n' ? '\n' : '\\');
            }
        }
        return plain.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\\x80\\x06N.|there is no pickle protocol 6", ".|takes an object where there is none, at byte 0",
        "(.|where there is none, at byte 1",
        "N1.|looks for a mark where there is none, at byte 1", "NNs.|takes an object where there is none",
        "(K\\x01d.|a key without a value",
        "(S'k'\\nI1\\nS'k'\\nNd.|two entries for k", "g4\\n.|refers to its object 4", "h\\x07.|refers to its object 7",
        "cos\\nsystem\\n.|names os.system, which is no data; nothing of it was run", "N)R.|calls what is no constructor",
        "I1\\nNb.|gives a state to what has none", "\\x82\\x01.|the opcode EXT", "Px\\n.|the opcode PERSID",
        "\\x97.|the opcode NEXT_BUFFER",
        "NQ.|where a list belongs", ")Q.|refers to data outside of it", "Iseven\\n.|impossible integer seven",
        "Fx\\n.|impossible number x",
        "\\x8b\\xff\\xff\\xff\\xff.|an integer of 4294967295 bytes", "\\x8aA.|an integer of 65 bytes",
        "Sx\\n.|a text without quotes",
        "S'x\"\\n.|a text without quotes", "S'\\\\xZZ'\\n.|damaged escape", "V\\\\u00\\n.|damaged escape",
        "V\\\\U00110000\\n.|damaged escape",
        "\\x00.|there is no pickle opcode 0, at byte 0", "(K\\x01K\\x02t(K\\x03u.|a list where a dictionary belongs",
        "K\\x05K\\x01a.|5 where a list belongs",
        "NK\\x01a.|nothing where a list belongs", "}K\\x01a.|a dictionary where a list belongs",
        "C\\x01aK\\x01a.|bytes where a list belongs",
        "c_codecs\\nencode\\n(S'a'\\nS'utf8'\\ntR.|otherwise than as latin1",
        "c_codecs\\nencode\\n(V\\\\u0100\\nS'latin1'\\ntR.|bytes that are none",
        "c__builtin__\\nbytes\\n(K\\x01tR.|makes bytes of something"})
    void whatIsDamagedOrNoDataIsRefusedWithTheReason(String pickle, String reason) {
        assertThatThrownBy(() -> read(unescaped(pickle))).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X\\x05\\x00\\x00\\x00ab.", "\\x8e\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xffab.", "C\\x04ab.",
        "T\\xff\\xff\\xff\\xffab."})
    void lengthsThatAreNotThereAreRefused(String pickle) {
        assertThatThrownBy(() -> read(unescaped(pickle))).isInstanceOf(EOFException.class).hasMessageContaining("are left");
    }

    @Test
    void aMillionOpenObjectsAreTheLimit() throws IOException {
        int limit = 1 << 20;
        assertThat(read("N".repeat(limit) + ".")).isNull();
        assertThatThrownBy(() -> read("N".repeat(limit + 1) + ".")).isInstanceOf(IOException.class)
            .hasMessageContaining("piles up more than " + limit);
    }

    @Test
    void classesThatAreNotKnownAreKeptByNameWithTheirAttributes() throws IOException {
        PickleGlobals passing = (module, name) -> new Opaque(module + "." + name);
        ByteBuffer pickle = ByteBuffer.wrap(("ccv2\nImage\n)R}S'width'\nI640\nsb.").getBytes(StandardCharsets.ISO_8859_1));

        Opaque image = (Opaque) PickleReader.read(pickle, passing);

        assertThat(image.name()).isEqualTo("cv2.Image");
        assertThat(image.attributes()).containsExactly(Map.entry("width", 640L));
        ByteBuffer filled = ByteBuffer
            .wrap(("ca\nb\n)RI1\naS'k'\nI2\ns(I3\ne(I4\nI5\nu}S's'\nI1\ns}\u0086b.").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(((Opaque) PickleReader.read(filled, passing)).attributes()).as("of slots, items passed over")
            .containsExactly(Map.entry("s", 1L));
    }

    @Test
    void longTextsAreShownInPart() {
        assertThat(PickleText.shortened("x".repeat(80))).hasSize(80);
        assertThat(PickleText.shortened("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }
}
