package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What files of weights give, and what is said of those that are not to be trusted. */
class TensorFileTest {

    private static final byte[] SIX = WrittenPickle.floats(1, 2, 3, 4, 5, 6);

    @TempDir
    private Path folder;

    private float[] values(byte[] file, String name) throws IOException {
        try (TensorFile opened = TensorFile.open(Files.write(folder.resolve("weights"), file))) {
            return opened.tensors().get(name).values();
        }
    }

    private void assertRefused(byte[] file, String reason) throws IOException {
        Path path = Files.write(folder.resolve("weights"), file);
        assertThatThrownBy(() -> {
            try (TensorFile opened = TensorFile.open(path)) {
                for (Tensor tensor : opened.tensors().values()) {
                    tensor.values();
                }
            }
        }).isInstanceOf(IOException.class).hasMessageContaining(reason);
    }

    private static WrittenPickle dictionary() {
        return new WrittenPickle().raw("}");
    }

    private static byte[] oneTensor(String type, long count, long offset, List<? extends Number> shape,
        List<? extends Number> strides, byte[] storage) {
        byte[] pickle = dictionary().text("w").tensor(type, "0", count, offset, shape, strides).raw("s").stop();
        return WrittenZip.torch(pickle, storage).stored();
    }

    @Test
    void torchsTensorsAreViewsOfStorages() throws IOException {
        assertThat(values(oneTensor("Float", 6, 0, List.of(2, 3), List.of(3, 1), SIX), "w"))
            .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(values(oneTensor("Float", 6, 0, List.of(3, 2), List.of(1, 3), SIX), "w"))
            .containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(values(oneTensor("Float", 6, 1, List.of(2), List.of(3), SIX), "w")).containsExactly(2, 5);
        assertThat(values(oneTensor("Float", 6, 5, List.of(), List.of(), SIX), "w")).containsExactly(6);
        assertThat(values(oneTensor("Float", 6, 6, List.of(0), List.of(1), SIX), "w")).isEmpty();
    }

    /** The bits of 1.5, -2 and the smallest number above 0 of each format. */
    @ParameterizedTest
    @CsvSource({"Half, 2, 3e00 c000 0001, 5.9604645E-8", "BFloat16, 2, 3fc0 c000 0001, 9.1835E-41",
        "Float, 4, 3fc00000 c0000000 00000001, 1.4E-45"})
    void allFloatsAreWidened(String type, int size, String bits, float smallest) throws IOException {
        ByteBuffer storage = ByteBuffer.allocate(3 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (String number : bits.split(" ")) {
            long value = Long.parseLong(number, 16);
            if (size == 2) {
                storage.putShort((short) value);
            } else {
                storage.putInt((int) value);
            }
        }
        assertThat(values(oneTensor(type, 3, 0, List.of(3), List.of(1), storage.array()), "w"))
            .containsExactly(1.5f, -2f, smallest);
    }

    @Test
    void doublesAndIntegersBecomeFloats() throws IOException {
        byte[] doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).putDouble(-7).array();
        assertThat(values(oneTensor("Double", 2, 0, List.of(2), List.of(1), doubles), "w")).containsExactly(0.1f, -7f);
        byte[] longs = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(12345).array();
        assertThat(values(oneTensor("Long", 1, 0, List.of(), List.of(), longs), "w")).containsExactly(12345f);
    }

