package org.videoaction.data.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.videoaction.data.pickle.PickleGlobals.Buildable;

/** An array of numpy, which a pickle makes empty and fills by its state. */
public final class NumpyArray implements Buildable {

    private Type type;
    private List<Long> shape = List.of();
    private List<Long> strides = List.of();
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** What an array consists of; its state tells the byte order. */
    static final class Type implements Buildable {

        private static final Pattern NUMBERS = Pattern.compile("[<>|=]?([fiub]([1248]))");

        /** Null of what is no number. */
        private final String name;
        private final int size;
        private boolean bigEndian;

        /** @param name as {@code f4} or {@code <f4} */
        Type(String name) {
            Matcher numbers = NUMBERS.matcher(name);
            boolean known = numbers.matches();
            this.name = known ? numbers.group(1) : null;
            this.size = known ? Integer.parseInt(numbers.group(2)) : 0;
            this.bigEndian = name.startsWith(">");
        }

        /** @param name a text, or a class of another library's numbers, which are none here */
        static Type named(Object name) throws IOException {
            return new Type(name instanceof Opaque ? "" : Pickled.text(name));
        }

        @Override
        public void build(Object state) throws IOException {
            bigEndian = ">".equals(Pickled.argument(Pickled.list(state), 1));
        }
    }

    NumpyArray() {
    }

    /** Whether it consists of numbers; the rest is empty of one that does not, or was never filled. */
    public boolean isNumeric() {
        return type != null && type.name != null;
    }

    /** Numpy's name of its numbers' type, such as {@code f4}. */
    public String type() {
        return type.name;
    }

    /** Its sides; there are as many bytes as their product accounts for. */
    public List<Long> shape() {
        return shape;
    }

    /** How many numbers lie between neighbours along each dimension. */
    public List<Long> strides() {
        return strides;
    }

    /** All its numbers, in the buffer's byte order. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Its numbers in C order.
     *
     * @throws IOException when they are not reals of 32 or 64 bits
     */
    public double[] reals() throws IOException {
        if (!type().equals("f4") && !type().equals("f8")) {
            throw new IOException(
                "an array of shape " + shape + " has numbers of the type " + type() + ", not float32 or float64");
        }
        double[] values = new double[bytes.remaining() / type.size];
        for (int i = 0; i < values.length; i++) {
            int place = place(i);
            values[i] = type.size == Float.BYTES ? bytes.getFloat(place * Float.BYTES)
                : bytes.getDouble(place * Double.BYTES);
        }
        return values;
    }

    /** Which of the stored numbers is the one at an index in C order. */
    private int place(int index) {
        int place = 0;
        int rest = index;
        for (int d = shape.size() - 1; d >= 0; d--) {
            int side = shape.get(d).intValue();
            place += rest % side * strides.get(d).intValue();
            rest /= side;
        }
        return place;
    }

    /** @param state version, shape, type, whether in Fortran order, bytes */
    @Override
    public void build(Object state) throws IOException {
        List<Object> parts = Pickled.list(state);
        List<Long> sides = Pickled.numbers(Pickled.argument(parts, 1));
        if (Boolean.TRUE.equals(Pickled.argument(parts, 3))) {
            fill(Pickled.argument(parts, 2), reversed(sides), reversed(dimensions(sides)), Pickled.argument(parts, 4));
        } else {
            fill(Pickled.argument(parts, 2), sides, dimensions(sides), Pickled.argument(parts, 4));
        }
    }

    /** The form of protocol 5: bytes, type, shape, order, and for order K the place of each dimension in the bytes. */
    static NumpyArray fromBuffer(List<Object> arguments) throws IOException {
        List<Long> sides = Pickled.numbers(Pickled.argument(arguments, 2));
        NumpyArray array = new NumpyArray();
        switch (Pickled.text(Pickled.argument(arguments, 3))) {
            case "C" -> array.fill(arguments.get(1), sides, dimensions(sides), arguments.get(0));
            case "F" -> array.fill(arguments.get(1), reversed(sides), reversed(dimensions(sides)), arguments.get(0));
            case "K" ->
                array.fill(arguments.get(1), sides, Pickled.numbers(Pickled.argument(arguments, 4)), arguments.get(0));
            default -> throw new IOException("its pickle has an array in an unknown order");
        }
        return array;
    }

    private static List<Long> dimensions(List<Long> sides) {
        return LongStream.range(0, sides.size()).boxed().toList();
    }

    private static List<Long> reversed(List<Long> values) {
        List<Long> reversed = new ArrayList<>(values);
        Collections.reverse(reversed);
        return reversed;
    }

    /**
     * @param sides of the bytes in C order
     * @param order which of these sides each dimension is
     */
    private void fill(Object numbers, List<Long> sides, List<Long> order, Object data) throws IOException {
        if (numbers instanceof Opaque) {
            return;
        }
        if (!(numbers instanceof Type known)) {
            throw new IOException("its pickle has an array without a type");
        }
        type = known;
        if (!isNumeric()) {
            return;
        }
        if (!order.stream().sorted().toList().equals(dimensions(sides))) {
            throw new IOException("an array of shape " + sides + " has its dimensions in the impossible order " + order);
        }
        ByteBuffer content = data instanceof ByteBuffer buffer ? buffer.duplicate() : PickleText.latin(Pickled.text(data));
        long[] steps = steps(sides);
        long size = sides.contains(0L) ? 0 : steps[0];
        if (content.remaining() != size * known.size) {
            throw new IOException("an array of shape " + sides + " has " + content.remaining() + " bytes");
        }
        bytes = content.order(known.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        shape = order.stream().map(from -> sides.get(from.intValue())).toList();
        strides = order.stream().map(from -> steps[from.intValue() + 1]).toList();
    }

    /** How many numbers all have together, then how many lie between neighbours along each dimension; a side of 0 counts as 1. */
    private static long[] steps(List<Long> sides) throws IOException {
        long[] steps = new long[sides.size() + 1];
        steps[sides.size()] = 1;
        for (int i = sides.size(); i > 0; i--) {
            long side = sides.get(i - 1);
            steps[i - 1] = steps[i] * Math.max(1, side);
            if (side < 0 || side > Integer.MAX_VALUE || steps[i - 1] > Integer.MAX_VALUE) {
                throw new IOException("an array has the impossible shape " + sides);
            }
        }
        return steps;
    }
}
