package org.videoaction.model.format;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

/** How numbers are stored; all can become 32-bit floats. */
public enum NumberType {

    FLOAT32(4, "F32", "f4", "Float", "float32", "float") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.getFloat(index * Float.BYTES);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putFloat(index * Float.BYTES, number);
        }
    },
    FLOAT64(8, "F64", "f8", "Double", "float64", "double") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return (float) bytes.getDouble(index * Double.BYTES);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putDouble(index * Double.BYTES, number);
        }
    },
    FLOAT16(2, "F16", "f2", "Half", "float16", "half") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return half(bytes.getShort(index * Short.BYTES));
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putShort(index * Short.BYTES, half(number));
        }
    },
    /** The upper half of a 32-bit float. */
    BFLOAT16(2, "BF16", null, "BFloat16", "bfloat16", "bfloat16") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return Float.intBitsToFloat(bytes.getShort(index * Short.BYTES) << 16);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putShort(index * Short.BYTES, (short) (nearest(Float.floatToIntBits(number), 16)));
        }
    },
    INT64(8, "I64", "i8", "Long", "int64", "long") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.getLong(index * Long.BYTES);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putLong(index * Long.BYTES, (long) number);
        }
    },
    INT32(4, "I32", "i4", "Int", "int32", "int") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.getInt(index * Integer.BYTES);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putInt(index * Integer.BYTES, (int) number);
        }
    },
    INT16(2, "I16", "i2", "Short", "int16", "short") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.getShort(index * Short.BYTES);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.putShort(index * Short.BYTES, (short) number);
        }
    },
    INT8(1, "I8", "i1", "Char", "int8", "int8") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.get(index);
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.put(index, (byte) number);
        }
    },
    UINT8(1, "U8", "u1", "Byte", "uint8", "uint8") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.get(index) & 0xff;
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.put(index, (byte) (int) number);
        }
    },
    BOOLEAN(1, "BOOL", "b1", "Bool", "bool", "bool") {
        @Override
        public float at(ByteBuffer bytes, int index) {
            return bytes.get(index) == 0 ? 0 : 1;
        }

        @Override
        void put(ByteBuffer bytes, int index, float number) {
            bytes.put(index, (byte) (number == 0 ? 0 : 1));
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
    public abstract float at(ByteBuffer bytes, int index);

    /** Stores a number at an index of {@code bytes}; integers lose its fraction. */
    abstract void put(ByteBuffer bytes, int index, float number);

    /** For people, for example float32. */
    public String title() {
        return torch;
    }

    /** The bytes of one number. */
    public int bytes() {
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

    /** The nearest number of that format, of two as near the even one. */
    private static short half(float number) {
        int bits = Float.floatToIntBits(number);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(number);
        if (Float.isNaN(number)) {
            return 0x7e00;
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        return (short) (sign | nearest(bits & 0x7fffffff, 13) - (112 << 10));
    }

    /** Drops the lowest bits of a float's, rounding to the nearest, of two as near to the even one. */
    private static int nearest(int bits, int dropped) {
        return bits + (1 << dropped - 1) - 1 + (bits >>> dropped & 1) >>> dropped;
    }
}
