package org.knime.node.parameters.updates.util;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

/** Names a parameter that is true or false, and is the condition that it is true. */
public interface BooleanReference extends EffectPredicateProvider, ParameterReference<Boolean> {
    @Override
    default EffectPredicate init(PredicateInitializer initializer) {
        return initializer.getBoolean(getClass()).isTrue();
    }
}
