package org.knime.node.parameters.widget.choices;

/** Gives texts of different types to choose from. */
public interface TypedStringChoicesProvider extends ChoicesStateProvider<TypedStringChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }
}
