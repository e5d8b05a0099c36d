package org.videoaction.model.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A numpy array of a pickle, which is made empty and filled by its state. */
final class PickledArray implements PickleGlobals.Buildable {

    private Tensor tensor;

    /** A numpy type, whose state tells the byte order. */
    static final class Type implements PickleGlobals.Buildable {

        private final NumberType numbers;
        private boolean bigEndian;

        /** @param name as {@code f4} or {@code <f4} */
        Type(String name) {
            boolean marked = name.startsWith("<") || name.startsWith(">") || name.startsWith("|");
            this.numbers = NumberType.ofNumpy(marked ? name.substring(1) : name);
            this.bigEndian = name.startsWith(">");
        }

        @Override
        public void build(Object state) throws IOException {
            bigEndian = ">".equals(PickleGlobals.argument(PickleGlobals.list(state), 1));
        }
    }

    /** Its numbers; null of an array of something else, which holds no weights. */
    Tensor tensor() {
        return tensor;
    }

    /** @param state version, shape, type, whether in Fortran order, bytes */
    @Override
    public void build(Object state) throws IOException {
        List<Object> parts = PickleGlobals.list(state);
        tensor = tensor(PickleGlobals.argument(parts, 1), PickleGlobals.argument(parts, 2),
            Boolean.TRUE.equals(PickleGlobals.argument(parts, 3)), PickleGlobals.argument(parts, 4));
    }

    /** The form of protocol 5: bytes, type, shape, order, and for order K the place of each dimension in the bytes. */
    static PickledArray fromBuffer(List<Object> arguments) throws IOException {
        String order = PickleGlobals.text(PickleGlobals.argument(arguments, 3));
        PickledArray array = new PickledArray();
        array.tensor = tensor(PickleGlobals.argument(arguments, 2), PickleGlobals.argument(arguments, 1),
            order.equals("F"), arguments.get(0));
        if (order.equals("K") && array.tensor != null) {
            array.tensor = array.tensor.transposed(PickleGlobals.numbers(PickleGlobals.argument(arguments, 4)));
        } else if (!List.of("C", "F", "K").contains(order)) {
            throw new IOException("its pickle has an array in an unknown order");
        }
        return array;
    }

    private static Tensor tensor(Object sides, Object type, boolean fortran, Object data) throws IOException {
        if (!(type instanceof Type known)) {
            throw new IOException("its pickle has an array without a type");
        }
        if (known.numbers == null) {
            return null;
        }
        List<Long> shape = PickleGlobals.numbers(sides);
        ByteBuffer bytes = bytes(data).order(known.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long size = Tensor.size(shape);
        if (bytes.remaining() != size * known.numbers.bytes()) {
            throw new IOException("an array of shape " + shape + " has " + bytes.remaining() + " bytes");
        }
        Storage storage = Storage.of(known.numbers, size, bytes);
        return fortran ? Tensor.wholeInFortranOrder(storage, shape) : Tensor.whole(storage, shape);
    }

    private static ByteBuffer bytes(Object data) throws IOException {
        return data instanceof ByteBuffer bytes ? bytes.duplicate() : latin(PickleGlobals.text(data));
    }

    /** Bytes that stand as the characters of a text. */
    static ByteBuffer latin(String text) throws IOException {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) > 0xff) {
                throw new IOException("its pickle has bytes that are none");
            }
            bytes[i] = (byte) text.charAt(i);
        }
        return ByteBuffer.wrap(bytes);
    }
}
