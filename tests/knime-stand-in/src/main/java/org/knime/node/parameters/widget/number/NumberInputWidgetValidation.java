package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.validation.BuiltinValidation;

/** A bound of a number. */
public interface NumberInputWidgetValidation extends BuiltinValidation {
    default boolean isExclusive() {
        return false;
    }

    /** The smallest number. */
    abstract class MinValidation implements NumberInputWidgetValidation {
        protected abstract double getMin();

        @Override
        public Object getParameters() {
            return new MinValidationParams(getMin(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return "The value must be at least " + getMin() + ".";
        }

        record MinValidationParams(double min, boolean isExclusive) {}

        /** Not below zero. */
        public static final class IsNonNegativeValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }
        }

        /** At least one. */
        public static final class IsPositiveIntegerValidation extends MinValidation {
            @Override
            public double getMin() {
                return 1;
            }
        }

        /** Above zero. */
        public static final class IsPositiveDoubleValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }

            @Override
            public boolean isExclusive() {
                return true;
            }
        }
    }

    /** The largest number. */
    abstract class MaxValidation implements NumberInputWidgetValidation {
        protected abstract double getMax();

        @Override
        public Object getParameters() {
            return new MaxValidationParams(getMax(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return "The value must be at most " + getMax() + ".";
        }

        record MaxValidationParams(double max, boolean isExclusive) {}
    }
}
