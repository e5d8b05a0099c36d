package org.videoaction.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashIndexTest {

    @Test
    void numbersAreFoundByTheirTexts() {
        HashIndex index = new HashIndex();
        for (int i = 0; i < 100_000; i++) {
            index.put(HashIndex.key("video " + i), i);
        }
        assertThat(index.size()).isEqualTo(100_000);
        for (int i = 0; i < 100_000; i++) {
            assertThat(index.get(HashIndex.key("video " + i), -1)).isEqualTo(i);
        }
        assertThat(index.get(HashIndex.key("another"), -1)).isEqualTo(-1);
        assertThat(index.contains(HashIndex.key("another"))).isFalse();
    }

    @Test
    void theLastNumberOfATextCountsAndTheFirstWhereItIsThere() {
        HashIndex index = new HashIndex();
        long key = HashIndex.key("a");
        index.put(key, 1);
        index.put(key, 2);
        assertThat(index.putIfAbsent(key, 3)).isEqualTo(2);
        assertThat(index.putIfAbsent(HashIndex.key("b"), 2)).isEqualTo(2);
        assertThat(index.size()).isEqualTo(2);
        assertThat(index.count(2)).isEqualTo(2);
    }

    @Test
    void textsInARowAreToldFromOtherRows() {
        assertThat(HashIndex.key(List.of("a", "b"))).isNotEqualTo(HashIndex.key(List.of("ab")))
            .isNotEqualTo(HashIndex.key(List.of("b", "a"))).isEqualTo(HashIndex.key(List.of("a", "b")));
        assertThat(HashIndex.key(List.of("1:a"))).isNotEqualTo(HashIndex.key(List.of("1", "a")));
    }
}
