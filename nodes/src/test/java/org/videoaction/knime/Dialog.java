package org.videoaction.knime;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.widget.message.TextMessage;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.SpecsOnly;

/** Does with the settings of a node what KNIME's dialog does: fills them, computes messages, shows and hides. */
public final class Dialog {

    private final Settings settings;
    private final PortType[] ports;

    /** @param ports of the node's inputs */
    public Dialog(NodeParameters parameters, PortType... ports) {
        settings = Settings.of(parameters);
        this.ports = ports;
    }

    public Object value(Class<?> reference) {
        return settings.named(reference).value();
    }

    /** A person changes a setting, which fills those that depend on it. */
    public Dialog set(Class<?> reference, Object value) {
        settings.named(reference).set(value);
        fill(reference);
        return this;
    }

    /** The dialog opens: what is computed before that is. */
    public Dialog open() {
        fill(Dialog.class);
        return this;
    }

    private void fill(Class<?> trigger) {
        for (Setting setting : settings.all()) {
            setting.annotation(ValueProvider.class).map(ValueProvider::value)
                .filter(provider -> triggers(provider).contains(trigger))
                .ifPresent(provider -> setting.set(compute(provider)));
        }
    }

    /** Which settings make a state anew when they change, and this class where opening does. */
    public List<Class<?>> triggers(Class<?> provider) {
        List<Class<?>> triggers = new ArrayList<>();
        create(provider).init(initializer(triggers));
        return triggers;
    }

    private Object compute(Class<?> provider) {
        StateProvider<?> state = create(provider);
        state.init(initializer(new ArrayList<>()));
        try {
            return state.computeState(new SpecsOnly(ports));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static StateProvider<?> create(Class<?> provider) {
        try {
            return (StateProvider<?>) Settings.create(provider);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private StateProviderInitializer initializer(List<Class<?>> triggers) {
        Class<StateProviderInitializer> type = StateProviderInitializer.class;
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            switch (method.getName()) {
                case "computeBeforeOpenDialog" -> triggers.add(Dialog.class);
                case "computeFromValueSupplier" -> triggers.add((Class<?>) arguments[0]);
                default -> {
                    // no trigger
                }
            }
            return arguments == null ? null : (Supplier<Object>) settings.named((Class<?>) arguments[0])::value;
        }));
    }

    /** The messages that are shown, titles and texts. */
    public List<String> messages() {
        return groups().flatMap(Dialog::messageFields).map(field -> compute(field.getAnnotation(TextMessage.class).value()))
            .flatMap(message -> ((Optional<?>) message).stream()).map(TextMessage.Message.class::cast)
            .map(message -> message.title() + ": " + message.description()).toList();
    }

    private Stream<Class<?>> groups() {
        return settings.all().stream().<Class<?>>map(setting -> setting.owner().getClass()).distinct();
    }

    private static Stream<Field> messageFields(Class<?> group) {
        return Stream.<Class<?>>iterate(group, type -> type != Object.class, Class::getSuperclass)
            .flatMap(type -> Stream.of(type.getDeclaredFields()))
            .filter(field -> field.isAnnotationPresent(TextMessage.class));
    }

    /** The titles of the settings that are shown without the advanced ones. */
    public List<String> firstScreen() {
        return FirstScreen.titles(settings, ports);
    }
}
