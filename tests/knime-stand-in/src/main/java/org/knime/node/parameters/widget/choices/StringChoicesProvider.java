package org.knime.node.parameters.widget.choices;

import java.util.List;
import org.knime.node.parameters.NodeParametersInput;

/** Gives texts to choose from. */
public interface StringChoicesProvider extends ChoicesStateProvider<StringChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<String> choices(NodeParametersInput input) {
        throw new UnsupportedOperationException(getClass().getName() + " gives no choices");
    }

    @Override
    default List<StringChoice> computeState(NodeParametersInput input) {
        return choices(input).stream().map(StringChoice::fromId).toList();
    }
}
