package org.videoaction.model.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

/** How a file stores numbers; all become 32-bit floats. */
enum NumberType {

    FLOAT32(4, "F32", "f4", "Float", "float32", "float") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.getFloat(index * Float.BYTES);
        }
    },
    FLOAT64(8, "F64", "f8", "Double", "float64", "double") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return (float) bytes.getDouble(index * Double.BYTES);
        }
    },
    FLOAT16(2, "F16", "f2", "Half", "float16", "half") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return half(bytes.getShort(index * Short.BYTES));
        }
    },
    /** The upper half of a 32-bit float. */
    BFLOAT16(2, "BF16", null, "BFloat16", "bfloat16", "bfloat16") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(index * Short.BYTES) << 16);
        }
    },
    INT64(8, "I64", "i8", "Long", "int64", "long") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.getLong(index * Long.BYTES);
        }
    },
    INT32(4, "I32", "i4", "Int", "int32", "int") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.getInt(index * Integer.BYTES);
        }
    },
    INT16(2, "I16", "i2", "Short", "int16", "short") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.getShort(index * Short.BYTES);
        }
    },
    INT8(1, "I8", "i1", "Char", "int8", "int8") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.get(index);
        }
    },
    UINT8(1, "U8", "u1", "Byte", "uint8", "uint8") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.get(index) & 0xff;
        }
    },
    BOOLEAN(1, "BOOL", "b1", "Bool", "bool", "bool") {
        @Override
        float at(ByteBuffer bytes, int index) {
            return bytes.get(index) == 0 ? 0 : 1;
        }
    };

    private final int bytes;
    private final String safetensors;
    private final String numpy;
    private final String torchStorage;
    private final String torch;
    private final String torchAlias;

    NumberType(int bytes, String safetensors, String numpy, String torchStorage, String torch, String torchAlias) {
        this.bytes = bytes;
        this.safetensors = safetensors;
        this.numpy = numpy;
        this.torchStorage = torchStorage + "Storage";
        this.torch = torch;
        this.torchAlias = torchAlias;
    }

    /** The number at an index of {@code bytes}. */
    abstract float at(ByteBuffer bytes, int index);

    int bytes() {
        return bytes;
    }

    /** @return null when there is none of that name in safetensors */
    static NumberType ofSafetensors(String name) {
        return first(type -> type.safetensors.equals(name));
    }

    /** @return null when {@code onnx.proto}'s number of a type is none of floating-point numbers */
    static NumberType ofOnnx(long number) {
        return number == 1 ? FLOAT32 : number == 10 ? FLOAT16 : number == 11 ? FLOAT64 : number == 16 ? BFLOAT16 : null;
    }

    /** @return null when it is not one of numpy's names of numbers, for example for objects */
    static NumberType ofNumpy(String name) {
        return first(type -> name.equals(type.numpy));
    }

    /** @param name as in {@code torch.FloatStorage}; null when it is none */
    static NumberType ofTorchStorage(String name) {
        return first(type -> type.torchStorage.equals(name));
    }

    /** @param name as in {@code torch.float32}; null when it is none */
    static NumberType ofTorch(String name) {
        return first(type -> type.torch.equals(name) || type.torchAlias.equals(name));
    }

    private static NumberType first(Predicate<NumberType> named) {
        return Arrays.stream(values()).filter(named).findFirst().orElse(null);
    }

    /** A number of IEEE 754's 16-bit format: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
        return bits < 0 ? -magnitude : magnitude;
    }
}
