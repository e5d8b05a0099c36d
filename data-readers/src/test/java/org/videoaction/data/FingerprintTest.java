package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    /** FIPS 180-2, B.1: SHA-256 of "abc". */
    @Test
    void itIsTheSha256OfTheBytes() {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(ByteBuffer.wrap("a".getBytes(StandardCharsets.US_ASCII)));
        fingerprint.add(ByteBuffer.wrap("bc".getBytes(StandardCharsets.US_ASCII)));
        assertThat(fingerprint.text()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void textsAreToldApartByTheirEnds() {
        assertThat(of("ab", "c")).isNotEqualTo(of("a", "bc")).isEqualTo(of("ab", "c"));
    }

    /** 1 is 3f800000 in IEEE 754. */
    @Test
    void numbersAreTheirBytesFromTheMostSignificantOne() {
        Fingerprint numbers = new Fingerprint();
        numbers.add(new float[] {1});
        Fingerprint bytes = new Fingerprint();
        bytes.add(ByteBuffer.wrap(new byte[] {0x3f, (byte) 0x80, 0, 0}));
        assertThat(numbers.text()).isEqualTo(bytes.text());
    }

    private static String of(String... texts) {
        Fingerprint fingerprint = new Fingerprint();
        for (String text : texts) {
            fingerprint.add(text);
        }
        return fingerprint.text();
    }
}
