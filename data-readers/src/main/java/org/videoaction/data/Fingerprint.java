package org.videoaction.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two contents are the same, by a sum over each (SHA-256). */
public final class Fingerprint {

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java lacks SHA-256", e);
        }
    }

    /** Adds a text and its end. */
    public void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** Adds numbers, the most significant byte first. */
    public void add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        add(bytes);
    }

    /** Adds the bytes that remain, which are taken. */
    public void add(ByteBuffer bytes) {
        digest.update(bytes);
    }

    /** The sum of all that was added, in hexadecimal; nothing can be added then. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
