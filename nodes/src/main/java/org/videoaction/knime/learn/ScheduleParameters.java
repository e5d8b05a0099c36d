package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.training.Recipe;

/** How the learning rate rises and falls. */
final class ScheduleParameters implements NodeParameters {

    /** How it falls. */
    enum Fall {
        @Label(value = "Cosine", description = "Along half a period of a cosine, to zero at the end.")
        COSINE,
        @Label(value = "Steps", description = "At the milestones, to a tenth.")
        STEPS;

        static Fall of(Recipe recipe) {
            return recipe.falls().isEmpty() ? COSINE : STEPS;
        }
    }

    /** Whose rules hold. */
    enum Rules {
        @Label(value = "PySlowFast", description = "New at every step; the warm-up ends on the curve.")
        PYSLOWFAST,
        @Label(value = "MMAction2", description = "The curve is new at every epoch, the warm-up multiplies it at every step.")
        MMACTION2,
        @Label(value = "MMAction2 by epoch", description = "Curve and warm-up are new at every epoch, as for CSN in 58 epochs.")
        MMACTION2_BY_EPOCH,
        @Label(value = "MMAction2 0.x", description = """
                As MMAction2, but the warm-up is over with the step after it: CSN from scratch in 180 epochs.
                """)
        MMACTION2_0
    }

    /** The rate falls in steps. */
    static final class FallsInSteps extends IsOneOf<Fall> {
        FallsInSteps() {
            super(OfPreset.Fall.class, Fall.STEPS);
        }
    }

    /** Numbers with commas between them, or nothing yet. */
    static final class Milestones extends PatternValidation {
        @Override
        protected String getPattern() {
            return "\\s*(\\d+(\\.\\d+)?\\s*(,\\s*\\d+(\\.\\d+)?\\s*)*)?";
        }

        @Override
        public String getErrorMessage() {
            return "Epochs with commas between them, such as 94, 154, 196.";
        }
    }

    @Advanced
    @Widget(title = "Learning rate: find first", description = """
            Finds the learning rate before training: up to a hundred steps with a rate that rises until the loss explodes; a
            tenth of the rate at which the loss is lowest is taken, or half the last before it rose where it did not fall. The view
            shows the curve, the log the rate. The learning rate and the reference batch size that are set then do not count.
            """)
    @ValueProvider(OfPreset.FindsRate.class)
    @ValueReference(OfPreset.FindsRate.class)
    @Persist(configKey = "find_rate")
    @Migrate(loadDefaultIfAbsent = true)
    boolean findsRate;

    @Advanced
    @Widget(title = "Schedule", description = "How the learning rate falls after the warm-up.")
    @ValueSwitchWidget
    @ValueProvider(OfPreset.Fall.class)
    @ValueReference(OfPreset.Fall.class)
    @Persist(configKey = "fall")
    Fall fall = Fall.COSINE;

    @Advanced
    @Widget(title = "Milestones", description = """
            The epochs at which the rate falls to a tenth, with commas between them, for example 94, 154, 196.
            """)
    @TextInputWidget(placeholder = "94, 154, 196", patternValidation = Milestones.class)
    @Effect(predicate = FallsInSteps.class, type = EffectType.SHOW)
    @ValueProvider(OfPreset.StepEpochs.class)
    @ValueReference(OfPreset.StepEpochs.class)
    @Persist(configKey = "step_epochs")
    String stepEpochs = "";

    @Advanced
    @Widget(title = "Schedule convention", description = "How the rate is computed where PySlowFast and MMAction2 differ.")
    @ValueProvider(OfPreset.Rules.class)
    @ValueReference(OfPreset.Rules.class)
    @Persist(configKey = "schedule_rules")
    Rules rules = Rules.PYSLOWFAST;

    @Advanced
    @Widget(title = "Warm-up start factor", description = "The share of the learning rate at which the warm-up starts, from 0 to 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @ValueProvider(OfPreset.WarmUpStart.class)
    @ValueReference(OfPreset.WarmUpStart.class)
    @Persist(configKey = "warm_up_start")
    double warmUpStart = 0.1;

    Recipe.Rules rules() {
        return Recipe.Rules.valueOf(rules.name());
    }

    /** The milestones of a recipe as the dialog shows them. */
    static String milestones(Recipe recipe) {
        return recipe.falls().stream().map(fall -> String.valueOf(fall.intValue())).collect(Collectors.joining(", "));
    }

    /** The epochs at which the rate falls; none for a cosine. */
    List<Double> falls() throws InvalidSettingsException {
        List<Double> epochs = new ArrayList<>();
        if (fall == Fall.COSINE) {
            return epochs;
        }
        for (String epoch : stepEpochs.split(",")) {
            try {
                epochs.add(Double.valueOf(epoch.strip()));
            } catch (NumberFormatException e) {
                throw new InvalidSettingsException("The milestones are numbers with commas "
                    + "between them, for example 94, 154, 196; they are \"" + stepEpochs + "\".", e);
            }
        }
        return epochs;
    }
}
