package org.knime.core.node.workflow;

import java.util.Locale;

/** The type of a flow variable. */
public abstract class VariableType<T> {
    public abstract Class<T> getSimpleType();

    public String getIdentifier() {
        return getSimpleType().getSimpleName().toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return getIdentifier();
    }

    /** The types that KNIME brings. */
    public abstract static class DefaultVariableType<T> extends VariableType<T> {
        DefaultVariableType() {
        }
    }

    /** A text. */
    public static final class StringType extends DefaultVariableType<String> {
        public static final StringType INSTANCE = new StringType();

        private StringType() {
        }

        @Override
        public Class<String> getSimpleType() {
            return String.class;
        }
    }

    /** An int. */
    public static final class IntType extends DefaultVariableType<Integer> {
        public static final IntType INSTANCE = new IntType();

        private IntType() {
        }

        @Override
        public Class<Integer> getSimpleType() {
            return Integer.class;
        }
    }

    /** A double. */
    public static final class DoubleType extends DefaultVariableType<Double> {
        public static final DoubleType INSTANCE = new DoubleType();

        private DoubleType() {
        }

        @Override
        public Class<Double> getSimpleType() {
            return Double.class;
        }
    }

    /** A long. */
    public static final class LongType extends DefaultVariableType<Long> {
        public static final LongType INSTANCE = new LongType();

        private LongType() {
        }

        @Override
        public Class<Long> getSimpleType() {
            return Long.class;
        }
    }

    /** True or false. */
    public static final class BooleanType extends DefaultVariableType<Boolean> {
        public static final BooleanType INSTANCE = new BooleanType();

        private BooleanType() {
        }

        @Override
        public Class<Boolean> getSimpleType() {
            return Boolean.class;
        }
    }
}
