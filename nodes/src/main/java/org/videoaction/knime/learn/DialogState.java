package org.videoaction.knime.learn;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/** A part of the dialog that follows from settings. */
abstract class DialogState<S> implements StateProvider<S> {

    abstract S state(NodeParametersInput input);

    /** Of no type of its own: the compiler would add a method that names an internal exception of KNIME's. */
    @Override
    public final S computeState(NodeParametersInput input) {
        return state(input);
    }
}
