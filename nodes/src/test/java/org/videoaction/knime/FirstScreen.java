package org.videoaction.knime;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ParameterReference;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.SpecsOnly;

/** What a dialog shows when it is opened, before somebody asks for advanced settings. */
final class FirstScreen implements PredicateInitializer {

    private final Settings settings;
    private final NodeParametersInput input;

    private FirstScreen(Settings settings, NodeParametersInput input) {
        this.settings = settings;
        this.input = input;
    }

    /**
     * The titles of the settings that are shown and not advanced.
     *
     * @param ports the types of the node's inputs
     */
    static List<String> titles(Settings settings, PortType... ports) {
        FirstScreen screen = new FirstScreen(settings, new SpecsOnly(ports));
        return settings.all().stream().filter(screen::shows).map(Setting::title).toList();
    }

    private boolean shows(Setting setting) {
        Optional<Class<?>> section = setting.inherited(Layout.class).map(Layout::value);
        return setting.inherited(Advanced.class).isEmpty()
            && section.filter(there -> there.isAnnotationPresent(Advanced.class)).isEmpty()
            && holds(setting.inherited(Effect.class)) && holds(section.map(there -> there.getAnnotation(Effect.class)));
    }

    private boolean holds(Optional<Effect> effect) {
        if (effect.isEmpty() || effect.get().type() == EffectType.ENABLE || effect.get().type() == EffectType.DISABLE) {
            return true;
        }
        return ((Known) getPredicate(effect.get().predicate())).value() == (effect.get().type() == EffectType.SHOW);
    }

    /** A condition of which it is known whether it holds. */
    private record Known(boolean value) implements EffectPredicate {

        @Override
        public EffectPredicate and(EffectPredicate other) {
            return new Known(value && ((Known) other).value);
        }

        @Override
        public EffectPredicate or(EffectPredicate other) {
            return new Known(value || ((Known) other).value);
        }

        @Override
        public EffectPredicate negate() {
            return new Known(!value);
        }
    }

    private Object value(Class<?> reference) {
        return settings.named(reference).value();
    }

    @Override
    public StringReference getString(Class<? extends ParameterReference<String>> parameter) {
        return new StringReference() {
            @Override
            public EffectPredicate isEqualTo(String expected) {
                return new Known(expected.equals(value(parameter)));
            }

            @Override
            public EffectPredicate matchesPattern(String pattern) {
                return new Known(String.valueOf(value(parameter)).matches(pattern));
            }
        };
    }

    @Override
    public BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> parameter) {
        return new BooleanReference() {
            @Override
            public EffectPredicate isTrue() {
                return new Known((boolean) value(parameter));
            }

            @Override
            public EffectPredicate isFalse() {
                return isTrue().negate();
            }
        };
    }

    @Override
    public <E extends Enum<E>> EnumReference<E> getEnum(Class<? extends ParameterReference<E>> parameter) {
        return new EnumReference<>() {
            @Override
            @SafeVarargs
            public final EffectPredicate isOneOf(E... constants) {
                return new Known(Arrays.asList(constants).contains(value(parameter)));
            }
        };
    }

    @Override
    public <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> parameter) {
        throw new UnsupportedOperationException(parameter.toString());
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
        return new Known(condition.test(input));
    }

    @Override
    public boolean isMissing(Class<? extends ParameterReference<?>> parameter) {
        throw new UnsupportedOperationException(parameter.toString());
    }
}
