package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;

/** Says that no maximum is computed. */
interface NoMaximum extends StateProvider<MaxValidation> {}
