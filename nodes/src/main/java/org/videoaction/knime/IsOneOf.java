package org.videoaction.knime;

import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;

/**
 * The condition that a setting is one of some choices, on which others are shown or hidden. It names that setting too, as
 * KNIME's BooleanReference does, unless another reference is given.
 */
public abstract class IsOneOf<E extends Enum<E>> implements EffectPredicateProvider, ParameterReference<E> {

    private final Class<? extends ParameterReference<E>> m_setting;
    private final E[] m_choices;

    /** For the setting that this class names. */
    @SafeVarargs
    @SuppressWarnings("unchecked")
    protected IsOneOf(final E... choices) {
        m_setting = (Class<? extends ParameterReference<E>>) getClass();
        m_choices = choices;
    }

    /** For a setting that another class names. */
    @SafeVarargs
    protected IsOneOf(final Class<? extends ParameterReference<E>> setting, final E... choices) {
        m_setting = setting;
        m_choices = choices;
    }

    @Override
    public final EffectPredicate init(final PredicateInitializer initializer) {
        return initializer.getEnum(m_setting).isOneOf(m_choices);
    }
}
