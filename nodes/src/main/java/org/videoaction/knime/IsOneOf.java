package org.videoaction.knime;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

/**
 * The condition that a setting is one of some choices, on which others are shown or hidden. It names that setting too, as
 * KNIME's BooleanReference does, unless another reference is given.
 */
public abstract class IsOneOf<E extends Enum<E>> implements EffectPredicateProvider, ParameterReference<E> {

    private final Class<? extends ParameterReference<E>> setting;
    private final E[] choices;

    /** For the setting that this class names. */
    @SafeVarargs
    @SuppressWarnings("unchecked")
    protected IsOneOf(E... choices) {
        setting = (Class<? extends ParameterReference<E>>) getClass();
        this.choices = choices;
    }

    /** For a setting that another class names. */
    @SafeVarargs
    protected IsOneOf(Class<? extends ParameterReference<E>> setting, E... choices) {
        this.setting = setting;
        this.choices = choices;
    }

    @Override
    public final EffectPredicate init(PredicateInitializer initializer) {
        return initializer.getEnum(setting).isOneOf(choices);
    }
}
