package org.videoaction.model.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.videoaction.data.pickle.NumpyArray;

/** A tensor of a file. Its numbers are read when they are asked for. */
public final class Tensor {

    private static final int MAX_DIMENSIONS = 64;

    private final Storage storage;
    private final long offset;
    private final List<Integer> shape;
    private final long[] strides;

    private Tensor(Storage storage, long offset, List<Integer> shape, long[] strides) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    /**
     * A view of a storage.
     *
     * @param offset of the first element, in numbers
     * @param strides how many numbers lie between neighbours along each dimension
     * @throws IOException when the view is not within the storage, or larger than it
     */
    static Tensor view(Storage storage, long offset, List<Long> shape, List<Long> strides) throws IOException {
        if (shape.size() != strides.size() || shape.size() > MAX_DIMENSIONS) {
            throw new IOException("a tensor has " + shape.size() + " dimensions and " + strides.size() + " strides");
        }
        long size = size(shape);
        if (offset < 0 || offset > storage.count() || size > storage.count()) {
            throw beyond(storage, offset, shape);
        }
        long last = offset;
        for (int i = 0; i < shape.size() && size > 0; i++) {
            long stride = strides.get(i);
            if (stride < 0 || stride > storage.count() && shape.get(i) > 1) {
                throw new IOException("a tensor of shape " + shape + " has the impossible stride " + stride);
            }
            // cannot overflow: a storage and the product of the sides are below 2^31
            last += (shape.get(i) - 1) * (shape.get(i) > 1 ? stride : 0);
        }
        if (size > 0 && last >= storage.count()) {
            throw beyond(storage, offset, shape);
        }
        return new Tensor(storage, offset, shape.stream().map(Math::toIntExact).toList(),
            strides.stream().mapToLong(Long::longValue).toArray());
    }

    private static IOException beyond(Storage storage, long offset, List<Long> shape) {
        return new IOException("a tensor of shape " + shape + " with the offset " + offset
            + " reaches beyond its storage of " + storage.count() + " numbers");
    }

    /** All of a storage in C order. */
    static Tensor whole(Storage storage, List<Long> shape) throws IOException {
        return view(storage, 0, shape, rowMajor(shape));
    }

    /** The numbers of an array, null when it is one of something else. */
    static Tensor of(NumpyArray array) throws IOException {
        NumberType type = array.isNumeric() ? NumberType.ofNumpy(array.type()) : null;
        return type == null ? null
            : view(Storage.of(type, size(array.shape()), array.bytes()), 0, array.shape(), array.strides());
    }

    /** Without the first of its rows, of which there must be one; the numbers stay where they are. */
    public Tensor withoutFirst() {
        List<Integer> fewer = new ArrayList<>(shape);
        fewer.set(0, shape.get(0) - 1);
        return new Tensor(storage, offset + (fewer.get(0) > 0 ? strides[0] : 0), List.copyOf(fewer), strides);
    }

    private static List<Long> rowMajor(List<Long> shape) throws IOException {
        size(shape);
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }

    /** @throws IOException when the shape is negative somewhere, or not a possible one of an array */
    static long size(List<Long> shape) throws IOException {
        long size = 1;
        long sides = 1;
        for (long side : shape) {
            if (side < 0 || side > Integer.MAX_VALUE) {
                throw new IOException("a tensor has the impossible shape " + shape);
            }
            size *= side;
            sides *= Math.max(1, side);
            if (sides > Integer.MAX_VALUE) {
                throw new IOException("a tensor has the impossible shape " + shape);
            }
        }
        return size;
    }

    /** Its sides; none of a single number. */
    public List<Integer> shape() {
        return shape;
    }

    /** How many numbers. */
    public long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** How many bytes its numbers have in the file. */
    long bytes() {
        return size() * storage.type().bytes();
    }

    /**
     * The numbers in C order.
     *
     * @throws IOException when the file cannot be read
     */
    public float[] values() throws IOException {
        float[] values = new float[(int) size()];
        ByteBuffer bytes = storage.content().bytes();
        if (storage.type() == NumberType.FLOAT32 && isRowMajor()) {
            bytes.slice((int) offset * Float.BYTES, values.length * Float.BYTES).order(bytes.order()).asFloatBuffer()
                .get(values);
            return values;
        }
        int[] position = new int[strides.length];
        long source = offset;
        for (int i = 0; i < values.length; i++) {
            values[i] = storage.type().at(bytes, (int) source);
            for (int d = strides.length - 1; d >= 0; d--) {
                source += strides[d];
                if (++position[d] < shape.get(d)) {
                    break;
                }
                source -= strides[d] * position[d];
                position[d] = 0;
            }
        }
        return values;
    }

    private boolean isRowMajor() {
        long stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            if (shape.get(d) != 1 && strides[d] != stride) {
                return false;
            }
            stride *= shape.get(d);
        }
        return true;
    }

    @Override
    public String toString() {
        return shape.stream().map(String::valueOf).collect(Collectors.joining(" x ", storage.type() + " ", ""));
    }
}
