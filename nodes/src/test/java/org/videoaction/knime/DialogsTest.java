package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelectionWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.SingleFileSelectionMode;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.videoaction.knime.Settings.Setting;
import org.videoaction.standin.ParameterXml;

/** Every node's dialog has what people need, and what KNIME needs to open it. */
class DialogsTest {

    /** What KNIME 5.8 looks for, and what it does from 5.9 on. */
    private static final List<String> FOLDER_CHOOSER = List.of("FolderSelectionWidget", "FileSelectionWidget");

    /** A check of the settings of one node. */
    private interface Check {
        void of(Settings settings) throws Exception;
    }

    private static Stream<DynamicTest> inEveryNode(Check check) {
        return Settings.factories().stream()
            .map(factory -> DynamicTest.dynamicTest(factory, () -> check.of(Settings.of(factory))));
    }

    @TestFactory
    Stream<DynamicTest> settingsHaveKeys() {
        return inEveryNode(settings -> {
            for (Setting setting : settings.all()) {
                List<Field> fields = new ArrayList<>(setting.groups());
                boolean asOne = fields.removeIf(group -> group.isAnnotationPresent(Persistor.class));
                assertThat(fields).allMatch(group -> group.isAnnotationPresent(Persist.class));
                assertThat(setting.isOptional() && !asOne ? ParameterXml.key(setting.field())
                    : setting.annotation(Persist.class).map(Persist::configKey).orElse(""))
                    .as("key of %s, or of the group that is saved as one", setting).matches(asOne ? "" : ".+");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> settingsHaveTitlesAndDescriptions() {
        return inEveryNode(settings -> {
            Set<String> titles = new HashSet<>();
            for (Setting setting : settings.all()) {
                Widget widget = setting.annotation(Widget.class)
                    .orElseThrow(() -> new AssertionError(setting + " is hidden"));
                assertThat(titles.add(widget.title())).as("%s has a title of its own", setting).isTrue();
                assertThat(widget.title()).as("title of %s", setting).matches("[A-Z0-9k].{1,50}");
                assertThat(widget.description().strip()).as("description of %s", setting).endsWith(".")
                    .hasSizeGreaterThan(widget.title().length()).contains(" ");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> choicesHaveLabels() {
        return inEveryNode(settings -> {
            for (Setting setting : settings.all()) {
                for (Object constant : setting.type().isEnum() ? setting.type().getEnumConstants() : new Object[0]) {
                    Field field = setting.type().getField(((Enum<?>) constant).name());
                    assertThat(field.getAnnotation(Label.class)).as("label of %s", field).isNotNull();
                    assertThat(field.getAnnotation(Label.class).value()).isNotBlank();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> numbersOutsideTheirBoundsAreRefusedByTheirTitles() {
        return inEveryNode(settings -> {
            Bounds.check(settings.root());
            for (Setting setting : settings.all()) {
                if (setting.isNumber()) {
                    NumberInputWidget declared = setting.annotation(NumberInputWidget.class)
                        .orElseThrow(() -> new AssertionError(setting + " has no bounds"));
                    Number least = Bounds.least(declared).limit() - (Bounds.least(declared).isExclusive() ? 0 : 1);
                    assertRefused(settings, setting, least);
                    Bounds.Bound most = Bounds.most(declared);
                    if (!Double.isInfinite(most.limit())) {
                        assertRefused(settings, setting, most.limit() + (most.isExclusive() ? 0 : 1));
                    }
                }
            }
        });
    }

    private static void assertRefused(Settings settings, Setting setting, Number number)
        throws ReflectiveOperationException {
        Object before = setting.value();
        Object content = setting.content();
        setting.setContent(content instanceof Integer ? (Object) number.intValue()
            : content instanceof Long ? (Object) number.longValue() : (Object) number.doubleValue());
        assertThatExceptionOfType(InvalidSettingsException.class).as("%s = %s", setting, number)
            .isThrownBy(() -> settings.root().validate()).withMessageContaining("\"" + setting.title() + "\"")
            .withMessageContaining("Set it to ");
        setting.set(before);
    }

    @TestFactory
    Stream<DynamicTest> settingsLieInSectionsOfWhichTheAdvancedComeLast() {
        return inEveryNode(settings -> {
            Set<Class<?>> sections = new LinkedHashSet<>();
            for (Setting setting : settings.all()) {
                Class<?> section = setting.inherited(Layout.class).map(Layout::value)
                    .orElseThrow(() -> new AssertionError(setting + " lies in no section"));
                assertThat(section.getAnnotation(Section.class)).as("section of %s", setting).isNotNull();
                assertThat(section.getAnnotation(Section.class).title()).isNotBlank();
                sections.add(section);
            }
            List<Class<?>> roots = sections.stream().<Class<?>>map(Class::getEnclosingClass).distinct().toList();
            assertThat(roots).as("KNIME wants sections of one root").hasSize(1);
            List<Class<?>> ordered = ordered(roots.get(0));
            ordered.retainAll(sections);
            assertThat(ordered).as("sections in one order").containsExactlyInAnyOrderElementsOf(sections);
            List<Boolean> advanced = ordered.stream().map(section -> section.isAnnotationPresent(Advanced.class)).toList();
            assertThat(advanced).as("basic sections come first").isSorted();
        });
    }

    /** A node need not have settings in all sections of the root. */
    private static List<Class<?>> ordered(Class<?> root) {
        List<Class<?>> sections = Arrays.stream(root.getDeclaredClasses())
            .filter(section -> section.isAnnotationPresent(Section.class)).toList();
        Map<Class<?>, Class<?>> next = sections.stream().filter(section -> section.isAnnotationPresent(After.class))
            .collect(Collectors.toMap(section -> section.getAnnotation(After.class).value(), section -> section));
        List<Class<?>> ordered = new ArrayList<>();
        Optional<Class<?>> first = sections.stream().filter(section -> !section.isAnnotationPresent(After.class))
            .findFirst();
        for (Class<?> section = first.orElse(null); section != null; section = next.get(section)) {
            ordered.add(section);
        }
        return ordered;
    }

    @TestFactory
    Stream<DynamicTest> whatDependsOnASettingFindsIt() {
        return inEveryNode(settings -> {
            Set<Class<?>> known = settings.all().stream()
                .flatMap(setting -> setting.annotation(ValueReference.class).stream()).map(ValueReference::value)
                .collect(Collectors.toSet());
            for (Setting setting : settings.all()) {
                Set<Class<?>> used = new HashSet<>();
                for (Effect effect : effects(setting)) {
                    PredicateInitializer initializer = proxy(PredicateInitializer.class, used);
                    Settings.create(effect.predicate()).init(initializer);
                }
                assertThat(known).as("what %s depends on", setting).containsAll(used);
            }
        });
    }

    private static List<Effect> effects(Setting setting) {
        List<Effect> effects = new ArrayList<>(setting.inherited(Effect.class).stream().toList());
        setting.inherited(Layout.class).map(layout -> layout.value().getAnnotation(Effect.class)).ifPresent(effects::add);
        return effects;
    }

    /** Notes each reference that is asked for. */
    private static <T> T proxy(Class<T> type, Set<Class<?>> used) {
        InvocationHandler handler = (self, method, arguments) -> {
            if (method.getName().equals("getPredicate") && arguments[0] instanceof Class<?> provider) {
                return ((EffectPredicateProvider) Settings.create(provider)).init((PredicateInitializer) self);
            }
            if (arguments != null && arguments[0] instanceof Class<?> reference) {
                used.add(reference);
            }
            return method.getReturnType() == EffectPredicate.class ? new EffectPredicate() {}
                : proxy(method.getReturnType(), used);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @TestFactory
    Stream<DynamicTest> whatFillsSettingsCanBeCreated() {
        return inEveryNode(settings -> {
            for (Setting setting : settings.all()) {
                List<Class<?>> providers = Stream.of(setting.annotation(ValueProvider.class).map(ValueProvider::value),
                    setting.annotation(ChoicesProvider.class).map(ChoicesProvider::value))
                    .<Class<?>>flatMap(Optional::stream).toList();
                for (Class<?> provider : providers) {
                    assertThat(Settings.create(provider)).isNotNull();
                }
                List<String> widgets = widgets(setting);
                assertThat(widgets).as("widgets of %s", setting).contains("Widget");
                assertThat(widgets.contains("OptionalWidget")).as("check box of %s", setting)
                    .isEqualTo(setting.isOptional());
                widgets.removeAll(List.of("Widget", "OptionalWidget"));
                assertThat(widgets.containsAll(FOLDER_CHOOSER) ? 1 : widgets.size()).isBetween(0, 1);
            }
        });
    }

    private static List<String> widgets(Setting setting) {
        return Arrays.stream(setting.field().getAnnotations()).map(Annotation::annotationType)
            .map(Class::getSimpleName).filter(name -> name.endsWith("Widget"))
            .collect(Collectors.toCollection(ArrayList::new));
    }

    @TestFactory
    Stream<DynamicTest> checkedBoxesStartWithWhatIsAllowed() {
        return inEveryNode(settings -> {
            for (Setting setting : settings.all()) {
                if (setting.isOptional()) {
                    setting.setContent(setting.content());
                    settings.root().validate();
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> foldersAreChosenInEveryKnime() {
        return inEveryNode(settings -> {
            for (Setting setting : settings.all()) {
                boolean isFolder = setting.title().matches("(?i).*\\bfolder\\b.*") && !setting.title().matches("Create.*");
                assertThat(widgets(setting).containsAll(FOLDER_CHOOSER)).as("%s is a folder", setting).isEqualTo(isFolder);
                if (isFolder) {
                    assertThat(setting.type()).as("%s", setting).isEqualTo(FileSelection.class);
                    assertThat(setting.annotation(FileSelectionWidget.class).orElseThrow().value())
                        .isEqualTo(SingleFileSelectionMode.FOLDER);
                }
            }
        });
    }
}
