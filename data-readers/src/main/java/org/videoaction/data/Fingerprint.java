package org.videoaction.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two contents are the same, by a sum over each (SHA-256). */
public final class Fingerprint {

    private static final int BLOCK = 1 << 20;

    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java lacks SHA-256", e);
        }
    }

    /**
     * The sum over a file's bytes alone, as other programs print it.
     *
     * @param whileReading called again and again; what it throws ends the reading
     */
    public static String of(Path file, Runnable whileReading) throws IOException {
        Fingerprint sum = new Fingerprint();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[BLOCK];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                sum.digest.update(block, 0, count);
                whileReading.run();
            }
        }
        return sum.text();
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
