package org.videoaction.knime.port;

import java.util.Arrays;
import java.util.Optional;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;

/** An optional port for a model: the condition that the node has it, and what it says. */
public final class ModelPort implements EffectPredicateProvider {

    @Override
    public EffectPredicate init(PredicateInitializer initializer) {
        return initializer.getConstant(ModelPort::isIn);
    }

    /** Whether a node has such a port. */
    public static boolean isIn(NodeParametersInput input) {
        return Arrays.asList(input.getInPortTypes()).contains(VideoModelPortObject.TYPE);
    }

    /** What is known of the model among a node's inputs; empty where there is no such port, or nothing comes from it yet. */
    public static Optional<VideoModelPortObjectSpec> spec(PortObjectSpec[] inputs) {
        return Arrays.stream(inputs).filter(VideoModelPortObjectSpec.class::isInstance)
            .map(VideoModelPortObjectSpec.class::cast).findFirst();
    }
}
