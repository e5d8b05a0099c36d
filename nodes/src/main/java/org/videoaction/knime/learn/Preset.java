package org.videoaction.knime.learn;

import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.model.training.Recipe;

/** The recipes of the papers' code bases, whose values fill the settings of a learner. */
enum Preset {

    @Label(value = "Custom", description = "The settings stay as they are.")
    CUSTOM(null),
    @Label(value = "SlowFast 4x16 or 8x8, Kinetics, 196 epochs", description = "PySlowFast's recipe, the paper's.")
    SLOWFAST_196(Recipe.SLOWFAST_196),
    @Label(value = "SlowFast 8x8, Kinetics, 239 epochs in steps", description = "PySlowFast's stepwise recipe.")
    SLOWFAST_STEPS_239(Recipe.SLOWFAST_STEPS_239),
    @Label(value = "SlowFast 8x8, Kinetics, Multigrid, 1.5 x 239 epochs", description = """
            PySlowFast's Multigrid recipe. Clip storage has to be on demand.
            """)
    SLOWFAST_MULTIGRID_239(Recipe.SLOWFAST_MULTIGRID_239),
    @Label(value = "SlowFast, Kinetics, 256 epochs", description = "MMAction2's recipe.")
    MMACTION2_SLOWFAST_256(Recipe.MMACTION2_SLOWFAST_256),
    @Label(value = "CSN, Kinetics, 58 epochs from a model", description = """
            MMAction2's fine-tuning with frozen batch normalization: needs a model to start from.
            """)
    CSN_58(Recipe.CSN_58),
    @Label(value = "CSN, Kinetics, 180 epochs from scratch", description = """
            MMAction2 0.x's recipe, whose batch normalization is frozen from the start.
            """)
    CSN_180(Recipe.CSN_180);

    private final Recipe recipe;

    Preset(Recipe recipe) {
        this.recipe = recipe;
    }

    /** What it fills in; null for {@link #CUSTOM}. */
    Recipe recipe() {
        return recipe;
    }
}
