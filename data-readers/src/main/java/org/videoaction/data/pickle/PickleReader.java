package org.videoaction.data.pickle;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickles, protocols 0 to 5, as data. It is its own because a general unpickler looks up classes, calls
 * setters and believes lengths: here a global is one of the given {@link PickleGlobals}, which say whether
 * the file is refused for others or they are passed over as {@link Opaque}; every length
 * is held against what is left of the file, and nothing is hashed or compared but text. A dictionary keeps the entries whose
 * keys are text; lists, tuples and sets are lists; bytes are slices of the file; integers are {@code Long}, beyond 64 bits
 * {@code BigInteger}.
 */
public final class PickleReader {

    private static final int HIGHEST_PROTOCOL = 5;
    /** More than any writer leaves open at a time: those put entries into their container by the thousand. */
    private static final int MAX_STACK = 1 << 20;
    private static final int MAX_INTEGER_BYTES = 64;
    private static final Object MARK = new Object() {
        @Override
        public String toString() {
            return "a mark";
        }
    };

    private final ByteBuffer in;
    private final PickleGlobals globals;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleReader(ByteBuffer in, PickleGlobals globals) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.globals = globals;
    }

    /**
     * The object of one pickle; {@code in} is behind it afterwards.
     *
     * @throws EOFException when it ends too early
     * @throws IOException when it is damaged or holds what is not data
     */
    public static Object read(ByteBuffer in, PickleGlobals globals) throws IOException {
        int start = in.position();
        try {
            return new PickleReader(in, globals).read();
        } catch (BufferUnderflowException e) {
            throw new EOFException("the pickle that starts at byte " + start + " is cut off");
        }
    }

    private Object read() throws IOException {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            execute(opcode);
            if (stack.size() > MAX_STACK) {
                throw new IOException("the pickle piles up more than " + MAX_STACK + " objects");
            }
        }
    }

    private void execute(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol(in.get() & 0xff);
            case 0x95 -> length(in.getLong());
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> popMark();
            case '2' -> push(top());
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'I' -> push(integer(line(), true));
            case 'L' -> push(integer(line(), false));
            case 'F' -> push(real(line()));
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 0x8a -> push(integer(in.get() & 0xff));
            case 0x8b -> push(integer(in.getInt()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'S' -> push(PickleText.quoted(line()));
            case 'T' -> push(text(in.getInt(), false));
            case 'U' -> push(text(in.get() & 0xff, false));
            case 'V' -> push(PickleText.unicode(line()));
            case 'X' -> push(text(in.getInt() & 0xffffffffL, true));
            case 0x8c -> push(text(in.get() & 0xff, true));
            case 0x8d -> push(text(in.getLong(), true));
            case 'B' -> push(bytes(in.getInt() & 0xffffffffL));
            case 'C' -> push(bytes(in.get() & 0xff));
            case 0x8e, 0x96 -> push(bytes(in.getLong()));
            case '}' -> push(new LinkedHashMap<String, Object>());
            case 'd' -> push(filled(popMark()));
            case 's' -> {
                Object value = pop();
                Object key = pop();
                entries(top(), Arrays.asList(key, value));
            }
            case 'u' -> {
                List<Object> entries = popMark();
                entries(top(), entries);
            }
            case ']', ')', 0x8f -> push(new ArrayList<>());
            case 'l', 't', 0x91 -> push(popMark());
            case 0x85 -> push(popped(1));
            case 0x86 -> push(popped(2));
            case 0x87 -> push(popped(3));
            case 'a' -> {
                Object item = pop();
                items(top(), Arrays.asList(item));
            }
            case 'e', 0x90 -> {
                List<Object> items = popMark();
                items(top(), items);
            }
            case 'p' -> memo.put(index(line()), top());
            case 'q' -> memo.put((long) (in.get() & 0xff), top());
            case 'r' -> memo.put(in.getInt() & 0xffffffffL, top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'g' -> push(remembered(index(line())));
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt() & 0xffffffffL));
            case 'c' -> push(named(line(), line()));
            case 0x93 -> {
                Object name = pop();
                push(named(string(pop()), string(name)));
            }
            case 'R', 0x81 -> {
                List<Object> arguments = list(pop());
                push(called(pop(), arguments));
            }
            case 'b' -> {
                Object state = pop();
                build(top(), state);
            }
            case 'Q' -> push(globals.persistent(list(pop())));
            case 'i' -> push(called(named(line(), line()), popMark()));
            case 'o' -> {
                List<Object> parts = popMark();
                push(called(Pickled.argument(parts, 0), parts.subList(1, parts.size())));
            }
            case 0x92 -> {
                pop();
                List<Object> arguments = list(pop());
                push(called(pop(), arguments));
            }
            case 0x82, 0x83, 0x84 -> throw refused("EXT");
            case 'P' -> throw refused("PERSID");
            case 0x97, 0x98 -> throw refused("NEXT_BUFFER");
            default -> throw new IOException("there is no pickle opcode " + opcode + ", at byte " + (in.position() - 1));
        }
    }

    private static IOException refused(String opcode) {
        return new IOException("its pickle has the opcode " + opcode + ", which refers to what is not in it");
    }

    private static void protocol(int version) throws IOException {
        if (version > HIGHEST_PROTOCOL) {
            throw new IOException("there is no pickle protocol " + version);
        }
    }

    private void push(Object object) {
        stack.add(object);
    }

    private Object pop() throws IOException {
        Object object = top();
        stack.remove(stack.size() - 1);
        return object;
    }

    private Object top() throws IOException {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
            throw new IOException("the pickle takes an object where there is none, at byte " + (in.position() - 1));
        }
        return stack.get(stack.size() - 1);
    }

    /** All above the last mark. */
    private List<Object> popMark() throws IOException {
        int mark = stack.size() - 1;
        while (mark >= 0 && stack.get(mark) != MARK) {
            mark--;
        }
        if (mark < 0) {
            throw new IOException("the pickle looks for a mark where there is none, at byte " + (in.position() - 1));
        }
        List<Object> above = stack.subList(mark + 1, stack.size());
        List<Object> objects = new ArrayList<>(above);
        stack.subList(mark, stack.size()).clear();
        return objects;
    }

    private List<Object> popped(int count) throws IOException {
        Object[] objects = new Object[count];
        for (int i = count - 1; i >= 0; i--) {
            objects[i] = pop();
        }
        return new ArrayList<>(Arrays.asList(objects));
    }

    private Object remembered(long index) throws IOException {
        if (!memo.containsKey(index)) {
            throw new IOException("the pickle refers to its object " + index + ", which there is not");
        }
        return memo.get(index);
    }

    private static List<Object> list(Object object) throws IOException {
        return Pickled.list(object);
    }

    private static String string(Object object) throws IOException {
        return Pickled.text(object);
    }

    private static Map<String, Object> filled(List<Object> entries) throws IOException {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        entries(dictionary, entries);
        return dictionary;
    }

    private static void entries(Object container, List<Object> entries) throws IOException {
        if (container instanceof Opaque) {
            return;
        }
        Map<String, Object> dictionary = Pickled.dictionary(container);
        if (entries.size() % 2 != 0) {
            throw new IOException("a dictionary has a key without a value");
        }
        for (int i = 0; i < entries.size(); i += 2) {
            put(dictionary, entries.get(i), entries.get(i + 1));
        }
    }

    private static void items(Object container, List<Object> items) throws IOException {
        if (!(container instanceof Opaque)) {
            list(container).addAll(items);
        }
    }

    private static void put(Map<String, Object> dictionary, Object key, Object value) throws IOException {
        if (key instanceof String name) {
            // objects of PyTorch have entries of nothing that others follow
            if (dictionary.get(name) != null) {
                throw new IOException("a dictionary has two entries for " + PickleText.shortened(name));
            }
            dictionary.put(name, value);
        }
    }

    private Object named(String module, String name) throws IOException {
        Object known = globals.known(module, name);
        if (known == null) {
            throw new IOException("its pickle names " + PickleText.shortened(module + "." + name)
                + ", which is no data; nothing of it was run");
        }
        return known;
    }

    private static Object called(Object constructor, List<Object> arguments) throws IOException {
        if (constructor instanceof PickleGlobals.Constructor known) {
            return known.call(arguments);
        }
        if (constructor instanceof Opaque unknown) {
            return unknown.called();
        }
        throw new IOException("its pickle calls what is no constructor");
    }

    private static void build(Object object, Object state) throws IOException {
        if (object instanceof PickleGlobals.Buildable buildable) {
            buildable.build(state);
        } else if (object instanceof Opaque unknown) {
            unknown.build(state);
        } else if (!(object instanceof Map || object instanceof List)) {
            throw new IOException("its pickle gives a state to what has none");
        }
        // attributes of a dictionary, such as a state dict's _metadata, hold no weights
    }

    private int length(long length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new EOFException("its pickle speaks of " + Long.toUnsignedString(length) + " bytes at byte "
                + in.position() + " where only " + in.remaining() + " are left");
        }
        return (int) length;
    }

    private ByteBuffer bytes(long length) throws IOException {
        int size = length(length);
        ByteBuffer slice = in.slice(in.position(), size);
        in.position(in.position() + size);
        return slice;
    }

    private String text(long length, boolean unicode) throws IOException {
        byte[] bytes = new byte[length(length)];
        in.get(bytes);
        return new String(bytes, unicode ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            line.append((char) (b & 0xff));
        }
        return line.toString();
    }

    private static long index(String line) throws IOException {
        return integer(line, false) instanceof Long index ? index : -1;
    }

    private static Object integer(String line, boolean boolToo) throws IOException {
        if (boolToo && (line.equals("00") || line.equals("01"))) {
            return line.equals("01");
        }
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.length() > MAX_INTEGER_BYTES || !digits.matches("-?\\d+")) {
            throw new IOException("its pickle has the impossible integer " + PickleText.shortened(line));
        }
        return small(new BigInteger(digits));
    }

    /** Little-endian two's complement. */
    private Object integer(int size) throws IOException {
        if (size < 0 || size > MAX_INTEGER_BYTES) {
            throw new IOException("its pickle has an integer of " + (size & 0xffffffffL) + " bytes");
        }
        byte[] bytes = new byte[length(size) + 1];
        for (int i = size; i > 0; i--) {
            bytes[i] = in.get();
        }
        if (size > 0 && bytes[1] < 0) {
            bytes[0] = -1;
        }
        return small(new BigInteger(bytes));
    }

    private static Object small(BigInteger integer) {
        return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
    }

    private static Double real(String line) throws IOException {
        try {
            return switch (line) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.valueOf(line);
            };
        } catch (NumberFormatException e) {
            throw new IOException("its pickle has the impossible number " + PickleText.shortened(line), e);
        }
    }
}
