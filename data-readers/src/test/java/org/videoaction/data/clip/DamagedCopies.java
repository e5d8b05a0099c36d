package org.videoaction.data.clip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** 1,500 copies of a file, in each of which one to four bytes are others. */
record DamagedCopies(byte[] whole, long seed) {

    private static final int COPIES = 1500;

    /** Opens a file and reads what it can. */
    @FunctionalInterface
    interface Reader {
        void read(Path file) throws IOException;
    }

    /**
     * Each is read, or refused by its name.
     *
     * @param file where they lie one after the other
     * @return how many were refused
     */
    int refused(Path file, Reader reader) throws IOException {
        Random random = new Random(seed);
        int refused = 0;
        for (int copy = 0; copy < COPIES; copy++) {
            Files.write(file, next(random));
            try {
                reader.read(file);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(file.toString());
                refused++;
            }
        }
        return refused;
    }

    private byte[] next(Random random) {
        byte[] bytes = whole.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
        }
        return bytes;
    }
}
