package org.videoaction.data.sampling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/** Gives the numbers that a reference run has drawn, and fails where more are asked for. */
final class GivenDraws implements RandomGenerator {

    private final Deque<Integer> integers = new ArrayDeque<>();
    private final Deque<Double> reals = new ArrayDeque<>();
    private final Deque<Double> fractions = new ArrayDeque<>();
    private int bound = -1;

    static GivenDraws none() {
        return new GivenDraws();
    }

    /** Integers drawn below a bound, which must be the one that is asked for. */
    static GivenDraws integers(int bound, List<Integer> drawn) {
        GivenDraws draws = new GivenDraws();
        draws.bound = bound;
        draws.integers.addAll(drawn);
        return draws;
    }

    /** Real numbers, whatever their range. */
    static GivenDraws reals(List<Double> drawn) {
        GivenDraws draws = new GivenDraws();
        draws.reals.addAll(drawn);
        return draws;
    }

    /** Integers as the fraction of their bound. */
    GivenDraws thenFractions(double... drawn) {
        for (double fraction : drawn) {
            fractions.add(fraction);
        }
        return this;
    }

    @Override
    public int nextInt(int limit) {
        if (!fractions.isEmpty()) {
            return (int) (fractions.remove() * limit);
        }
        if (limit != bound) {
            throw new AssertionError("drawn below " + limit + " where the reference draws below " + bound);
        }
        return integers.remove();
    }

    @Override
    public int nextInt(int from, int limit) {
        return from + nextInt(limit - from);
    }

    @Override
    public double nextDouble() {
        return reals.remove();
    }

    @Override
    public double nextDouble(double from, double to) {
        return reals.remove();
    }

    @Override
    public long nextLong() {
        throw new AssertionError("a draw that the reference does not make");
    }
}
