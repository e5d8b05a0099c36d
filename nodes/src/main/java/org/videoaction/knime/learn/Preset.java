package org.videoaction.knime.learn;

import org.knime.node.parameters.widget.choices.Label;
import org.videoaction.model.training.Recipe;

/** The recipes of the papers' code bases, and of the user guide, whose values fill the settings of a learner. */
enum Preset {

    @Label(value = "Custom", description = "The settings are those of no preset.")
    CUSTOM(null, null, null),
    @Label(value = "Few videos, no GPU", description = """
            A network of width 16 for some dozens to some hundreds of videos, in clips of 16 frames and about 64 to 112 pixels.
            The learning rate is found before training, and how many clips of a batch the memory holds.
            """)
    FEW_VIDEOS(Recipe.FEW_VIDEOS.findingRate(), 16, Pathways.pySlowFast(4, 5)),
    @Label(value = "Fine-tune a model", description = """
            Trains the model of the port further: its first stage and its batch normalization stay as they are, the classifier
            learns ten times as fast as what is below it.
            """)
    FINE_TUNING(Recipe.FINE_TUNING, null, null),
    @Label(value = "SlowFast 4x16, Kinetics, 196 epochs", description = "PySlowFast's recipe, the paper's.")
    SLOWFAST_196(Recipe.SLOWFAST_196, 64, Pathways.pySlowFast(8, 5)),
    @Label(value = "SlowFast 8x8, Kinetics, 196 epochs", description = "PySlowFast's recipe, the paper's.")
    SLOWFAST_8X8_196(Recipe.SLOWFAST_196, 64, Pathways.pySlowFast(4, 7)),
    @Label(value = "SlowFast 8x8, Kinetics, 239 epochs in steps", description = "PySlowFast's stepwise recipe.")
    SLOWFAST_STEPS_239(Recipe.SLOWFAST_STEPS_239, 64, Pathways.pySlowFast(4, 7)),
    @Label(value = "SlowFast 8x8, Kinetics, Multigrid, 1.5 x 239 epochs", description = """
            PySlowFast's Multigrid recipe. Clip storage has to be on demand.
            """)
    SLOWFAST_MULTIGRID_239(Recipe.SLOWFAST_MULTIGRID_239, 64, Pathways.pySlowFast(4, 7)),
    @Label(value = "SlowFast 4x16, Kinetics, 256 epochs (MMAction2)", description = "MMAction2's recipe.")
    MMACTION2_SLOWFAST_256(Recipe.MMACTION2_SLOWFAST_256, 64, Pathways.mmaction2(8, 5)),
    @Label(value = "SlowFast 8x8, Kinetics, 256 epochs (MMAction2)", description = "MMAction2's recipe.")
    MMACTION2_SLOWFAST_8X8_256(Recipe.MMACTION2_SLOWFAST_256, 64, Pathways.mmaction2(4, 7)),
    @Label(value = "CSN, Kinetics, 58 epochs from a model", description = """
            MMAction2's fine-tuning with frozen batch normalization: needs a model to start from.
            """)
    CSN_58(Recipe.CSN_58, 64, null),
    @Label(value = "CSN, Kinetics, 180 epochs from scratch", description = """
            MMAction2 0.x's recipe, whose batch normalization is frozen from the start.
            """)
    CSN_180(Recipe.CSN_180, 64, null),
    @Label(value = "X3D, Kinetics, 300 epochs", description = """
            PySlowFast's recipe of X3D-XS, S and M. X3D-L it trains for 256 epochs, else in the same way.
            """)
    X3D_300(Recipe.X3D_300, 24, null);

    private final Recipe recipe;
    private final Integer width;
    private final Pathways pathways;

    Preset(Recipe recipe, Integer width, Pathways pathways) {
        this.recipe = recipe;
        this.width = width;
        this.pathways = pathways;
    }

    /** How it trains; null for {@link #CUSTOM}. */
    Recipe recipe() {
        return recipe;
    }

    /** The channels of the network's first layer; null where the network is another's. */
    Integer width() {
        return width;
    }

    /** Those of a SlowFast network; null where the network is another one or another's. */
    Pathways pathways() {
        return pathways;
    }

    /** Whether it makes no sense without a model to start from. */
    boolean needsModel() {
        return this == FINE_TUNING || this == CSN_58;
    }
}
