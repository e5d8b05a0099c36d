package org.knime.node.parameters.updates;

/** A condition made of conditions. */
record CombinedPredicate(String operator, EffectPredicate... operands) implements EffectPredicate {}
