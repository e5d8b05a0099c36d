package org.videoaction.workflows;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knime.core.node.NodeFactory;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.videoaction.knime.Bounds;
import org.videoaction.standin.Contributions;
import org.videoaction.standin.ParameterXml;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reference of all nodes, from their declarations; {@link #main} writes it anew. */
final class NodeReference {

    /** Where it is, in the project's folder. */
    static final String FILE = "docs/nodes.md";

    private final StringBuilder text = new StringBuilder();

    private NodeReference() {
    }

    /** @param arguments the folder of the project */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Files.writeString(Path.of(arguments[0], FILE), text());
    }

    static String text() throws ReflectiveOperationException {
        NodeReference reference = new NodeReference();
        reference.line("# Nodes", "Written from the nodes' declarations. A setting's key is what `./run WORKFLOW_DIR --set "
            + "\"NODE/key=value\"` takes.");
        for (String factory : new LinkedHashSet<>(Contributions.nodeFactories())) {
            reference.node(factory);
        }
        return reference.text.toString();
    }

    private void line(String... paragraphs) {
        for (String paragraph : paragraphs) {
            text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
        }
    }

    private void node(String factory) throws ReflectiveOperationException {
        Element description = ((NodeFactory<?>) create(Class.forName(factory))).getXMLDescription();
        line("## " + texts(description, "name").get(0), texts(description, "intro").get(0));
        ports("In", description, "inPort", "dynInPort");
        ports("Out", description, "outPort", "dynOutPort");
        texts(description, "interactiveView").forEach(view -> line("View: " + view));
        links(description);
        Map<Class<?>, List<Setting>> sections = new LinkedHashMap<>();
        collect((NodeParameters) create(Class.forName(factory.replace("NodeFactory", "Parameters"))), List.of(), "",
            sections);
        for (Class<?> section : ordered(sections)) {
            boolean advanced = section.isAnnotationPresent(Advanced.class);
            line("### " + section.getAnnotation(Section.class).title() + (advanced ? " (advanced)" : ""));
            text.append('\n');
            sections.get(section).forEach(setting -> text.append(setting.line(advanced)));
        }
    }

    private void links(Element description) {
        NodeList links = description.getElementsByTagName("link");
        text.append(links.getLength() == 0 ? "" : "\n");
        for (int i = 0; i < links.getLength(); i++) {
            Element link = (Element) links.item(i);
            text.append("- [").append(plain(link.getTextContent())).append("](").append(link.getAttribute("href"))
                .append(")\n");
        }
    }

    private void ports(String title, Element description, String fixed, String optional) {
        List<String> lines = new ArrayList<>();
        for (String tag : List.of(fixed, optional)) {
            NodeList ports = description.getElementsByTagName(tag);
            for (int i = 0; i < ports.getLength(); i++) {
                Element port = (Element) ports.item(i);
                lines.add("- **" + port.getAttribute("name") + (tag.equals(optional) ? " (optional)" : "") + "**: "
                    + plain(port.getTextContent()) + "\n");
            }
        }
        if (!lines.isEmpty()) {
            line(title + ":");
            text.append('\n');
            lines.forEach(text::append);
        }
    }

    /** A field, with those of the groups around it, from the outside to the inside. */
    private record Setting(List<Field> fields, String key, Object value) {

        private <A extends Annotation> Optional<A> innermost(Class<A> type) {
            for (int i = fields.size() - 1; i >= 0; i--) {
                for (AnnotatedElement place : List.of(fields.get(i), fields.get(i).getDeclaringClass())) {
                    if (place.isAnnotationPresent(type)) {
                        return Optional.of(place.getAnnotation(type));
                    }
                }
            }
            return Optional.empty();
        }

        private Field field() {
            return fields.get(fields.size() - 1);
        }

        Class<?> section() {
            return innermost(Layout.class).orElseThrow().value();
        }

        String line(boolean inAdvanced) {
            Widget widget = field().getAnnotation(Widget.class);
            String advanced = !inAdvanced && innermost(Advanced.class).isPresent() ? ", advanced" : "";
            StringBuilder line = new StringBuilder("- **" + widget.title() + "** (`" + key + "`, default " + defaultValue()
                + range() + advanced + "): " + plain(widget.description()) + "\n");
            if (value instanceof Enum<?>) {
                for (Object constant : field().getType().getEnumConstants()) {
                    line.append(choice((Enum<?>) constant));
                }
            }
            return line.toString();
        }

        private String defaultValue() {
            if (value instanceof Optional<?> optional && optional.isEmpty()) {
                return "off";
            }
            if (value instanceof FileSelection || value instanceof String text && text.isEmpty()) {
                return "none";
            }
            return "`" + value + "`";
        }

        private String range() {
            NumberInputWidget declared = field().getAnnotation(NumberInputWidget.class);
            if (declared == null) {
                return "";
            }
            Bounds.Bound least = Bounds.least(declared);
            Bounds.Bound most = Bounds.most(declared);
            return (least.isExclusive() ? ", more than " : ", at least ") + number(least.limit())
                + (Double.isInfinite(most.limit()) ? ""
                    : (most.isExclusive() ? " and less than " : " and at most ") + number(most.limit()));
        }

        private static String number(double limit) {
            return limit == Math.rint(limit) ? Long.toString((long) limit) : Double.toString(limit);
        }

        private String choice(Enum<?> constant) {
            try {
                Label label = field().getType().getField(constant.name()).getAnnotation(Label.class);
                String description = plain(label.description());
                return "  - " + label.value() + " (`" + constant.name() + "`)"
                    + (description.isEmpty() ? "" : ": " + description) + "\n";
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void collect(NodeParameters group, List<Field> outer, String path, Map<Class<?>, List<Setting>> sections)
        throws ReflectiveOperationException {
        for (Field field : Bounds.settings(group.getClass())) {
            List<Field> fields = new ArrayList<>(outer);
            fields.add(field);
            boolean asOne = !outer.isEmpty() && outer.get(outer.size() - 1).isAnnotationPresent(Persistor.class);
            String key = !asOne ? path + ParameterXml.key(field)
                : field.isAnnotationPresent(Persist.class)
                    ? path.replaceFirst("[^/]*$", field.getAnnotation(Persist.class).configKey()) : path;
            if (field.get(group) instanceof NodeParameters nested) {
                collect(nested, fields, field.isAnnotationPresent(Persistor.class) ? key : key + "/", sections);
            } else {
                Setting setting = new Setting(fields, key, field.get(group));
                sections.computeIfAbsent(setting.section(), unseen -> new ArrayList<>()).add(setting);
            }
        }
    }

    /** Sections say after which other they come, which may be one in which a node has no settings. */
    private static List<Class<?>> ordered(Map<Class<?>, List<Setting>> sections) {
        return sections.keySet().stream().sorted(Comparator.comparingInt(NodeReference::place)).toList();
    }

    private static int place(Class<?> section) {
        After after = section.getAnnotation(After.class);
        return after == null ? 0 : place(after.value()) + 1;
    }

    private static List<String> texts(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(plain(found.item(i).getTextContent()));
        }
        return texts;
    }

    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static <T> T create(Class<T> type) throws ReflectiveOperationException {
        Constructor<T> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
