package org.videoaction.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** Deals work out to tasks so that they take about as long as each other: the longest first, each to who has least so far. */
final class Shares {

    private Shares() {
    }

    private static final class Share<T> {

        private final int number;
        private final List<T> parts = new ArrayList<>();
        private long work;

        private Share(int number) {
            this.number = number;
        }
    }

    /**
     * Deals parts out. The same parts give the same shares.
     *
     * @param work of a part, not negative
     * @return at most so many lists, none of them empty, that with most work first; in each the longest part first
     */
    static <T> List<List<T>> of(List<T> parts, int shares, ToLongFunction<T> work) {
        List<Share<T>> all = new ArrayList<>();
        for (int i = 0; i < Math.min(shares, parts.size()); i++) {
            all.add(new Share<>(i));
        }
        PriorityQueue<Share<T>> leastFirst = new PriorityQueue<>(
            Comparator.<Share<T>>comparingLong(share -> share.work).thenComparingInt(share -> share.parts.size())
                .thenComparingInt(share -> share.number));
        leastFirst.addAll(all);
        for (T part : parts.stream().sorted(Comparator.comparingLong(work).reversed()).toList()) {
            Share<T> share = leastFirst.poll();
            share.parts.add(part);
            share.work += work.applyAsLong(part);
            leastFirst.add(share);
        }
        return all.stream().sorted(Comparator.<Share<T>>comparingLong(share -> share.work).reversed())
            .map(share -> List.copyOf(share.parts)).toList();
    }
}
