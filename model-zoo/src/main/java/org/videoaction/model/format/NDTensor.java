package org.videoaction.model.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor in memory, as networks take and give it.
 *
 * @param numbers in this machine's order of bytes, in direct memory, as many as the shape says
 * @param shape empty for a single number
 */
public record NDTensor(NumberType type, ByteBuffer numbers, List<Long> shape) {

    /** @throws IllegalArgumentException when there are more or fewer numbers than the shape says */
    public NDTensor {
        shape = List.copyOf(shape);
        numbers = numbers.slice().order(ByteOrder.nativeOrder());
        if (numbers.remaining() != size(shape) * type.bytes()) {
            throw new IllegalArgumentException("A tensor of shape " + shape + " has " + size(shape) * type.bytes()
                + " bytes, not " + numbers.remaining() + ".");
        }
    }

    /** A tensor of 32-bit floats. */
    public static NDTensor floats(float[] values, long... shape) {
        ByteBuffer numbers = direct((long) values.length * Float.BYTES);
        numbers.asFloatBuffer().put(values);
        return new NDTensor(NumberType.FLOAT32, numbers, boxed(shape));
    }

    /** A tensor of bytes from 0 to 255. */
    public static NDTensor bytes(ByteBuffer values, long... shape) {
        return new NDTensor(NumberType.UINT8, values, boxed(shape));
    }

    /** A tensor of 64-bit integers. */
    public static NDTensor integers(long[] values, long... shape) {
        ByteBuffer numbers = direct((long) values.length * Long.BYTES);
        numbers.asLongBuffer().put(values);
        return new NDTensor(NumberType.INT64, numbers, boxed(shape));
    }

    /** A copy of numbers that are in this machine's order of bytes. */
    public static NDTensor copy(NumberType type, ByteBuffer numbers, long... shape) {
        ByteBuffer copy = direct(numbers.remaining());
        copy.put(0, numbers, numbers.position(), numbers.remaining());
        return new NDTensor(type, copy, boxed(shape));
    }

    private static List<Long> boxed(long... shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private static long size(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** Its numbers from the first to the last, whoever else reads them. */
    @Override
    public ByteBuffer numbers() {
        return numbers.duplicate().order(ByteOrder.nativeOrder());
    }

    /** How many numbers it has. */
    public int size() {
        return (int) size(shape);
    }

    /** Its numbers as 32-bit floats, whatever they are stored as; integers above 2^24 lose their last digits. */
    public float[] values() {
        float[] values = new float[size()];
        if (type == NumberType.FLOAT32) {
            numbers.asFloatBuffer().get(values);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = type.at(numbers, i);
        }
        return values;
    }

    /** The same numbers stored in another way. */
    public NDTensor as(NumberType other) {
        if (other == type) {
            return this;
        }
        ByteBuffer converted = direct((long) size() * other.bytes());
        for (int i = 0; i < size(); i++) {
            other.put(converted, i, type.at(numbers, i));
        }
        return new NDTensor(other, converted, shape);
    }
}
