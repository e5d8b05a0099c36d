package org.videoaction.knime;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/** What a dialog shows of the node's inputs; it is computed once, before the dialog opens. */
public abstract class OnOpening<S> implements StateProvider<S> {

    @Override
    public final void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    // of the type parameter's type, so that no bridge of a subclass names an exception of KNIME's internals
    @Override
    public final S computeState(NodeParametersInput input) {
        return of(input);
    }

    protected abstract S of(NodeParametersInput input);
}
