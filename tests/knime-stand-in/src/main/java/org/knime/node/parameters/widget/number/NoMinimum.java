package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** Says that no minimum is computed. */
interface NoMinimum extends StateProvider<MinValidation> {}
