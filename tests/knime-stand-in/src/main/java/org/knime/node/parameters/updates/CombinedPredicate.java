package org.knime.node.parameters.updates;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A condition made of conditions. */
record CombinedPredicate(String operator, EffectPredicate... operands) implements EffectPredicate {
    @Override
    public String toString() {
        return operands.length == 1 ? operator + " " + operands[0]
            : Arrays.stream(operands).map(Object::toString).collect(Collectors.joining(" " + operator + " ", "(", ")"));
    }
}
