package org.videoaction.knime.learn;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.Bounds.Largest;
import org.videoaction.model.torch.Tuning;

/** What of a network learns. */
final class FineTuningParameters implements NodeParameters {

    /** A network has five stages. */
    static final class Stages extends Largest {
        @Override
        public double getMax() {
            return 5;
        }
    }

    @Widget(title = "Frozen stages", description = """
            How many of the five stages keep their weights: 0 for none, 1 for the first convolution, 2 for that and res2, up
            to 5 for all but the classifier.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Stages.class)
    @ValueProvider(OfPreset.FrozenStages.class)
    @ValueReference(OfPreset.FrozenStages.class)
    @Persist(configKey = "frozen_stages")
    int frozenStages;

    @Widget(title = "Frozen batch normalization", description = """
            Whether batch normalization keeps what the model to start from has learned, which small batches would spoil. As
            for CSN in MMAction2.
            """)
    @ValueProvider(OfPreset.FrozenBatchNorm.class)
    @ValueReference(OfPreset.FrozenBatchNorm.class)
    @Persist(configKey = "frozen_batch_norm")
    boolean frozenBatchNorm;

    @Widget(title = "Learning rate of the backbone", description = """
            The share of the learning rate at which all but the classifier learns, for example 0.1.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @ValueProvider(OfPreset.BackboneRate.class)
    @ValueReference(OfPreset.BackboneRate.class)
    @Persist(configKey = "backbone_rate")
    double backboneRate = 1;

    Tuning tuning() {
        return new Tuning(frozenStages, frozenBatchNorm, backboneRate);
    }
}