    @Test
    void bigEndianMachinesSayso() throws IOException {
        byte[] pickle = dictionary().text("w").tensor("Float", "0", 1, 0, List.of(1), List.of(1)).raw("s").stop();
        byte[] storage = ByteBuffer.allocate(4).putFloat(2.5f).array();
        byte[] file = WrittenZip.torch(pickle, storage).with("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII))
            .stored();
        assertThat(values(file, "w")).containsExactly(2.5f);
    }

    @Test
    void compressedArchivesAreReadToo() throws IOException {
        byte[] pickle = dictionary().text("w").tensor("Float", "0", 6, 0, List.of(6), List.of(1)).raw("s").stop();
        assertThat(values(WrittenZip.torch(pickle, SIX).deflated(), "w")).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void arraysOfNumpyAreRead() throws IOException {
        byte[] file = WrittenPickle.ofArrays(Map.of("w", List.of(2, 2)), Map.of("w", new float[] {1, 2, 3, 4}));
        assertThat(values(file, "w")).containsExactly(1, 2, 3, 4);
    }

    /** What Python 3 writes with protocol 0 for {@code {'x': numpy.arange(2, dtype='f4')}}. */
    @Test
    void theOldestPickleProtocolIsRead() throws IOException {
        String pickle = """
            (dp0
            Vx
            p1
            cnumpy.core.multiarray
            _reconstruct
            p2
            (cnumpy
            ndarray
            p3
            (I0
            tp4
            c_codecs
            encode
            p5
            (Vb
            p6
            Vlatin1
            p7
            tp8
            Rp9
            tp10
            Rp11
            (I1
            (I2
            tp12
            cnumpy
            dtype
            p13
            (Vf4
            p14
            I00
            I01
            tp15
            Rp16
            (I3
            V<
            p17
            NNNI-1
            I-1
            I0
            tp18
            bI00
            g5
            (V\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\u0080?
            p19
            g7
            tp20
            Rp21
            tp22
            bs.""";
        assertThat(values(pickle.getBytes(StandardCharsets.ISO_8859_1), "x")).containsExactly(0, 1);
    }

    @Test
    void onlyWeightsAreTakenFromATrainingState() throws IOException {
        byte[] pickle = dictionary().raw("(").text("optimizer").raw("}").text("lr").raw("K\1s").text("state_dict").raw("}")
            .text("w").tensor("Float", "0", 6, 0, List.of(6), List.of(1)).raw("s").text("cfg").text("A: 1").raw("u").stop();
        Path file = Files.write(folder.resolve("state.pth"), WrittenZip.torch(pickle, SIX).stored());
        try (TensorFile opened = TensorFile.open(file)) {
            assertThat(opened.tensors()).containsOnlyKeys("w");
            assertThat(opened.configuration()).contains("A: 1");
        }
    }

    @Test
    void impossibleViewsAreRefused() throws IOException {
        assertRefused(oneTensor("Float", 6, -1, List.of(2), List.of(1), SIX), "reaches beyond");
        assertRefused(oneTensor("Float", 6, 5, List.of(2), List.of(1), SIX), "reaches beyond");
        assertRefused(oneTensor("Float", 6, Long.MAX_VALUE, List.of(2), List.of(1), SIX), "reaches beyond");
        assertRefused(oneTensor("Float", 6, 0, List.of(2), List.of(-1), SIX), "impossible stride");
        assertRefused(oneTensor("Float", 6, 0, List.of(2), List.of(Long.MAX_VALUE), SIX), "impossible stride");
        assertRefused(oneTensor("Float", 6, 0, List.of(-2), List.of(1), SIX), "impossible shape");
        assertRefused(oneTensor("Float", 6, 0, List.of(1L << 40, 1L << 40), List.of(1, 1), SIX), "impossible shape");
        assertRefused(oneTensor("Float", 6, 0, List.of(0, 1L << 30, 1L << 30), List.of(1, 1, 1), SIX), "impossible shape");
        assertRefused(oneTensor("Float", 7, 0, List.of(6), List.of(1), SIX), "too few for 7 numbers");
        assertRefused(oneTensor("Float", -1, 0, List.of(6), List.of(1), SIX), "too few");
        assertRefused(oneTensor("Float", 6, 0, List.of(2, 3), List.of(1), SIX), "2 dimensions and 1 strides");
    }

    @Test
    void aRepeatedNumberIsNoTensor() throws IOException {
        assertRefused(oneTensor("Float", 6, 0, List.of(1 << 30), List.of(0), SIX), "reaches beyond");
    }

    @Test
    void tensorsThatLieOverEachOtherAreRefused() throws IOException {
        byte[] storage = new byte[40_000];
        WrittenPickle pickle = dictionary().raw("(");
        for (int i = 0; i < 50; i++) {
            pickle.text("w" + i).tensor("Float", "0", 10_000, 0, List.of(10_000), List.of(1));
        }
        assertRefused(WrittenZip.torch(pickle.raw("u").stop(), storage).stored(), "lie over each other");
    }

    @Test
    void aZipThatInflatesIsRefused() throws IOException {
        byte[] pickle = dictionary().text("w").tensor("Float", "0", 6, 0, List.of(6), List.of(1)).raw("s").stop();
        assertRefused(WrittenZip.torch(pickle, new byte[20_000_000]).deflated(), "when unpacked");
    }

    @Test
    void entriesWithTheWrongSizeOrSumAreRefused() throws IOException {
        byte[] file = oneTensor("Float", 6, 0, List.of(6), List.of(1), SIX);
        int value = indexOf(file, SIX);
        byte[] changed = file.clone();
        changed[value] ^= 1;
        assertRefused(changed, "checksum");
        assertRefused(WrittenZip.torch(new byte[0]).stored(), "cut off");
        assertRefused(Arrays.copyOf(file, file.length - 30), "END header");
        assertRefused(new WrittenZip().with("a.txt", SIX).stored(), "without a data.pkl");
        assertRefused(WrittenZip.torch(new byte[0]).with("archive/constants.pkl", SIX).stored(), "TorchScript");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        byte[] pickle = dictionary().stop();
        byte[] file = WrittenZip.torch(pickle).with("archive/versioN", new byte[] {'3', '\n'}).stored();
        byte[] name = "archive/versioN".getBytes(StandardCharsets.US_ASCII);
        for (int at = indexOf(file, name); at >= 0; at = indexOf(file, name)) {
            file[at + name.length - 1] = 'n';
        }
        assertRefused(file, "two entries archive/version");
    }

    @ParameterizedTest
    @CsvSource({"os, system", "builtins, exec", "torch, load", "torch._utils, _rebuild_qtensor", "numpy, load",
        "numpy.core.multiarray, fromfile", "collections, namedtuple", "torch.nn.modules.linear, Linear",
        "functools, partial", "operator, attrgetter", "importlib, import_module"})
    void whatIsNoPartOfWeightsIsNamed(String module, String name) throws IOException {
        assertRefused(dictionary().text("w").global(module, name).raw("s").stop(), module + "." + name);
    }

    @Test
    void attributesAreNotTaken() throws IOException {
        byte[] pickle = dictionary().text("w").raw("(").global("builtins", "getattr").raw("(").global("numpy", "ndarray")
            .text("tofile").raw("tR").stop();
        assertRefused(pickle, "takes an attribute");
    }

    @Test
    void whatIsNoConstructorIsNotCalled() throws IOException {
        assertRefused(dictionary().text("w").raw("}(tRs").stop(), "calls what is no constructor");
        assertRefused(dictionary().text("w").global("numpy", "ndarray").raw("(tRs").stop(), "calls what is no constructor");
    }

    @Test
    void lengthsBeyondTheFileAreRefused() throws IOException {
        long[] lengths = {1L << 62, -1, Long.MIN_VALUE, Integer.MAX_VALUE, 100};
        for (int opcode : new int[] {0x8d, 0x8e, 0x96, 0x95}) {
            for (long length : lengths) {
                assertRefused(new WrittenPickle().raw(opcode).littleEndian(length, 8).raw("x").stop(), "bytes at byte");
            }
        }
        for (int opcode : new int[] {'X', 'T', 'B'}) {
            assertRefused(new WrittenPickle().raw(opcode).littleEndian(0x7fffffff, 4).stop(), "bytes at byte");
            assertRefused(new WrittenPickle().raw(opcode).littleEndian(0xffffffff, 4).stop(), "bytes at byte");
        }
        assertRefused(new WrittenPickle().raw(0x8b).littleEndian(0x7fffffff, 4).stop(), "integer of 2147483647 bytes");
        assertRefused(new WrittenPickle().raw(0x8b).littleEndian(0xffffffff, 4).stop(), "integer of 4294967295 bytes");
        assertRefused(new WrittenPickle().raw("L" + "9".repeat(100_000) + "L\n").stop(), "impossible integer");
    }

    @Test
    void deepPicklesEndWithoutRecursion() throws IOException {
        assertRefused(new WrittenPickle().raw("]".repeat(500_000) + "a".repeat(499_999)).stop(), "no dictionary");
        assertRefused(new WrittenPickle().raw("(".repeat(2_000_000)).stop(), "piles up");
        assertRefused(dictionary().text("w").raw(")" + "\u0085".repeat(500_000) + "s").stop(), "no tensors");
    }

    @Test
    void picklesWithoutSenseAreRefused() throws IOException {
        assertRefused(new WrittenPickle().stop(), "takes an object where there is none");
        assertRefused(new WrittenPickle().raw("t").stop(), "looks for a mark");
        assertRefused(new WrittenPickle().raw("h\7").stop(), "refers to its object 7");
        assertRefused(new WrittenPickle().raw("K\1K\2K\3s").stop(), "where a dictionary belongs");
        assertRefused(new WrittenPickle().raw("(K\1d").stop(), "key without a value");
        assertRefused(new WrittenPickle().raw(0xff).stop(), "no pickle opcode 255");
        assertRefused(new byte[] {(byte) 0x80, 9, 'N', '.'}, "no pickle protocol 9");
        assertRefused(dictionary().text("w").raw("K\1s").text("w").raw("K\2s").stop(), "two entries for w");
        assertRefused(dictionary().text("w").raw("K\1s").stop(), "no tensors, only w");
        assertRefused(dictionary().text("w").array(List.of(3), 1, 2).raw("s").stop(), "array of shape [3] has 8 bytes");
    }

    private static byte[] safetensors(String header, int data) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
        bytes.write(json);
        bytes.write(new byte[data]);
        return bytes.toByteArray();
    }

    @Test
    void safetensorsAreRead() throws IOException {
        byte[] file = safetensors("{'__metadata__': {'format': 'pt'}, 'b': {'dtype': 'F16', 'shape': [2], "
            + "'data_offsets': [4, 8]}, 'a': {'dtype': 'F32', 'shape': [], 'data_offsets': [0, 4]}}", 8);
        file[file.length - 1] = 0x3c;
        assertThat(values(file, "b")).containsExactly(0, 1);
        assertThat(values(file, "a")).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]} | impossible place [8, 0]
        'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}, 'b': {'dtype': 'U8', 'shape': [0], 'data_offsets': [9, 9]} | neither gap
        'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]} | neither gap
        'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]} | 8 bytes of data are there
        'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}, 'a': {'dtype': 'F32', 'shape': [0], 'data_offsets': [8, 8]} | Duplicate
        'a': {'dtype': 'F32', 'shape': [NaN], 'data_offsets': [0, 8]} | damaged
        'a': {'dtype': 'F32', 'shape': [2.0], 'data_offsets': [0, 8]} | where a size or a place belongs
        'a': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]} | where a size or a place belongs
        'a': {'dtype': 'F32', 'shape': [99999999999999999999], 'data_offsets': [0, 8]} | where a size or a place belongs
        'a': {'dtype': 'F32', 'shape': '2', 'data_offsets': [0, 8]} | no shape or no place
        'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8, 9]} | impossible place
        'a': {'dtype': 'F31', 'shape': [2], 'data_offsets': [0, 8]} | type F31
        'a': 7 | no shape or no place
        """)
    void damagedSafetensorsAreRefused(String tensors, String reason) throws IOException {
        assertRefused(safetensors("{" + tensors + "}", 8), reason);
    }

    @Test
    void aSafetensorsHeaderIsNotLongerThanTheFile() throws IOException {
        for (long length : new long[] {1L << 63, (1L << 63) - 1, 1, 0, 3}) {
            byte[] file = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put((byte) '{')
                .put((byte) '}').array();
            assertRefused(file, "impossible length of " + Long.toUnsignedString(length));
        }
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
