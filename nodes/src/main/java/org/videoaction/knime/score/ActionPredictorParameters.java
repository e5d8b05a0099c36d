package org.videoaction.knime.score;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the Action Predictor. */
final class ActionPredictorParameters implements NodeParameters {

    @Widget(title = "Clips at once", description = "How many clips are scored together. Fewer need less memory.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "batch_size")
    int m_batchSize = 4;

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_batchSize < 1) {
            throw new InvalidSettingsException("At least one clip is scored at once.");
        }
    }
}
