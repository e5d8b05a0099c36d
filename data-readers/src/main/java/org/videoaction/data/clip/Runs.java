package org.videoaction.data.clip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Clips in runs of neighbours that are worked on together, found as they are asked for.
 *
 * @param <R> what is made of a run's indices
 */
final class Runs<R> implements Iterator<R> {

    private final PrimitiveIterator.OfInt order;
    private final BiPredicate<List<Integer>, Integer> together;
    private final Function<List<Integer>, R> work;
    /** The first clip of the next run, or null where the order has not been asked, or is at its end. */
    private Integer first;

    /** @param together whether a run, which is not empty, goes on with the next clip */
    Runs(PrimitiveIterator.OfInt order, BiPredicate<List<Integer>, Integer> together, Function<List<Integer>, R> work) {
        this.order = order;
        this.together = together;
        this.work = work;
    }

    @Override
    public boolean hasNext() {
        return first != null || order.hasNext();
    }

    @Override
    public R next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the order is at its end");
        }
        List<Integer> run = new ArrayList<>();
        run.add(first == null ? order.next() : first);
        first = null;
        while (first == null && order.hasNext()) {
            int next = order.nextInt();
            if (together.test(run, next)) {
                run.add(next);
            } else {
                first = next;
            }
        }
        return work.apply(run);
    }
}
