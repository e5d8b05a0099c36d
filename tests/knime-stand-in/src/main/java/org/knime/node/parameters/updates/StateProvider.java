package org.knime.node.parameters.updates;

import java.util.function.Supplier;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;

/** Computes a part of the dialog from other parts. */
public interface StateProvider<S> {
    void init(StateProviderInitializer initializer);

    S computeState(NodeParametersInput input) throws StateComputationFailureException;

    /** Says when to compute, and from what. */
    interface StateProviderInitializer {
        void computeBeforeOpenDialog();

        void computeAfterOpenDialog();

        void computeOnButtonClick(Class<? extends ButtonReference> button);

        <T> void computeOnValueChange(Class<? extends ParameterReference<T>> parameter);

        <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> parameter);

        <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> parameter);

        <T> Supplier<T> computeFromProvidedState(Class<? extends StateProvider<T>> provider);

        NodeParametersInput getNodeParametersInput();
    }
}
