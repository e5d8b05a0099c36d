package org.videoaction.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers in each of their forms; the bits are those of IEEE 754 and of torch's description of bfloat16. */
class NumberTypeTest {

    private static int bits(NumberType type, float number) {
        ByteBuffer bytes = ByteBuffer.allocate(4);
        type.put(bytes, 1, number);
        assertThat(bytes.getShort(0)).as("the number before").isZero();
        return bytes.getShort(2) & 0xffff;
    }

    private static float number(NumberType type, int bits) {
        return type.at(ByteBuffer.allocate(4).putShort(2, (short) bits), 1);
    }

    /** Of two numbers as near the even one is taken; 65520 lies in the middle of the largest and what would follow. */
    @ParameterizedTest
    @CsvSource({"0x1p0, 3c00", "-0x1p1, c000", "0x1.ffcp15, 7bff", "65519, 7bff", "65520, 7c00", "-65520, fc00",
        "Infinity, 7c00", "-Infinity, fc00", "NaN, 7e00", "-0.0, 8000", "0x1p-14, 0400", "0x1.ff8p-15, 03ff",
        "0x1.ffcp-15, 0400", "0x1p-24, 0001", "-0x1p-24, 8001", "0x1p-25, 0000", "0x1.8p-24, 0002", "0x1.002p0, 3c00",
        "0x1.006p0, 3c02", "0x1.0021p0, 3c01", "0x1.ffep0, 4000"})
    void halvesAreTheNearest(float number, String bits) {
        assertThat(bits(NumberType.FLOAT16, number)).isEqualTo(Integer.parseInt(bits, 16));
    }

    @ParameterizedTest
    @CsvSource({"0x1p0, 3f80", "-0x1p1, c000", "0x1.01p0, 3f80", "0x1.03p0, 3f82", "0x1.0102p0, 3f81",
        "0x1.fffffep127, 7f80",
        "-0.0, 8000"})
    void brainFloatsAreTheNearest(float number, String bits) {
        assertThat(bits(NumberType.BFLOAT16, number)).isEqualTo(Integer.parseInt(bits, 16));
    }

    @ParameterizedTest
    @EnumSource(value = NumberType.class, names = {"FLOAT16", "BFLOAT16"})
    void eachNumberOf16BitsComesBackAsItIs(NumberType type) {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float number = number(type, bits);
            if (!Float.isNaN(number)) {
                assertThat(bits(type, number)).isEqualTo(bits);
            }
        }
    }

    @Test
    void halvesHaveTheValuesOfTheStandard() {
        assertThat(number(NumberType.FLOAT16, 0x3555)).isEqualTo(0x1.554p-2f);
        assertThat(number(NumberType.FLOAT16, 0x7bff)).isEqualTo(65504);
        assertThat(number(NumberType.FLOAT16, 0x0001)).isEqualTo(0x1p-24f);
        assertThat(number(NumberType.FLOAT16, 0x83ff)).isEqualTo(-0x1.ff8p-15f);
        assertThat(number(NumberType.FLOAT16, 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(number(NumberType.FLOAT16, 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(number(NumberType.FLOAT16, 0x7c01)).isNaN();
    }

    @ParameterizedTest
    @EnumSource(NumberType.class)
    void numbersLieOneBehindTheOther(NumberType type) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * type.bytes());
        for (int i = 0; i < 3; i++) {
            type.put(bytes, i, i % 2);
        }
        assertThat(new float[] {type.at(bytes, 0), type.at(bytes, 1), type.at(bytes, 2)}).containsExactly(0, 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"INT8, -128.9, -128", "INT16, -32768, -32768", "INT32, -70000.5, -70000", "INT64, 0x1p40, 0x1p40",
        "UINT8, 255.9, 255", "BOOLEAN, -0.5, 1", "BOOLEAN, 0, 0", "FLOAT64, 0.1, 0.1", "FLOAT32, 0.1, 0.1"})
    void integersLoseTheFraction(NumberType type, float number, float stored) {
        ByteBuffer bytes = ByteBuffer.allocate(8);
        type.put(bytes, 0, number);
        assertThat(type.at(bytes, 0)).isEqualTo(stored);
    }

    /** The names that torch, numpy, safetensors and ONNX give to one type. */
    @ParameterizedTest
    @CsvSource({"FLOAT32, 4, F32, f4, FloatStorage, float32, float, 1",
        "FLOAT64, 8, F64, f8, DoubleStorage, float64, double, 11",
        "FLOAT16, 2, F16, f2, HalfStorage, float16, half, 10",
        "BFLOAT16, 2, BF16, , BFloat16Storage, bfloat16, bfloat16, 16",
        "INT64, 8, I64, i8, LongStorage, int64, long, ", "INT32, 4, I32, i4, IntStorage, int32, int, ",
        "INT16, 2, I16, i2, ShortStorage, int16, short, ", "INT8, 1, I8, i1, CharStorage, int8, int8, ",
        "UINT8, 1, U8, u1, ByteStorage, uint8, uint8, ", "BOOLEAN, 1, BOOL, b1, BoolStorage, bool, bool, "})
    void eachProgramsNameIsKnown(NumberType type, int bytes, String safetensors, String numpy, String storage, String torch,
        String alias, Integer onnx) {
        assertThat(type.bytes()).isEqualTo(bytes);
        assertThat(type.title()).isEqualTo(torch);
        assertThat(NumberType.ofSafetensors(safetensors)).isEqualTo(type);
        assertThat(NumberType.ofTorchStorage(storage)).isEqualTo(type);
        assertThat(NumberType.ofTorch(torch)).isEqualTo(type);
        assertThat(NumberType.ofTorch(alias)).isEqualTo(type);
        if (numpy != null) {
            assertThat(NumberType.ofNumpy(numpy)).isEqualTo(type);
        }
        if (onnx != null) {
            assertThat(NumberType.ofOnnx(onnx)).isEqualTo(type);
        }
    }

    @Test
    void otherNamesAreNoType() {
        assertThat(NumberType.ofSafetensors("F8_E4M3")).isNull();
        assertThat(NumberType.ofTorchStorage("Float")).isNull();
        assertThat(NumberType.ofTorch("complex64")).isNull();
        assertThat(NumberType.ofNumpy("O8")).isNull();
        assertThat(NumberType.ofOnnx(7)).isNull();
    }
}
