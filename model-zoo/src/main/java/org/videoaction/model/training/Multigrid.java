package org.videoaction.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the shape of batches changes in multigrid training (Wu et al., "A Multigrid Method for Efficiently Training Video
 * Models", 2020), with the numbers of PySlowFast's recipe. Batches of fewer frames and smaller crops have more clips, so
 * that each step costs about the same and an epoch has fewer of them.
 *
 * <p>The long cycle goes, within each stage of the learning rate, from the smallest shape to the whole; the rate is in
 * proportion to its batch. The short cycle changes the crop with every step: half, the square root of a half, and the long
 * cycle's own.
 *
 * @param stages of the long cycle; none for always the whole
 * @param shortCycle whether there is one
 */
public record Multigrid(List<Stage> stages, boolean shortCycle) {

    /** Every batch has the plan's shape. */
    public static final Multigrid NONE = new Multigrid(List.of(), false);

    /** Only crops change, with every step. */
    public static final Multigrid SHORT = new Multigrid(List.of(), true);

    private static final double ROOT = Math.sqrt(0.5);
    /** Shares of frames and of a crop's side: section 3.1. */
    private static final double[][] LONG_CYCLE = {{0.25, ROOT}, {0.5, ROOT}, {0.5, 1}, {1, 1}};
    /** Shares of the largest crop's side; the third crop is the long cycle's. */
    private static final double[] SHORT_CYCLE = {0.5, ROOT};
    private static final int SHORT_STEPS = SHORT_CYCLE.length + 1;
    private static final double GAMMA = 0.1;

    /**
     * A stretch of training whose batches have one shape but for the short cycle.
     *
     * @param falls how often the rate has fallen before it
     * @param end its first epoch that is no longer part of it
     */
    public record Stage(int falls, BatchShape shape, int end) {}

    public Multigrid {
        stages = List.copyOf(stages);
    }

    /**
     * Both cycles.
     *
     * @param falls the epochs at which the rate falls without multigrid, rising
     * @param epochs the epochs of training without multigrid, more than the last of {@code falls}
     * @param epochFactor how many times as many epochs multigrid takes: PySlowFast's recipe says 1.5
     * @throws IllegalArgumentException when the numbers give no cycle
     */
    public static Multigrid longAndShort(List<Integer> falls, int epochs, double epochFactor) {
        if (falls.isEmpty()) {
            throw new IllegalArgumentException("Multigrid training's long cycle follows the epochs at which the learning "
                + "rate falls, of which a cosine has none. Choose a schedule in steps with at least one milestone, or the "
                + "short cycle alone.");
        }
        if (falls.get(falls.size() - 1) >= epochs) {
            throw new IllegalArgumentException("Multigrid training's long cycle follows the epochs at which the learning "
                + "rate falls: all, " + falls + ", come before the end of the " + epochs + " epochs.");
        }
        return new Multigrid(ends(lengths(falls, epochs), epochs * epochFactor), true);
    }

    /** A stage and how long it is beside the others. */
    private record Length(int falls, BatchShape shape, double epochs) {}

    private static List<Length> lengths(List<Integer> falls, int epochs) {
        double[] batches = Arrays.stream(LONG_CYCLE).mapToDouble(Multigrid::meanBatch).toArray();
        double all = Arrays.stream(batches).sum();
        List<Length> lengths = new ArrayList<>();
        double steps = 0;
        int before = 0;
        for (int fall = 0; fall < falls.size(); fall++) {
            for (int grid = 0; grid < LONG_CYCLE.length; grid++) {
                double share = (falls.get(fall) - before) * batches[grid] / all;
                steps += share / batches[grid];
                lengths.add(new Length(fall, shape(LONG_CYCLE[grid]), share));
            }
            before = falls.get(fall);
        }
        // the last stage saves as many steps as those before it
        double saving = before / steps;
        lengths.add(new Length(falls.size(), BatchShape.WHOLE, (epochs - before) / saving * batches[batches.length - 1]));
        return lengths;
    }

    /** The clips of a batch, beside the whole's, on average over the short cycle. */
    private static double meanBatch(double[] grid) {
        return (batch(grid[0], SHORT_CYCLE[0]) + batch(grid[0], SHORT_CYCLE[1]) + batch(grid[0], grid[1]))
            / (double) SHORT_STEPS;
    }

    private static int batch(double time, double side) {
        return (int) Math.rint(1 / (time * side * side));
    }

    private static BatchShape shape(double[] grid) {
        return new BatchShape(batch(grid[0], grid[1]), 1, grid[0], grid[1]);
    }

    private static List<Stage> ends(List<Length> lengths, double epochs) {
        double scale = epochs / lengths.stream().mapToDouble(Length::epochs).sum();
        List<Stage> stages = new ArrayList<>();
        double end = 0;
        for (Length length : lengths) {
            end += length.epochs() * scale;
            stages.add(new Stage(length.falls(), length.shape(), (int) Math.rint(end)));
        }
        return stages;
    }

    /** The epochs that the long cycle takes. */
    public int epochs() {
        return stages.get(stages.size() - 1).end();
    }

    /** The rate that follows the long cycle; half of the last stage has the rate of the one before. */
    public Decay decay() {
        List<Integer> begins = new ArrayList<>(List.of(0));
        List<Double> factors = new ArrayList<>();
        for (Stage stage : stages) {
            begins.add(stage.end());
            factors.add(Math.pow(GAMMA, stage.falls()) * stage.shape().longFactor());
        }
        int last = stages.size() - 1;
        begins.set(last + 1, (stages.get(last - 1).end() + stages.get(last).end()) / 2);
        factors.add(last, factors.get(last - 1));
        return new RelativeSteps(begins, factors);
    }

    /** The shape of the batch of a step, both counted from 0. */
    public BatchShape shape(int epoch, int step) {
        BatchShape base = base(epoch);
        int place = step % SHORT_STEPS;
        if (!shortCycle || place == SHORT_CYCLE.length) {
            return base;
        }
        double side = SHORT_CYCLE[place];
        return new BatchShape(base.longFactor(), (int) Math.rint(Math.pow(base.side() / side, 2)), base.time(), side);
    }

    private BatchShape base(int epoch) {
        return stages.stream().filter(stage -> epoch < stage.end()).findFirst().map(Stage::shape)
            .orElse(BatchShape.WHOLE);
    }

    /** All shapes that batches have. */
    List<BatchShape> shapes() {
        return Stream.concat(Stream.of(0), stages.stream().map(Stage::end)).flatMap(epoch -> Stream.of(0, 1, 2)
            .map(step -> shape(epoch, step))).distinct().toList();
    }
}
