package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.OptionalSetting;

/** What is done with validation clips. */
final class ValidationParameters implements NodeParameters {

    @Advanced
    @Widget(title = "Validate every (epochs)", description = """
            How often the network is tried on the clips of the validation port, which can be added at the node's three dots.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persist(configKey = "every_epochs")
    int everyEpochs = 1;

    /** An early end. */
    static final class Patience extends OptionalSetting.OfInt {
        Patience() {
            super("patience", 0, 10);
        }
    }

    @Widget(title = "Patience", description = """
            Ends training after as many looks at the validation clips without a better result: a higher top-1 accuracy or,
            with multiple labels or boxes, a higher mean average precision. The model is then the best one. Without it,
            training goes to the end, and the model is the last one.
            """)
    @OptionalWidget(defaultProvider = Patience.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Persistor(Patience.class)
    Optional<Integer> patience = Optional.empty();
}
