package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvaProposalsTest {

    @TempDir
    private Path folder;

    /** What Python's pickle wrote with numpy: of both names of its core, 32 and 64 bits, both orders and all protocols. */
    static List<String> written() throws IOException {
        try (InputStream in = AvaProposalsTest.class.getResourceAsStream("proposals.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .toList();
        }
    }

    static byte[] pickle(String written) {
        return Base64.getDecoder().decode(written.substring(written.lastIndexOf(' ') + 1));
    }

    private static String written(String start) throws IOException {
        String found = written().stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
        return new String(pickle(found), StandardCharsets.ISO_8859_1);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("proposals.pkl"), content);
    }

    @ParameterizedTest
    @MethodSource("written")
    void arraysOfNumpyAreRowsOfBoxes(String written) throws IOException {
        assertThat(AvaLists.proposals(new BoxSource(file(pickle(written)), folder, null, "", 25))).containsExactly(
            new AvaBox("abc", 902, 0.25, 0.125, 0.5, 0.75, List.of(), -1, 0.875),
            new AvaBox("abc", 902, 0, 0.5, 1, 0.625, List.of(), -1, 0.25),
            new AvaBox("d,e", 1000, 0.25, 0.125, 0.5, 0.75, List.of(), -1, 1));
    }

    @Test
    void uncertainBoxesAndExcludedTimesAreLeftOut() throws IOException {
        Path file = file(pickle(written().get(0)));
        assertThat(
            AvaLists.proposals(new BoxSource(file, folder, null, Set.of(AvaLists.Moment.of("d,e", 1000)), 0.5, Map.of(), 0)))
            .containsExactly(
                new AvaBox("abc", 902, 0.25, 0.125, 0.5, 0.75, List.of(), -1, 0.875));
    }

    /** A pickle of protocol 2 with the entry {@code abc,0902} of an array of 64-bit reals that are all the same. */
    private static byte[] array(String key, String type, double value, int... shape) {
        int size = 1;
        StringBuilder sides = new StringBuilder("(");
        for (int side : shape) {
            size *= side;
            sides.append('K').append((char) side);
        }
        String bytes = String.format("%016x", Double.doubleToLongBits(value));
        StringBuilder number = new StringBuilder();
        for (int i = 14; i >= 0; i -= 2) {
            number.append((char) Integer.parseInt(bytes, i, i + 2, 16));
        }
        return latin(
            "\u0080\2}" + text(key) + "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\1b\u0087R(K\1"
                + sides + "tcnumpy\ndtype\n" + text(type) + "K\0K\1\u0087R(K\3U\1<NNNK\0K\0K\0tb\u0089U" + (char) (8 * size)
                + number.toString().repeat(size) + "tbs.");
    }

    private static String text(String text) {
        return "U" + (char) text.length() + text;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertRefused(byte[] content, String reason) throws IOException {
        Path file = file(content);
        assertThatIOException().isThrownBy(() -> AvaLists.proposals(new BoxSource(file, folder, null, "", 25)))
            .withMessageContaining(file.toString()).withMessageContaining(reason);
    }

    @Test
    void whatIsNoBoxIsSaidWithItsEntry() throws IOException {
        assertRefused(array("abc", "f8", 0.5, 1, 5), "its entry abc is not called \"video,seconds\"");
        assertRefused(array("abc,0902", "f8", 0.5, 1, 5), "its entry abc,0902: the box 0.5, 0.5, 0.5, 0.5 has no area");
        assertRefused(latin(written("numpy._core f4 C 2").replace("abc,0902", "abc,noon")),
            "its entry abc,noon: \"noon\" is not a time in seconds");
        assertRefused(array("abc,0902", "f8", Double.NaN, 1, 4), "\"NaN\" is not the edge of a box");
        assertRefused(array("abc,0902", "f8", 7, 1, 5), "its entry abc,0902 has the score 7.0");
        assertRefused(array("abc,0902", "f8", 0.5, 2, 3), "shape [2, 3]");
        assertRefused(array("abc,0902", "f8", 0.5, 5), "shape [5]");
        assertRefused(array("abc,0902", "i8", 0.5, 1, 5), "of the type i8, not float32 or float64");
        assertRefused(array("abc,0902", "O8", 0.5, 1, 5), "is no array of numbers");
        assertRefused(latin("\u0080\2}U\10abc,0902]s."), "its entry abc,0902 is no array of numbers");
        assertRefused(latin("\u0080\2]."), "it holds no dictionary of arrays by \"video,seconds\"");
        assertRefused(latin("\u0080\2}."), "it holds no dictionary of arrays by \"video,seconds\"");
    }

    @Test
    void nothingThatAPickleNamesIsRun() throws IOException {
        Path proof = folder.resolve("proof");
        for (String global : List.of("os\nsystem", "posix\nsystem", "builtins\neval", "subprocess\nPopen")) {
            String command = "touch " + proof;
            assertRefused(latin("\u0080\2}U\10abc,0902c" + global + "\n(U" + (char) command.length() + command + "tRs."),
                "names " + global.replace('\n', '.'));
        }
        assertThat(proof).doesNotExist();
    }

    @Test
    void sizesBeyondTheFileAreRefused() throws IOException {
        assertRefused(latin("\u0080\2}U\10abc,0902\u008e\0\0\0\0\0\0\0\1."), "bytes at byte");
        String written = new String(array("abc,0902", "f8", 0.5, 1, 5), StandardCharsets.ISO_8859_1);
        assertRefused(latin(written.replace("(K\1K\5t", "(K\1J\377\377\377\177t")), "shape [1, 2147483647] has 40 bytes");
        assertRefused(latin(written.replace("(K\1K\5t", "(J\377\377\377\177J\377\377\377\177t")), "impossible shape");
        assertRefused(latin(written.replace("(K\1K\5t", "(K\1J\377\377\377\377t")), "impossible shape");
        assertRefused(latin(written.substring(0, written.length() - 4)), "is cut off");
    }
}
