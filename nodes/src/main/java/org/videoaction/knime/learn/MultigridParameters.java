package org.videoaction.knime.learn;

import java.util.Optional;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.videoaction.knime.Computed;
import org.videoaction.knime.IsOneOf;
import org.videoaction.model.training.Recipe;

/** How the shape of batches changes during training. */
final class MultigridParameters implements NodeParameters {

    /** What changes. */
    enum Cycles {
        @Label(value = "Off", description = "All batches have the same shape.")
        OFF,
        @Label(value = "Short", description = """
                With every step the crop: half the side with four times the clips, seven tenths with twice the clips, the
                whole.
                """)
        SHORT,
        @Label(value = "Long and short", description = """
                Also, from stage to stage of the learning rate, the frames and the largest crop: the learning rate has to
                fall in steps, whose epochs are those of training without Multigrid.
                """)
        LONG_AND_SHORT
    }

    /** The shape of batches stays as it is. */
    static final class IsOff extends IsOneOf<Cycles> {
        IsOff() {
            super(OfPreset.Cycles.class, Cycles.OFF);
        }
    }

    /** Says that long cycles need milestones. */
    static final class NeedsSteps extends Computed<Optional<Message>> {

        private Supplier<Cycles> cycles;
        private Supplier<ScheduleParameters.Fall> fall;

        @Override
        public void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
            cycles = initializer.computeFromValueSupplier(OfPreset.Cycles.class);
            fall = initializer.computeFromValueSupplier(OfPreset.Fall.class);
        }

        @Override
        protected Optional<Message> compute(NodeParametersInput input) {
            return cycles.get() == Cycles.LONG_AND_SHORT && fall.get() == ScheduleParameters.Fall.COSINE
                ? Optional.of(new Message("The long cycle needs a learning rate that falls in steps",
                    "Set the schedule to Steps and name its milestones, or take the short cycle alone.", MessageType.ERROR))
                : Optional.empty();
        }
    }

    @Widget(title = "Multigrid", description = """
            Trains on batches of more, but shorter and smaller clips for much of the time, which takes a fraction of the
            steps (Wu et al., 2020). The Frame Sampler has to store clips on demand, so that they can be sampled in any
            size, with at least 64 pixels. The batch size is that of whole clips; batch normalization sees the larger
            batches in parts as large as it.
            """)
    @ValueSwitchWidget
    @ValueProvider(OfPreset.Cycles.class)
    @ValueReference(OfPreset.Cycles.class)
    @Persist(configKey = "cycles")
    Cycles cycles = Cycles.OFF;

    @TextMessage(NeedsSteps.class)
    Void needsSteps;

    @Widget(title = "Epoch factor", description = """
            How many times as many epochs Multigrid takes, since its epochs are that much faster: 1.5 in the paper's recipe,
            1 for as many as are asked for.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsOff.class, type = EffectType.HIDE)
    @ValueProvider(OfPreset.EpochFactor.class)
    @ValueReference(OfPreset.EpochFactor.class)
    @Persist(configKey = "epoch_factor")
    double epochFactor = 1;

    Recipe.Cycles cycles() {
        return Recipe.Cycles.valueOf(cycles.name());
    }
}
