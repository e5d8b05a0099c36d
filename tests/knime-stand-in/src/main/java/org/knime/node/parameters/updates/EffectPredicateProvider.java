package org.knime.node.parameters.updates;

import java.util.function.Predicate;
import org.knime.node.parameters.NodeParametersInput;

/** Builds a condition on the dialog's parameters. */
public interface EffectPredicateProvider {
    EffectPredicate init(PredicateInitializer initializer);

    default EffectPredicate and(EffectPredicate... operands) {
        return new CombinedPredicate("and", operands);
    }

    default EffectPredicate or(EffectPredicate... operands) {
        return new CombinedPredicate("or", operands);
    }

    default EffectPredicate not(EffectPredicate operand) {
        return operand.negate();
    }

    /** Gives the parameters to build conditions on. */
    interface PredicateInitializer {
        StringReference getString(Class<? extends ParameterReference<String>> parameter);

        BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> parameter);

        <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> parameter);

        <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> parameter);

        EffectPredicate getPredicate(EffectPredicateProvider provider);

        EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> provider);

        EffectPredicate getConstant(Predicate<NodeParametersInput> condition);

        boolean isMissing(Class<? extends ParameterReference<?>> parameter);

        default EffectPredicate always() {
            return getConstant(input -> true);
        }

        default EffectPredicate never() {
            return getConstant(input -> false);
        }

        /** A text. */
        interface StringReference {
            EffectPredicate isEqualTo(String value);

            EffectPredicate matchesPattern(String pattern);
        }

        /** True or false. */
        interface BooleanReference {
            EffectPredicate isTrue();

            EffectPredicate isFalse();
        }

        /** A constant. */
        interface EnumReference<E extends Enum<E>> {
            @SuppressWarnings("unchecked")
            EffectPredicate isOneOf(E... constants);
        }

        /** A list. */
        interface ArrayReference {
            EffectPredicate hasMultipleItems();

            EffectPredicate containsElementSatisfying(EffectPredicateProvider provider);
        }
    }
}
