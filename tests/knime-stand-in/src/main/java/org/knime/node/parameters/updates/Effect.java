package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shows or enables a parameter depending on others. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Effect {
    Class<? extends EffectPredicateProvider> predicate();

    EffectType type();

    /** What happens where the predicate holds. */
    enum EffectType {
        SHOW,
        HIDE,
        ENABLE,
        DISABLE
    }
}
