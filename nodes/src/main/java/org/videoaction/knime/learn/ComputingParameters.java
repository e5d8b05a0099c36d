package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.torch.LearningRules;

/** How a step is computed. */
final class ComputingParameters implements NodeParameters {

    /** The numbers of a step. */
    enum Precision {
        @Label(value = "Automatic", description = "bfloat16 on GPUs, 32-bit floats on CPUs.")
        AUTO(null),
        @Label(value = "32-bit floats", description = "Exact.")
        FP32(org.videoaction.model.torch.Precision.FP32),
        @Label(value = "bfloat16", description = "The backbone in 16 bits; weights and optimizer in 32 bits.")
        BF16(org.videoaction.model.torch.Precision.BF16);

        private final org.videoaction.model.torch.Precision ofNetwork;

        Precision(org.videoaction.model.torch.Precision ofNetwork) {
            this.ofNetwork = ofNetwork;
        }
    }

    @Persistor(LearningDevice.Persistence.class)
    LearningDevice device = new LearningDevice();

    /** Batches in parts. */
    static final class MicroBatch extends OptionalSetting.OfInt {
        MicroBatch() {
            super("clips_at_once", 0, 4);
        }
    }

    @Widget(title = "Micro-batch size (clips)", description = """
            Where memory is too small for a batch: how many of its clips are worked on at once; their gradients are added
            up before the step. Batch normalization then sees only that many clips. Without it, the whole batch.
            """)
    @OptionalWidget(defaultProvider = MicroBatch.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persistor(MicroBatch.class)
    Optional<Integer> clipsAtOnce = Optional.empty();

    @Widget(title = "Precision", description = "The numbers that a step computes with.")
    @ValueSwitchWidget
    @Persist(configKey = "precision")
    Precision precision = Precision.AUTO;

    @Widget(title = "Gradient checkpointing", description = """
            Where memory is too small: what happens within a block of the network is computed anew for the gradients and not
            kept. Steps of some gigabytes take about half of the memory and 1.3 times the time, small ones save less; the result is
            the same.
            """)
    @Persist(configKey = "recompute")
    @Migrate(loadDefaultIfAbsent = true)
    boolean recomputes;

    LearningRules rules(LearningRules rules) {
        return recomputes ? rules.recomputed() : rules;
    }

    int part(int batch) {
        return Math.min(batch, clipsAtOnce.orElse(batch));
    }

    org.videoaction.model.torch.Precision precision(int gpus) {
        Precision automatic = gpus > 0 ? Precision.BF16 : Precision.FP32;
        return (precision == Precision.AUTO ? automatic : precision).ofNetwork;
    }
}
