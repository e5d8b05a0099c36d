package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written: by its bytes, as the formats' own descriptions have them, and read again. */
class WrittenFilesTest {

    @TempDir
    private Path folder;

    @Test
    void numbersHaveTheirLowestByteFirst() throws IOException {
        assertThat(LittleEndian.int32(0x01020304)).containsExactly(4, 3, 2, 1);
        assertThat(LittleEndian.int64(1, -2)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, -2, -1, -1, -1, -1, -1, -1, -1);
        assertThat(LittleEndian.float32(1.5f)).containsExactly(0, 0, 0xc0, 0x3f);
        for (int count : new int[] {0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, (1 << 17) + 3}) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = i;
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            LittleEndian.write(values, out);
            float[] read = new float[count];
            assertThat(out.size()).isEqualTo(4 * count);
            ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
            assertThat(read).isEqualTo(values);
        }
    }

    private static Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        shapes.put("b", List.of(2, 3));
        shapes.put("a", List.of());
        return shapes;
    }

    private static final Map<String, float[]> VALUES = Map.of("b", new float[] {1, 2, 3, 4, 5, 6}, "a", new float[] {7});

    @Test
    void safetensorsHaveAnAlignedHeader() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeTensorsFormat.write(out, shapes(), VALUES);
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        long header = bytes.getLong(0);
        assertThat(header % 8).isZero();
        String json = new String(bytes.array(), 8, (int) header, StandardCharsets.UTF_8);
        assertThat(json.stripTrailing()).isEqualTo("{\"b\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[24,28]}}");
        assertThat(header - json.stripTrailing().length()).as("no more padding than is needed").isBetween(0L, 7L);
        assertThat(bytes.capacity()).isEqualTo((int) (8 + header + 28));
        assertThat(bytes.getFloat((int) (8 + header + 24))).isEqualTo(7);
        Map<String, Tensor> read = SafeTensorsFormat.read(bytes);
        assertThat(read.keySet()).containsExactly("b", "a");
        assertThat(read.get("b").shape()).containsExactly(2, 3);
        assertThat(read.get("b").values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.get("b").size()).isEqualTo(6);
        assertThat(read.get("b").bytes()).isEqualTo(24);
        assertThat(read.get("b")).hasToString("FLOAT32 2 x 3");
    }

    private Path torch() throws IOException {
        Path file = folder.resolve("net.pt");
        TorchPickle pickle = new TorchPickle().emptyMap().beginEntries();
        for (String name : List.of("b", "a")) {
            pickle.text(name).tensor(VALUES.get(name), shapes().get(name));
        }
        try (var out = Files.newOutputStream(file)) {
            TorchArchiveWriter archive = new TorchArchiveWriter(out, "net");
            pickle.endEntries().store(archive);
            archive.store("version", new byte[] {'3', '\n'});
            archive.finish();
            out.write('x');
        }
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Test
    void torchsArchivesAreAFolderOfPlainEntries() throws IOException {
        try (ZipFile zip = new ZipFile(torch().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("net/data.pkl", "net/data/0", "net/data/1",
                "net/version");
            assertThat(zip.stream()).allSatisfy(entry -> {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 0, 0));
            });
            assertThat(zip.getInputStream(zip.getEntry("net/data/1")).readAllBytes()).isEqualTo(WrittenPickle.floats(7));
        }
    }

    @Test
    void tensorsOfTorchsArchivesAreReadAsTheyWereWritten() throws IOException {
        try (TensorFile file = TensorFile.open(torch())) {
            assertThat(file.tensors().keySet()).containsExactly("b", "a");
            assertThat(file.tensors().get("b").shape()).containsExactly(2, 3);
            assertThat(file.tensors().get("b").values()).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(file.tensors().get("a").values()).containsExactly(7);
        }
    }

    /** A program's object with attributes, as torch pickles it: class, no arguments, new, state, build. */
    @Test
    void anObjectHasTheMapOfItsAttributes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TorchArchiveWriter archive = new TorchArchiveWriter(out, "net");
        new TorchPickle().global("__torch__", "Network").object().emptyMap().beginEntries().text("training").no()
            .endEntries().endState().store(archive);
        archive.finish();
        Path file = Files.write(folder.resolve("object.pt"), out.toByteArray());
        try (Archive zip = new Archive(file)) {
            byte[] pickle = zip.read("net/data.pkl").array();
            assertThat(new String(pickle, StandardCharsets.ISO_8859_1)).isEqualTo(
                "\u0080\2c__torch__\nNetwork\n)\u0081}(X\10\0\0\0training\u0089ub.");
        }
    }
}
