package org.videoaction.data;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * Finds a number by the 64-bit hash of a text, in 16 to 40 bytes an entry. Two texts of one hash are so rare (a chance of one in
 * ten million among a million texts) that whoever must not take one for the other looks at the texts themselves too.
 */
public final class HashIndex {

    private static final int FIRST = 1 << 10;

    private long[] keys = new long[FIRST];
    private long[] values = new long[FIRST];
    private int size;

    /** The hash of a text; it is never 0. */
    public static long key(String text) {
        // FNV-1a, whose bits are mixed once more
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_16BE)) {
            hash = (hash ^ b & 0xFF) * 0x100000001B3L;
        }
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    /** The hash of texts in their order. */
    public static long key(Collection<String> texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text.length()).append(':').append(text));
        return key(all.toString());
    }

    /** How many hashes it holds. */
    public int size() {
        return size;
    }

    public boolean contains(long key) {
        return keys[place(key)] == key;
    }

    /** The number of a hash, or another where it holds none. */
    public long get(long key, long otherwise) {
        int place = place(key);
        return keys[place] == key ? values[place] : otherwise;
    }

    public void put(long key, long value) {
        int place = place(key);
        if (keys[place] == 0) {
            keys[place] = key;
            size++;
        }
        values[place] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    /** @return what it holds of the hash now */
    public long putIfAbsent(long key, long value) {
        long held = get(key, value);
        if (!contains(key)) {
            put(key, value);
        }
        return held;
    }

    /** How many of its numbers are this one. */
    public int count(long value) {
        int count = 0;
        for (int place = 0; place < keys.length; place++) {
            count += keys[place] != 0 && values[place] == value ? 1 : 0;
        }
        return count;
    }

    /** Where the hash is or would be. */
    private int place(long key) {
        int place = (int) key & keys.length - 1;
        while (keys[place] != 0 && keys[place] != key) {
            place = place + 1 & keys.length - 1;
        }
        return place;
    }

    private void grow() {
        long[] before = keys;
        long[] held = values;
        keys = new long[2 * before.length];
        values = new long[keys.length];
        size = 0;
        for (int i = 0; i < before.length; i++) {
            if (before[i] != 0) {
                put(before[i], held[i]);
            }
        }
    }
}
