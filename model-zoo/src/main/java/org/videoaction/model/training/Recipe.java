package org.videoaction.model.training;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

/**
 * The settings in which the recipes of papers differ, and the epochs and rates that follow from them.
 *
 * @param epochs without Multigrid
 * @param learningRate the peak of the schedule, for batches of {@code referenceBatch} clips
 * @param referenceBatch 0 where the rate is taken as it is, whatever the batch
 * @param warmUp epochs
 * @param warmUpStart the share of the rate at which the warm-up starts
 * @param falls the epochs at which the rate falls to a tenth, without Multigrid; empty for a cosine
 * @param epochFactor how many times as many epochs Multigrid takes; without it of no meaning
 * @param findsRate whether the rate is found before training, in whose place are then shares of it
 */
public record Recipe(int epochs, double learningRate, int referenceBatch, double warmUp, double warmUpStart,
    List<Double> falls, Rules rules, Sgd sgd, Tuning tuning, Cycles cycles, double epochFactor,
    boolean findsRate) {

    /** SlowFast 4x16 or 8x8 on Kinetics, by PySlowFast. */
    public static final Recipe SLOWFAST_196 = pySlowFast(196, 0.1, 64, 34);
    /** SlowFast 8x8 on Kinetics in steps, by PySlowFast. */
    public static final Recipe SLOWFAST_STEPS_239 = pySlowFast(239, 0.1, 64, 34).inSteps(94, 154, 196);
    /** The same with Multigrid, 1.5 times as long. */
    public static final Recipe SLOWFAST_MULTIGRID_239 = SLOWFAST_STEPS_239.multigrid(1.5);
    /** SlowFast on Kinetics, by MMAction2. */
    public static final Recipe MMACTION2_SLOWFAST_256 = mmaction2(256, 0.1, 64, 34, Rules.MMACTION2);
    /** CSN on Kinetics from a model, by MMAction2. */
    public static final Recipe CSN_58 = mmaction2(58, 0.0005, 96, 16, Rules.MMACTION2_BY_EPOCH).inSteps(32, 48)
        .with(Tuning.FROZEN_BATCH_NORM);
    /** CSN on Kinetics from scratch, by MMAction2 0.x. */
    public static final Recipe CSN_180 = mmaction2(180, 0.08, 32, 40, Rules.MMACTION2_0).with(Tuning.FROZEN_BATCH_NORM);
    /** X3D on Kinetics, by PySlowFast. */
    public static final Recipe X3D_300 = pySlowFast(300, 0.1, 128, 35).with(Sgd.PYSLOWFAST_X3D);
    /** Some dozens of videos without a GPU, as {@code docs/training.md} measures it. */
    public static final Recipe FEW_VIDEOS = pySlowFast(80, 0.02, 8, 8);
    /** A model for other classes: the new classifier learns fast, what is below it a tenth as fast, the first stage not. */
    public static final Recipe FINE_TUNING = pySlowFast(20, 0.01, 8, 2).with(new Tuning(1, true, 0.1));

    private static final double TENTH = 0.1;

    /** Whose schedule it is. */
    public enum Rules {
        /** New at every step; the warm-up ends on the curve. */
        PYSLOWFAST(null),
        /** The curve is new at every epoch, the warm-up multiplies it at every step. */
        MMACTION2(MmactionSchedule.Rise.BY_STEP),
        /** Curve and warm-up are new at every epoch. */
        MMACTION2_BY_EPOCH(MmactionSchedule.Rise.BY_EPOCH),
        /** As {@link #MMACTION2}, but the warm-up is over with the step after it. */
        MMACTION2_0(MmactionSchedule.Rise.BY_STEP_OPEN_ENDED);

        private final MmactionSchedule.Rise rise;

        Rules(MmactionSchedule.Rise rise) {
            this.rise = rise;
        }
    }

    /** Which cycles of {@link Multigrid} batches go through. */
    public enum Cycles {
        OFF,
        SHORT,
        LONG_AND_SHORT
    }

    public Recipe {
        falls = List.copyOf(falls);
    }

    private static Recipe pySlowFast(int epochs, double rate, int batch, double warmUp) {
        return new Recipe(epochs, rate, batch, warmUp, TENTH, List.of(), Rules.PYSLOWFAST, Sgd.PYSLOWFAST,
            Tuning.EVERYTHING, Cycles.OFF, 1, false);
    }

    private static Recipe mmaction2(int epochs, double rate, int batch, double warmUp, Rules rules) {
        return new Recipe(epochs, rate, batch, warmUp, TENTH, List.of(), rules, Sgd.MMACTION2, Tuning.EVERYTHING,
            Cycles.OFF, 1, false);
    }

    private Recipe inSteps(double... at) {
        return new Recipe(epochs, learningRate, referenceBatch, warmUp, warmUpStart,
            Arrays.stream(at).boxed().toList(), rules, sgd, tuning, cycles, epochFactor, findsRate);
    }

    private Recipe with(Tuning other) {
        return new Recipe(epochs, learningRate, referenceBatch, warmUp, warmUpStart, falls, rules, sgd, other, cycles,
            epochFactor, findsRate);
    }

    private Recipe with(Sgd other) {
        return new Recipe(epochs, learningRate, referenceBatch, warmUp, warmUpStart, falls, rules, other, tuning, cycles,
            epochFactor, findsRate);
    }

    private Recipe multigrid(double factor) {
        return new Recipe(epochs, learningRate, referenceBatch, warmUp, warmUpStart, falls, rules, sgd, tuning,
            Cycles.LONG_AND_SHORT, factor, findsRate);
    }

    /** The same recipe whose learning rate is found before training. */
    public Recipe findingRate() {
        return new Recipe(epochs, learningRate, referenceBatch, warmUp, warmUpStart, falls, rules, sgd, tuning, cycles,
            epochFactor, true);
    }

    /** How the learning rate is scaled to the batch, where it is. */
    public Optional<LinearScaling> scaling() {
        return referenceBatch == 0 || findsRate ? Optional.empty()
            : Optional.of(new LinearScaling(learningRate, referenceBatch));
    }

    /** How the shape of batches changes. */
    public Multigrid multigrid() {
        return switch (cycles) {
            case OFF -> Multigrid.NONE;
            case SHORT -> Multigrid.SHORT;
            case LONG_AND_SHORT ->
                Multigrid.longAndShort(falls.stream().map(Double::intValue).toList(), epochs, epochFactor);
        };
    }

    /** How long training takes, with Multigrid too. */
    public int allEpochs() {
        return cycles == Cycles.LONG_AND_SHORT ? multigrid().epochs() : (int) (epochs * factor());
    }

    private double factor() {
        return cycles == Cycles.OFF ? 1 : epochFactor;
    }

    /**
     * The learning rates for batches of as many clips, or shares of the rate that is found.
     *
     * @throws IllegalArgumentException when MMAction2's warm-up is not of whole epochs, or the falls are not in order
     */
    public Schedule schedule(int batch) {
        double rate = findsRate ? 1 : scaling().map(scaling -> scaling.rate(batch)).orElse(learningRate);
        if (rules == Rules.PYSLOWFAST) {
            return new PySlowFastSchedule(rate, rate * warmUpStart, warmUp, decay());
        }
        if (warmUp != Math.rint(warmUp)) {
            throw new IllegalArgumentException("By MMAction2's convention the warm-up lasts whole epochs, not " + warmUp
                + ". Round it, or choose PySlowFast's convention.");
        }
        return new MmactionSchedule(rate, warmUpStart, (int) warmUp, rules.rise, decay());
    }

    private Decay decay() {
        if (cycles == Cycles.LONG_AND_SHORT) {
            return multigrid().decay();
        }
        return falls.isEmpty() ? new CosineDecay(allEpochs())
            : new StepDecay(falls.stream().map(fall -> factor() == 1 ? fall : Math.floor(fall * factor())).toList(), TENTH);
    }
}
