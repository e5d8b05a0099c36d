package org.videoaction.knime.learn;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** What is done with validation clips. */
final class ValidationParameters implements NodeParameters {

    @Advanced
    @Widget(title = "Validate every (epochs)", description = """
            How often the network is tried on the clips of the validation port, which can be added at the node's three dots.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "every_epochs")
    int everyEpochs = 1;

    @Widget(title = "Patience", description = """
            Ends training after as many looks at the validation clips without a better result: a higher top-1 accuracy or,
            with multiple labels or boxes, a higher mean average precision. The model is then the best one. 0 for training
            to the end, whose model is the last one.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "patience")
    int patience;
}
