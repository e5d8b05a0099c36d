package org.videoaction.data.clip;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One way through the clips of a {@link ClipSource}.
 *
 * @param order the indices of the clips, in the order in which they are wanted; of a source of n clips, {@code clip + k * n}
 *     is the clip for another, the k-th, time: an on-demand source samples it anew
 * @param batch how many are handed over at once; the last batch may be smaller
 * @param seed decides what is sampled from the videos of an on-demand source: another seed, other clips
 */
public record Pass(int[] order, int batch, long seed) {

    public Pass {
        if (batch < 1) {
            throw new IllegalArgumentException("A batch has at least one clip.");
        }
    }

    /** Through all of {@code size} clips as they lie. */
    public static Pass inOrder(int size, int batch) {
        return new Pass(IntStream.range(0, size).toArray(), batch, 0);
    }

    /** Through all of {@code size} clips in an order that {@code random} decides. */
    public static Pass shuffled(int size, int batch, long seed, RandomGenerator random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return new Pass(order, batch, seed);
    }

    /** The rest of this pass: the same batches without the first {@code batches}. */
    public Pass after(int batches) {
        int from = (int) Math.min(order.length, (long) batches * batch);
        return new Pass(Arrays.copyOfRange(order, from, order.length), batch, seed);
    }
}
