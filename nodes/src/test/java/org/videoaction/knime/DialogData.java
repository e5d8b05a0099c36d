package org.videoaction.knime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.updates.StateProvider.StateProviderInitializer;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.TypedStringChoice;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.ParameterXml;
import org.videoaction.standin.SpecsOnly;

/** What a dialog shows while nothing is connected, as JSON: sections with their settings. */
final class DialogData {

    /** As many inputs as no node has. */
    private static final SpecsOnly UNCONNECTED = new SpecsOnly(new PortObjectSpec[8]);
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<Class<?>, Setting> referred = new HashMap<>();

    private DialogData(Settings settings) {
        for (Setting setting : settings.all()) {
            setting.annotation(ValueReference.class).ifPresent(reference -> referred.put(reference.value(), setting));
        }
    }

    static String of(Settings settings) throws Exception {
        DialogData data = new DialogData(settings);
        ArrayNode all = MAPPER.createArrayNode();
        for (Setting setting : settings.all()) {
            data.describe(setting, all.addObject());
        }
        return MAPPER.writeValueAsString(all).replace("\r\n", "\n") + "\n";
    }

    private void describe(Setting setting, ObjectNode json) throws Exception {
        Class<?> section = setting.inherited(Layout.class).orElseThrow().value();
        json.put("section", section.getAnnotation(Section.class).title());
        json.put("key", key(setting));
        setting.annotation(Widget.class).ifPresent(widget -> json.put("title", widget.title())
            .put("description", widget.description().strip().replaceAll("\\s+", " ")));
        json.put("type", setting.type().getSimpleName());
        if (setting.isOptional()) {
            json.put("starts_with", text(setting.content()));
        }
        json.put("default", text(setting.value()));
        if (section.isAnnotationPresent(Advanced.class) || setting.inherited(Advanced.class).isPresent()) {
            json.put("advanced", true);
        }
        bounds(setting, json);
        setting.annotation(TextInputWidget.class).ifPresent(widget -> json.put("placeholder", widget.placeholder())
            .put("pattern", widget.patternValidation().getSimpleName()));
        setting.annotation(FileReaderWidget.class)
            .ifPresent(widget -> json.put("files", String.join(", ", widget.fileExtensions())));
        choices(setting, json);
        effect(json, setting.inherited(Effect.class));
        effect(json, Optional.ofNullable(section.getAnnotation(Effect.class)));
    }

    private static String key(Setting setting) {
        String path = "";
        for (Field group : setting.groups()) {
            if (group.isAnnotationPresent(Persistor.class)) {
                return path + setting.annotation(Persist.class).map(Persist::configKey)
                    .filter(key -> !key.isEmpty()).orElse(ParameterXml.key(group));
            }
            path += ParameterXml.key(group) + "/";
        }
        return path + ParameterXml.key(setting.field());
    }

    private static String text(Object value) {
        return value instanceof Optional<?> optional ? optional.map(DialogData::text).orElse("off")
            : value instanceof FileSelection file ? file.getFSLocation().getPath() : String.valueOf(value);
    }

    private static void bounds(Setting setting, ObjectNode json) {
        setting.annotation(NumberInputWidget.class).ifPresent(declared -> {
            Bounds.Bound least = Bounds.least(declared);
            Bounds.Bound most = Bounds.most(declared);
            json.put(least.isExclusive() ? "more_than" : "at_least", least.limit());
            if (!Double.isInfinite(most.limit())) {
                json.put(most.isExclusive() ? "less_than" : "at_most", most.limit());
            }
        });
    }

    private void choices(Setting setting, ObjectNode json) throws Exception {
        if (setting.type().isEnum()) {
            ArrayNode choices = json.putArray("choices");
            for (Object constant : setting.type().getEnumConstants()) {
                Label label = setting.type().getField(((Enum<?>) constant).name()).getAnnotation(Label.class);
                choices.addObject().put("id", constant.toString()).put("text", label.value())
                    .put("description", label.description().strip().replaceAll("\\s+", " "));
            }
        } else if (setting.annotation(ChoicesProvider.class).isPresent()) {
            StateProvider<?> provider = (StateProvider<?>) Settings
                .create(setting.annotation(ChoicesProvider.class).get().value());
            provider.init(proxy(StateProviderInitializer.class));
            ArrayNode choices = json.putArray("choices");
            for (Object choice : (List<?>) provider.computeState(UNCONNECTED)) {
                if (choice instanceof StringChoice text) {
                    choices.addObject().put("id", text.id()).put("text", text.text());
                } else if (choice instanceof TypedStringChoice text) {
                    choices.addObject().put("id", text.id()).put("text", text.text());
                }
            }
        }
    }

    /** Providers compute from what the settings are by default. */
    private StateProviderInitializer proxy(Class<StateProviderInitializer> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getReturnType() != Supplier.class) {
                return method.getName().equals("getNodeParametersInput") ? UNCONNECTED : null;
            }
            Setting setting = referred.get((Class<?>) arguments[0]);
            return (Supplier<Object>) () -> setting == null ? null : setting.value();
        }));
    }

    private void effect(ObjectNode json, Optional<Effect> effect) throws Exception {
        if (effect.isPresent()) {
            EffectPredicateProvider provider = Settings.create(effect.get().predicate());
            json.withArray("effects").add(effect.get().type() + " if " + provider.init(new Conditions()));
        }
    }

    /** A condition as a text. */
    private record Condition(String text) implements EffectPredicate {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Makes texts of conditions, which name settings by their titles. */
    private final class Conditions implements PredicateInitializer {

        private Condition of(Class<?> reference, String condition) {
            return new Condition(referred.get(reference).title() + " " + condition);
        }

        @Override
        public StringReference getString(Class<? extends ParameterReference<String>> parameter) {
            return new StringReference() {
                @Override
                public EffectPredicate isEqualTo(String value) {
                    return of(parameter, "is " + value);
                }

                @Override
                public EffectPredicate matchesPattern(String pattern) {
                    return of(parameter, "is like " + pattern);
                }
            };
        }

        @Override
        public BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> parameter) {
            return new BooleanReference() {
                @Override
                public EffectPredicate isTrue() {
                    return of(parameter, "is on");
                }

                @Override
                public EffectPredicate isFalse() {
                    return of(parameter, "is off");
                }
            };
        }

        @Override
        public <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> parameter) {
            return new EnumReference<>() {
                @Override
                @SafeVarargs
                public final EffectPredicate isOneOf(E... constants) {
                    return of(parameter, "is one of " + Arrays.toString(constants));
                }
            };
        }

        @Override
        public <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> parameter) {
            throw new UnsupportedOperationException("no dialog has lists");
        }

        @Override
        public EffectPredicate getPredicate(EffectPredicateProvider provider) {
            return provider.init(this);
        }

        @Override
        public EffectPredicate getPredicate(Class<? extends EffectPredicateProvider> provider) {
            try {
                return Settings.create(provider).init(this);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public EffectPredicate getConstant(Predicate<NodeParametersInput> condition) {
            return new Condition(condition.test(UNCONNECTED) ? "always" : "something is connected");
        }

        @Override
        public boolean isMissing(Class<? extends ParameterReference<?>> parameter) {
            return !referred.containsKey(parameter);
        }
    }
}
