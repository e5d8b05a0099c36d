package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

/** What a text must be like. */
public interface TextInputWidgetValidation extends BuiltinValidation {
    /** A regular expression. */
    abstract class PatternValidation implements TextInputWidgetValidation {
        protected abstract String getPattern();

        @Override
        public Object getParameters() {
            return new PatternValidationParams(getPattern());
        }

        @Override
        public String getErrorMessage() {
            return "The value must match the pattern: " + getPattern();
        }

        /** Not empty. */
        public static final class IsNotEmptyValidation extends MinLengthValidation {
            @Override
            protected int getMinLength() {
                return 1;
            }

            @Override
            public String getErrorMessage() {
                return "The value must not be empty.";
            }
        }

        /** Not only spaces. */
        public static final class IsNotBlankValidation extends PatternValidation {
            @Override
            public String getPattern() {
                return "(?s).*\\S.*";
            }

            @Override
            public String getErrorMessage() {
                return "The value must not be blank.";
            }
        }
    }

    /** The parameters of a {@link PatternValidation}. */
    record PatternValidationParams(String pattern) {}

    /** A shortest length. */
    abstract class MinLengthValidation implements TextInputWidgetValidation {
        protected abstract int getMinLength();

        @Override
        public Object getParameters() {
            return new MinLengthValidationParams(getMinLength());
        }

        @Override
        public String getErrorMessage() {
            return "The value must have at least " + getMinLength() + " characters.";
        }

        record MinLengthValidationParams(int minLength) {}
    }

    /** A longest length. */
    abstract class MaxLengthValidation implements TextInputWidgetValidation {
        protected abstract int getMaxLength();

        @Override
        public Object getParameters() {
            return new MaxLengthValidationParams(getMaxLength());
        }

        @Override
        public String getErrorMessage() {
            return "The value must have at most " + getMaxLength() + " characters.";
        }

        record MaxLengthValidationParams(int maxLength) {}
    }
}
