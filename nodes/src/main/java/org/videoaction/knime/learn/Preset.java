package org.videoaction.knime.learn;

import org.knime.node.parameters.widget.choices.Label;

/** The recipes of the papers' code bases, whose values fill the settings of a learner. */
enum Preset {

    @Label(value = "Custom", description = "The settings stay as they are.")
    CUSTOM(null),
    @Label(value = "SlowFast 4x16 or 8x8, Kinetics, 196 epochs", description = "PySlowFast's recipe, the paper's.")
    SLOWFAST_196(Recipe.pySlowFast(196)),
    @Label(value = "SlowFast 8x8, Kinetics, 239 epochs in steps", description = "PySlowFast's stepwise recipe.")
    SLOWFAST_STEPS_239(Recipe.pySlowFast(239).inSteps("94, 154, 196")),
    @Label(value = "SlowFast 8x8, Kinetics, Multigrid, 1.5 x 239 epochs", description = """
            PySlowFast's Multigrid recipe. Clip storage has to be on demand.
            """)
    SLOWFAST_MULTIGRID_239(Recipe.pySlowFast(239).inSteps("94, 154, 196").multigrid(1.5)),
    @Label(value = "SlowFast, Kinetics, 256 epochs", description = "MMAction2's recipe.")
    MMACTION2_SLOWFAST_256(Recipe.mmaction2(256, 0.1, 64, 34, ScheduleParameters.Rules.MMACTION2)),
    @Label(value = "CSN, Kinetics, 58 epochs from a model", description = """
            MMAction2's fine-tuning with frozen batch normalization: needs a model to start from.
            """)
    CSN_58(Recipe.mmaction2(58, 0.0005, 96, 16, ScheduleParameters.Rules.MMACTION2_BY_EPOCH).inSteps("32, 48").frozen()),
    @Label(value = "CSN, Kinetics, 180 epochs from scratch", description = """
            MMAction2 0.x's recipe, whose batch normalization is frozen from the start.
            """)
    CSN_180(Recipe.mmaction2(180, 0.08, 32, 40, ScheduleParameters.Rules.MMACTION2_0).frozen());

    private final Recipe m_recipe;

    Preset(final Recipe recipe) {
        m_recipe = recipe;
    }

    /** What it fills in; null for {@link #CUSTOM}. */
    Recipe recipe() {
        return m_recipe;
    }

    /** The values of the settings that recipes differ in. */
    record Recipe(int epochs, double learningRate, int referenceBatchSize, double warmUpEpochs,
        ScheduleParameters.Fall fall, String stepEpochs, ScheduleParameters.Rules rules, boolean nesterov,
        boolean decayBatchNorm, double largestGradientNorm, boolean frozenBatchNorm, MultigridParameters.Cycles cycles,
        double epochFactor) {

        private static Recipe pySlowFast(final int epochs) {
            return new Recipe(epochs, 0.1, 64, 34, ScheduleParameters.Fall.COSINE, "", ScheduleParameters.Rules.PYSLOWFAST,
                true, false, 0, false, MultigridParameters.Cycles.OFF, 1);
        }

        private static Recipe mmaction2(final int epochs, final double rate, final int batch, final double warmUp,
            final ScheduleParameters.Rules rules) {
            return new Recipe(epochs, rate, batch, warmUp, ScheduleParameters.Fall.COSINE, "", rules, false, true, 40, false,
                MultigridParameters.Cycles.OFF, 1);
        }

        private Recipe inSteps(final String falls) {
            return new Recipe(epochs, learningRate, referenceBatchSize, warmUpEpochs, ScheduleParameters.Fall.STEPS, falls,
                rules, nesterov, decayBatchNorm, largestGradientNorm, frozenBatchNorm, cycles, epochFactor);
        }

        private Recipe frozen() {
            return new Recipe(epochs, learningRate, referenceBatchSize, warmUpEpochs, fall, stepEpochs, rules, nesterov,
                decayBatchNorm, largestGradientNorm, true, cycles, epochFactor);
        }

        private Recipe multigrid(final double factor) {
            return new Recipe(epochs, learningRate, referenceBatchSize, warmUpEpochs, fall, stepEpochs, rules, nesterov,
                decayBatchNorm, largestGradientNorm, frozenBatchNorm, MultigridParameters.Cycles.LONG_AND_SHORT, factor);
        }
    }
}
