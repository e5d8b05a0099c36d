package org.videoaction.knime;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.OptionalWidget.DefaultValueProvider;
import org.videoaction.standin.Contributions;
import org.videoaction.standin.ParameterXml;

/** The settings of a node, with those of nested groups, as the dialog shows them. */
final class Settings {

    private final NodeParameters root;
    private final List<Setting> all = new ArrayList<>();

    private Settings(NodeParameters root) {
        this.root = root;
        collect(root, List.of());
    }

    /** One field, and the fields of the groups that it lies in, from the outside to the inside. */
    record Setting(Field field, NodeParameters owner, List<Field> groups) {

        <A extends Annotation> Optional<A> annotation(Class<A> type) {
            return Optional.ofNullable(field.getAnnotation(type));
        }

        /**
         * The field's annotation, or that of the superclass that it comes from, or that of the innermost group that has
         * one, as KNIME passes them on.
         */
        <A extends Annotation> Optional<A> inherited(Class<A> type) {
            if (annotation(type).isPresent()) {
                return annotation(type);
            }
            Class<?> from = field.getDeclaringClass();
            if (from != owner.getClass() && from.isAnnotationPresent(type)) {
                return Optional.of(from.getAnnotation(type));
            }
            for (int i = groups.size() - 1; i >= 0; i--) {
                if (groups.get(i).isAnnotationPresent(type)) {
                    return Optional.of(groups.get(i).getAnnotation(type));
                }
            }
            return Optional.empty();
        }

        String title() {
            return annotation(Widget.class).map(Widget::title).orElse(field.getName());
        }

        Object value() {
            try {
                return field.get(owner);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        void set(Object value) {
            try {
                field.set(owner, value);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean isOptional() {
            return field.getType() == Optional.class;
        }

        /** The field's type; of one behind a check box, that of what lies behind. */
        Class<?> type() {
            return isOptional() ? (Class<?>) ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0]
                : field.getType();
        }

        /** The value; of a setting behind a check box that is off, the one that checking the box gives. */
        Object content() throws ReflectiveOperationException, StateComputationFailureException {
            if (!isOptional()) {
                return value();
            }
            Class<?> starts = annotation(OptionalWidget.class).orElseThrow().defaultProvider();
            return ((Optional<?>) value()).isPresent() ? ((Optional<?>) value()).get()
                : ((DefaultValueProvider<?>) create(starts)).computeState(null);
        }

        /** Sets the value, behind a check box that is on. */
        void setContent(Object content) {
            set(isOptional() ? Optional.of(content) : content);
        }

        boolean isNumber() throws ReflectiveOperationException, StateComputationFailureException {
            return content() instanceof Number;
        }

        @Override
        public String toString() {
            return owner.getClass().getSimpleName() + "." + field.getName();
        }
    }

    /** The class names of the nodes that plugin.xml contributes. */
    static List<String> factories() {
        return Contributions.nodeFactories();
    }

    /** The settings of a node, by default. */
    static Settings of(String factory) throws ReflectiveOperationException {
        return new Settings((NodeParameters) create(parameters(factory)));
    }

    /** The settings of a node, by default, when its inputs are connected. */
    static Settings of(String factory, PortObjectSpec... inputs) throws ClassNotFoundException {
        return new Settings(ParameterXml.defaults(parameters(factory), inputs));
    }

    static Settings of(NodeParameters parameters) {
        return new Settings(parameters);
    }

    /** A node's settings are named as the node is. */
    static Class<? extends NodeParameters> parameters(String factory) throws ClassNotFoundException {
        return Class.forName(factory.replace("NodeFactory", "Parameters")).asSubclass(NodeParameters.class);
    }

    static <T> T create(Class<T> type) throws ReflectiveOperationException {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private void collect(NodeParameters group, List<Field> groups) {
        for (Field field : Bounds.settings(group.getClass())) {
            Setting setting = new Setting(field, group, groups);
            if (setting.value() instanceof NodeParameters nested) {
                List<Field> deeper = new ArrayList<>(groups);
                deeper.add(field);
                collect(nested, deeper);
            } else {
                all.add(setting);
            }
        }
    }

    NodeParameters root() {
        return root;
    }

    List<Setting> all() {
        return all;
    }

    /** @param reference the class that names a setting for others */
    Setting named(Class<?> reference) {
        return all.stream()
            .filter(
                setting -> setting.annotation(ValueReference.class).filter(name -> name.value() == reference).isPresent())
            .findFirst().orElseThrow(() -> new AssertionError(reference + " names no setting"));
    }
}
