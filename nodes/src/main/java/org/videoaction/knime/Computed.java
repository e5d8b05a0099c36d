package org.videoaction.knime;

import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/**
 * A part of the dialog that is computed from others. Classes that implement KNIME's interface themselves, with a type in the
 * place of its variable, get a bridge from the compiler that names an exception of KNIME's internal packages.
 *
 * @param <T> what is computed
 */
public abstract class Computed<T> implements StateProvider<T> {

    protected abstract T compute(NodeParametersInput input);

    @Override
    public final T computeState(NodeParametersInput input) {
        return compute(input);
    }
}
