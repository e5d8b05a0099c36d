package org.knime.node.parameters.updates;

/** A condition on the dialog's parameters; the stand-in shows no dialogs and evaluates none. */
public interface EffectPredicate {
    default EffectPredicate and(EffectPredicate other) {
        return new CombinedPredicate("and", this, other);
    }

    default EffectPredicate or(EffectPredicate other) {
        return new CombinedPredicate("or", this, other);
    }

    default EffectPredicate negate() {
        return new CombinedPredicate("not", this);
    }
}
