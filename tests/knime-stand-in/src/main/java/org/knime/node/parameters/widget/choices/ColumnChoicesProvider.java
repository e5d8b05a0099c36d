package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;

/** Gives columns to choose from. */
public interface ColumnChoicesProvider extends TypedStringChoicesProvider {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<DataColumnSpec> columnChoices(NodeParametersInput input) {
        throw new UnsupportedOperationException(getClass().getName() + " gives no choices");
    }

    @Override
    default List<TypedStringChoice> computeState(NodeParametersInput input) {
        return columnChoices(input).stream().map(TypedStringChoice::fromColSpec).toList();
    }
}
