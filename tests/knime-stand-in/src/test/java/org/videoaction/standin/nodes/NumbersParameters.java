package org.videoaction.standin.nodes;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;

/** How far to count. */
public final class NumbersParameters implements NodeParameters {
    @Widget(title = "Count", description = "How many numbers.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "count")
    public int m_count = 3;

    @Widget(title = "Column", description = "The name of the column.")
    @Persist(configKey = "column")
    public String m_column = "number";

    @Override
    public void validate() throws InvalidSettingsException {
        if (m_count < 0) {
            throw new InvalidSettingsException("The count must not be negative.");
        }
    }
}
