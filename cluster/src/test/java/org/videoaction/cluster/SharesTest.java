package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static long work(List<Long> share) {
        return share.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theLongestGoesToWhoHasLeast() {
        assertThat(Shares.of(List.of(7L, 5L, 4L, 3L, 2L), 2, Long::longValue))
            .containsExactly(List.of(5L, 4L, 2L), List.of(7L, 3L));
    }

    @Test
    void everyPartIsDealtOnceAndNoShareIsFarAboveTheMean() {
        List<Long> parts = LongStream.rangeClosed(1, 1000).boxed().toList();
        List<List<Long>> shares = Shares.of(parts, 7, Long::longValue);
        assertThat(shares.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(parts);
        // Graham 1969: at most 4/3 of the best, which is not below the mean
        assertThat(shares).allMatch(share -> work(share) <= 500500.0 / 7 * 4 / 3);
    }

    @Test
    void theShareWithMostWorkComesFirst() {
        assertThat(Shares.of(List.of(1L, 9L, 2L), 3, Long::longValue))
            .containsExactly(List.of(9L), List.of(2L), List.of(1L));
    }

    @Test
    void noShareIsEmptyEvenWherePartsAreNoWork() {
        assertThat(Shares.of(List.of(0L, 0L, 0L), 2, Long::longValue)).hasSize(2).noneMatch(List::isEmpty);
        assertThat(Shares.of(List.of(5L), 8, Long::longValue)).containsExactly(List.of(5L));
    }
}
