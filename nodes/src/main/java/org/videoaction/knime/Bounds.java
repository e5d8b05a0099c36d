package org.videoaction.knime;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/**
 * Holds numbers against the bounds that their fields declare. The dialog does so while one types; flow variables and
 * workflows written by programs come past it.
 */
public final class Bounds {

    private Bounds() {
    }

    /** A largest number that can be read. */
    public abstract static class Largest extends MaxValidation {
        @Override
        public abstract double getMax();
    }

    /** For shares that may be the whole. */
    public static final class AtMostOne extends Largest {
        @Override
        public double getMax() {
            return 1;
        }
    }

    /** For shares that leave something. */
    public static final class BelowOne extends Largest {
        @Override
        public double getMax() {
            return 1;
        }

        @Override
        public boolean isExclusive() {
            return true;
        }
    }

    /** @throws InvalidSettingsException when a number, also one of a nested group, lies outside; it names the setting */
    public static void check(NodeParameters parameters) throws InvalidSettingsException {
        for (Field field : settings(parameters.getClass())) {
            checkField(field, value(field, parameters));
        }
    }

    /** The fields that KNIME takes for settings: those that are not private, with those of superclasses, which come first. */
    public static List<Field> settings(Class<?> parameters) {
        List<Field> settings = new ArrayList<>();
        if (parameters.getSuperclass() != null) {
            settings.addAll(settings(parameters.getSuperclass()));
        }
        for (Field field : parameters.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0 && !field.isSynthetic()) {
                field.setAccessible(true);
                settings.add(field);
            }
        }
        return settings;
    }

    private static void checkField(Field field, Object setting) throws InvalidSettingsException {
        NumberInputWidget declared = field.getAnnotation(NumberInputWidget.class);
        Object value = setting instanceof Optional<?> optional ? optional.orElse(null) : setting;
        if (value == null) {
            return;
        }
        if (declared != null) {
            checkNumber(field.getAnnotation(Widget.class).title(), (Number) value, least(declared), most(declared));
        } else if (value instanceof NodeParameters group) {
            check(group);
        }
    }

    private static void checkNumber(String title, Number number, Bound least, Bound most)
        throws InvalidSettingsException {
        double value = number.doubleValue();
        boolean within = (least.isExclusive() ? value > least.limit() : value >= least.limit())
            && (most.isExclusive() ? value < most.limit() : value <= most.limit());
        if (!within || Double.isInfinite(value)) {
            throw new InvalidSettingsException("\"" + title + "\" is " + number + ". Set it to "
                + least.text("more than", "at least")
                + (Double.isInfinite(most.limit()) ? "" : " and " + most.text("less than", "at most")) + ".");
        }
    }

    /**
     * One end of a range.
     *
     * @param isExclusive whether the limit itself lies outside
     */
    public record Bound(double limit, boolean isExclusive) {

        private String text(String exclusive, String inclusive) {
            return (isExclusive ? exclusive : inclusive) + " "
                + (limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit));
        }
    }

    /** The lower end of what a field declares. */
    public static Bound least(NumberInputWidget declared) {
        Class<? extends MinValidation> least = declared.minValidation();
        if (least == IsNonNegativeValidation.class) {
            return new Bound(0, false);
        }
        if (least == IsPositiveIntegerValidation.class) {
            return new Bound(1, false);
        }
        if (least == IsPositiveDoubleValidation.class) {
            return new Bound(0, true);
        }
        throw new IllegalArgumentException("no lower bound: " + declared);
    }

    /** The upper end of what a field declares; infinite where there is none. */
    public static Bound most(NumberInputWidget declared) {
        Class<? extends MaxValidation> most = declared.maxValidation();
        if (!Largest.class.isAssignableFrom(most)) {
            return new Bound(Double.POSITIVE_INFINITY, false);
        }
        try {
            Constructor<? extends MaxValidation> constructor = most.getDeclaredConstructor();
            constructor.setAccessible(true);
            Largest largest = (Largest) constructor.newInstance();
            return new Bound(largest.getMax(), largest.isExclusive());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(most + " cannot be created", e);
        }
    }

    private static Object value(Field field, NodeParameters parameters) {
        try {
            return field.get(parameters);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
