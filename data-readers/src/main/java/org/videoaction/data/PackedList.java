package org.videoaction.data;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of very many rows, which lie in memory as bytes: of each row only what differs from the row before it, a few dozen
 * bytes in the place of some hundreds that objects take. Rows are made anew whenever they are asked for. They can be added at
 * the end and do not change. Several threads may read a list to which none is added any more.
 */
public final class PackedList<T> extends AbstractList<T> implements RandomAccess {

    /** So many rows are unpacked for the last of them. */
    private static final int TOGETHER = 32;
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    /** Bytes that are in no text. */
    private static final int END = 0xFF;
    private static final int NULL = 0xFE;

    private final Form<T> form;
    private final List<byte[]> full = new ArrayList<>();
    private final Row last = new Row();
    private Row open = new Row();
    private int size;

    /** How a row is written. What neighbours have in common comes first. */
    public interface Form<T> {

        void write(T value, Row row);

        /** Reads what was written, in the same order. */
        T read(Row row);
    }

    /** The form of texts, which may be null. */
    public static final Form<String> TEXTS = new Form<>() {

        @Override
        public void write(String value, Row row) {
            row.add(value);
        }

        @Override
        public String read(Row row) {
            return row.text();
        }
    };

    public PackedList(Form<T> form) {
        this.form = form;
    }

    /** Packs rows. */
    public static <T> PackedList<T> of(Form<T> form, Iterable<? extends T> rows) {
        PackedList<T> list = new PackedList<>(form);
        rows.forEach(list::add);
        return list;
    }

    @Override
    public boolean add(T value) {
        Row row = new Row();
        form.write(value, row);
        if (size % TOGETHER == 0) {
            last.length = 0;
        }
        int same = Arrays.mismatch(last.bytes, 0, last.length, row.bytes, 0, row.length);
        int shared = same < 0 ? row.length : same;
        open.add(shared);
        open.add(row.length - shared);
        open.add(row.bytes, shared, row.length - shared);
        last.take(row.bytes, shared, shared, row.length - shared);
        size++;
        if (size % TOGETHER == 0) {
            full.add(Arrays.copyOf(open.bytes, open.length));
            open = new Row();
        }
        return true;
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        Row packed = index / TOGETHER < full.size() ? new Row(full.get(index / TOGETHER)) : new Row(open);
        Row row = new Row();
        for (int i = 0; i <= index % TOGETHER; i++) {
            int shared = packed.number();
            int rest = packed.number();
            row.take(packed.bytes, packed.place, shared, rest);
            packed.place += rest;
        }
        return form.read(row);
    }

    @Override
    public int size() {
        return size;
    }

    /** The bytes of a row, written one after the other, then read in the same order. */
    public static final class Row {

        private byte[] bytes;
        private int length;
        private int place;

        private Row() {
            bytes = new byte[128];
        }

        private Row(byte[] bytes) {
            this.bytes = bytes;
            this.length = bytes.length;
        }

        /** To be read, while the other goes on being written. */
        private Row(Row other) {
            this.bytes = other.bytes;
            this.length = other.length;
        }

        private void add(byte[] more, int from, int count) {
            take(more, from, length, count);
        }

        /** Keeps the first bytes and has others behind them. */
        private void take(byte[] more, int from, int keep, int count) {
            if (keep + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(keep + count, 2 * bytes.length));
            }
            System.arraycopy(more, from, bytes, keep, count);
            length = keep + count;
        }

        private void addByte(int value) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) value;
        }

        private int nextByte() {
            return bytes[place++] & 0xFF;
        }

        /** A number, in fewer bytes the nearer it is to 0. */
        public void add(int number) {
            int rest = number << 1 ^ number >> Integer.SIZE - 1;
            while ((rest & ~SEVEN_BITS) != 0) {
                addByte(rest & SEVEN_BITS | MORE);
                rest >>>= 7;
            }
            addByte(rest);
        }

        public int number() {
            int rest = 0;
            int shift = 0;
            int next = nextByte();
            for (; (next & MORE) != 0; next = nextByte()) {
                rest |= (next & SEVEN_BITS) << shift;
                shift += 7;
            }
            rest |= next << shift;
            return rest >>> 1 ^ -(rest & 1);
        }

        public void add(double number) {
            long bits = Double.doubleToRawLongBits(number);
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                addByte((int) (bits >>> shift));
            }
        }

        public double real() {
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << Byte.SIZE | nextByte();
            }
            return Double.longBitsToDouble(bits);
        }

        /** A text or null. Each character stands for itself, also half of a pair, as in names that are no right texts. */
        public void add(String text) {
            if (text == null) {
                addByte(NULL);
                return;
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < 0x80) {
                    addByte(c);
                } else if (c < 0x800) {
                    addByte(0xC0 | c >> 6);
                    addByte(0x80 | c & 0x3F);
                } else {
                    addByte(0xE0 | c >> 12);
                    addByte(0x80 | c >> 6 & 0x3F);
                    addByte(0x80 | c & 0x3F);
                }
            }
            addByte(END);
        }

        public String text() {
            StringBuilder text = new StringBuilder();
            for (int next = nextByte(); next != END; next = nextByte()) {
                if (next == NULL) {
                    return null;
                }
                text.append((char) (next < 0x80 ? next : next < 0xE0 ? (next & 0x1F) << 6 | nextByte() & 0x3F
                    : (next & 0x0F) << 12 | (nextByte() & 0x3F) << 6 | nextByte() & 0x3F));
            }
            return text.toString();
        }
    }
}
