package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.Decay;
import org.videoaction.model.training.MmactionSchedule;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Schedule;
import org.videoaction.model.training.StepDecay;

/** How the learning rate rises and falls. */
final class ScheduleParameters implements NodeParameters {

    /** How it falls. */
    enum Fall {
        @Label(value = "Cosine", description = "Along half a period of a cosine, to zero at the end.")
        COSINE,
        @Label(value = "Steps", description = "At the milestones, to a tenth.")
        STEPS
    }

    /** Whose rules hold. */
    enum Rules {
        @Label(value = "PySlowFast", description = "New at every step; the warm-up ends on the curve.")
        PYSLOWFAST(null),
        @Label(value = "MMAction2", description = "The curve is new at every epoch, the warm-up multiplies it at every step.")
        MMACTION2(MmactionSchedule.Rise.BY_STEP),
        @Label(value = "MMAction2 by epoch", description = "Curve and warm-up are new at every epoch, as for CSN in 58 epochs.")
        MMACTION2_BY_EPOCH(MmactionSchedule.Rise.BY_EPOCH),
        @Label(value = "MMAction2 0.x", description = """
                As MMAction2, but the warm-up is over with the step after it: CSN from scratch in 180 epochs.
                """)
        MMACTION2_0(MmactionSchedule.Rise.BY_STEP_OPEN_ENDED);

        private final MmactionSchedule.Rise m_rise;

        Rules(final MmactionSchedule.Rise rise) {
            m_rise = rise;
        }
    }

    /** The rate falls in steps. */
    static final class FallsInSteps extends IsOneOf<Fall> {
        FallsInSteps() {
            super(OfPreset.Fall.class, Fall.STEPS);
        }
    }

    @Widget(title = "Schedule", description = "How the learning rate falls after the warm-up.")
    @ValueSwitchWidget
    @ValueProvider(OfPreset.Fall.class)
    @ValueReference(OfPreset.Fall.class)
    @Persist(configKey = "fall")
    Fall m_fall = Fall.COSINE;

    @Widget(title = "Milestones", description = """
            The epochs at which the rate falls to a tenth, with commas between them, for example 94, 154, 196.
            """)
    @Effect(predicate = FallsInSteps.class, type = EffectType.SHOW)
    @ValueProvider(OfPreset.StepEpochs.class)
    @ValueReference(OfPreset.StepEpochs.class)
    @Persist(configKey = "step_epochs")
    String m_stepEpochs = "";

    @Advanced
    @Widget(title = "Schedule convention", description = "How the rate is computed where PySlowFast and MMAction2 differ.")
    @ValueProvider(OfPreset.Rules.class)
    @ValueReference(OfPreset.Rules.class)
    @Persist(configKey = "schedule_rules")
    Rules m_rules = Rules.PYSLOWFAST;

    @Advanced
    @Widget(title = "Warm-up start factor", description = "The share of the learning rate at which the warm-up starts, from 0 to 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Persist(configKey = "warm_up_start")
    double m_warmUpStart = 0.1;

    /**
     * @param rate the learning rate at its peak
     * @param warmUp epochs
     */
    Schedule schedule(final double rate, final double warmUp, final Decay decay) throws InvalidSettingsException {
        if (m_rules == Rules.PYSLOWFAST) {
            return new PySlowFastSchedule(rate, rate * m_warmUpStart, warmUp, decay);
        }
        if (warmUp != Math.rint(warmUp)) {
            throw new InvalidSettingsException("By MMAction2's convention the warm-up lasts whole epochs, not " + warmUp
                + ". Round it, or choose PySlowFast's convention.");
        }
        return new MmactionSchedule(rate, m_warmUpStart, (int) warmUp, m_rules.m_rise, decay);
    }

    /**
     * How the rate falls.
     *
     * @param factor by which the epochs at which it falls are multiplied, rounded down
     */
    Decay decay(final int epochs, final double factor) throws InvalidSettingsException {
        return m_fall == Fall.COSINE ? new CosineDecay(epochs)
            : new StepDecay(falls().stream().map(fall -> factor == 1 ? fall : Math.floor(fall * factor)).toList(), 0.1);
    }

    /** The epochs at which the rate falls; none for a cosine. */
    List<Double> falls() throws InvalidSettingsException {
        List<Double> epochs = new ArrayList<>();
        if (m_fall == Fall.COSINE) {
            return epochs;
        }
        for (String epoch : m_stepEpochs.split(",")) {
            try {
                epochs.add(Double.valueOf(epoch.strip()));
            } catch (NumberFormatException e) {
                throw new InvalidSettingsException("The milestones are numbers with commas "
                    + "between them, for example 94, 154, 196; they are \"" + m_stepEpochs + "\".", e);
            }
        }
        return epochs;
    }
}
