package org.videoaction.knime.learn;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.message.TextMessage;
import org.videoaction.knime.Bounds;

/** Does with the settings of a learner what KNIME's dialog does: fills them, computes messages, shows and hides. */
final class Dialog {

    private final NodeParameters root;
    private final List<PortType> ports;
    private final List<Setting> settings = new ArrayList<>();

    /** One field of the settings, with the fields of the groups in which it lies. */
    private record Setting(NodeParameters owner, Field field, List<Field> groups) {

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

        boolean isNamed(Class<?> reference) {
            ValueReference annotation = field.getAnnotation(ValueReference.class);
            return annotation != null && annotation.value() == reference;
        }

        Class<?> section() {
            List<Field> fields = new ArrayList<>(groups);
            fields.add(field);
            return fields.stream().map(at -> at.getAnnotation(Layout.class)).filter(layout -> layout != null)
                .reduce((outer, inner) -> inner).orElseThrow().value();
        }
    }

    /** @param ports of the node's inputs */
    Dialog(NodeParameters root, PortType... ports) {
        this.root = root;
        this.ports = List.of(ports);
        collect(root, List.of());
    }

    private void collect(NodeParameters group, List<Field> groups) {
        for (Field field : Bounds.settings(group.getClass())) {
            Setting setting = new Setting(group, field, groups);
            if (setting.value() instanceof NodeParameters nested) {
                List<Field> deeper = new ArrayList<>(groups);
                deeper.add(field);
                collect(nested, deeper);
            } else {
                settings.add(setting);
            }
        }
    }

    private Setting named(Class<?> reference) {
        return settings.stream().filter(setting -> setting.isNamed(reference)).findFirst()
            .orElseThrow(() -> new AssertionError("no setting is named " + reference));
    }

    Object value(Class<?> reference) {
        return named(reference).value();
    }

    /** A person changes a setting, which fills those that depend on it. */
    Dialog set(Class<?> reference, Object value) {
        named(reference).set(value);
        for (Setting setting : settings) {
            ValueProvider provider = setting.field().getAnnotation(ValueProvider.class);
            if (provider != null && triggers(provider.value()).contains(reference)) {
                setting.set(compute(provider.value()));
            }
        }
        return this;
    }

    /** The dialog opens: what is computed before that is. */
    Dialog open() {
        for (Setting setting : settings) {
            ValueProvider provider = setting.field().getAnnotation(ValueProvider.class);
            if (provider != null && triggers(provider.value()).contains(Dialog.class)) {
                setting.set(compute(provider.value()));
            }
        }
        return this;
    }

    /** Which settings make a state anew when they change, and this class where opening does. */
    List<Class<?>> triggers(Class<?> provider) {
        List<Class<?>> triggers = new ArrayList<>();
        create(provider).init(initializer(triggers));
        return triggers;
    }

    private Object compute(Class<?> provider) {
        StateProvider<?> state = create(provider);
        state.init(initializer(new ArrayList<>()));
        try {
            return state.computeState(input());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private StateProvider.StateProviderInitializer initializer(List<Class<?>> triggers) {
        return proxy(StateProvider.StateProviderInitializer.class, (method, arguments) -> {
            switch (method) {
                case "computeBeforeOpenDialog" -> triggers.add(Dialog.class);
                case "computeFromValueSupplier" -> triggers.add((Class<?>) arguments[0]);
                default -> {
                    // no trigger
                }
            }
            if (arguments == null) {
                return null;
            }
            Setting setting = named((Class<?>) arguments[0]);
            return (Supplier<Object>) setting::value;
        });
    }

    private NodeParametersInput input() {
        return proxy(NodeParametersInput.class, (method, arguments) -> {
            if (method.equals("getInPortTypes")) {
                return ports.toArray(PortType[]::new);
            }
            throw new UnsupportedOperationException(method);
        });
    }

    /** The messages that are shown, titles and texts. */
    List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Class<?> group : groups()) {
            for (Class<?> type = group; type != Object.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    TextMessage message = field.getAnnotation(TextMessage.class);
                    if (message != null) {
                        ((Optional<?>) compute(message.value())).map(TextMessage.Message.class::cast)
                            .ifPresent(shown -> messages.add(shown.title() + ": " + shown.description()));
                    }
                }
            }
        }
        return messages;
    }

    private List<Class<?>> groups() {
        List<Class<?>> groups = new ArrayList<>(List.of(root.getClass()));
        settings.forEach(setting -> groups.add(setting.owner().getClass()));
        return groups.stream().<Class<?>>map(group -> group).distinct().toList();
    }

    /** The titles of the settings that are shown without the advanced ones. */
    List<String> firstScreen() {
        return settings.stream().filter(setting -> !isAdvanced(setting) && isShown(setting))
            .map(setting -> setting.field().getAnnotation(Widget.class).title()).toList();
    }

    private static boolean isAdvanced(Setting setting) {
        return setting.field().isAnnotationPresent(Advanced.class) || setting.section().isAnnotationPresent(Advanced.class)
            || setting.groups().stream().anyMatch(group -> group.isAnnotationPresent(Advanced.class));
    }

    private boolean isShown(Setting setting) {
        List<Effect> effects = new ArrayList<>(Arrays.asList(setting.field().getAnnotation(Effect.class),
            setting.section().getAnnotation(Effect.class)));
        effects.removeIf(effect -> effect == null);
        return effects.stream().allMatch(effect -> holds(effect.predicate()) == (effect.type() == Effect.EffectType.SHOW));
    }

    /** A condition that is known to hold or not. */
    private record Known(boolean holds) implements EffectPredicate {}

    private boolean holds(Class<?> predicate) {
        PredicateInitializer initializer = proxy(PredicateInitializer.class, (method, arguments) -> switch (method) {
            case "getConstant" -> new Known(test(arguments[0]));
            case "getEnum" -> proxy(PredicateInitializer.EnumReference.class, (isOneOf, choices) -> new Known(
                Arrays.asList((Object[]) choices[0]).contains(value((Class<?>) arguments[0]))));
            case "getBoolean" -> proxy(PredicateInitializer.BooleanReference.class, (isTrue, none) -> new Known(
                value((Class<?>) arguments[0]).equals(isTrue.equals("isTrue"))));
            default -> throw new UnsupportedOperationException(method);
        });
        return ((Known) ((EffectPredicateProvider) instance(predicate)).init(initializer)).holds();
    }

    @SuppressWarnings("unchecked")
    private boolean test(Object condition) {
        return ((java.util.function.Predicate<NodeParametersInput>) condition).test(input());
    }

    private static StateProvider<?> create(Class<?> provider) {
        return (StateProvider<?>) instance(provider);
    }

    private static Object instance(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers to a call of a method by its name. */
    private interface Answer {
        Object to(String method, Object... arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(Dialog.class.getClassLoader(), new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
    }
}
