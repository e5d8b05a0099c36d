package org.videoaction.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.knime.core.node.port.PortObject.PortObjectSerializer;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec.PortObjectSpecSerializer;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortObjectSpec;

/** What the plug-ins on the class path contribute to KNIME: nodes and port types, read from each plugin.xml. */
public final class Contributions {
    private static final String NODES = "org.knime.workbench.repository.nodes";
    private static final String PORT_TYPES = "org.knime.core.PortType";
    private static List<PortTypeContribution> portTypes;

    private Contributions() {
    }

    /**
     * A port type as plugin.xml declares it.
     *
     * @param objectClass the class of its objects
     * @param objectSerializer writes and reads them
     * @param specClass the class of their specifications
     * @param specSerializer writes and reads those
     * @param name its name for users
     * @param color its colour as RGB
     * @param hidden whether users do not choose it
     */
    public record PortTypeContribution(Class<? extends PortObject> objectClass,
        Class<? extends PortObjectSerializer<?>> objectSerializer, Class<? extends PortObjectSpec> specClass,
        Class<? extends PortObjectSpecSerializer<?>> specSerializer, String name, int color, boolean hidden) {}

    /** @return the class names of all contributed node factories */
    public static List<String> nodeFactories() {
        List<String> names = new ArrayList<>();
        read(NODES, "node", node -> names.add(node.getAttributeValue(null, "factory-class")));
        return names;
    }

    /** @return all contributed port types */
    public static synchronized List<PortTypeContribution> portTypes() {
        if (portTypes == null) {
            List<PortTypeContribution> found = new ArrayList<>();
            read(PORT_TYPES, "portType", type -> found.add(portType(type)));
            portTypes = List.copyOf(found);
        }
        return portTypes;
    }

    @SuppressWarnings("unchecked")
    private static PortTypeContribution portType(XMLStreamReader type) {
        String color = type.getAttributeValue(null, "color");
        return new PortTypeContribution(load(type, "objectClass").asSubclass(PortObject.class),
            (Class<? extends PortObjectSerializer<?>>) load(type, "objectSerializer"),
            load(type, "specClass").asSubclass(PortObjectSpec.class),
            (Class<? extends PortObjectSpecSerializer<?>>) load(type, "specSerializer"),
            type.getAttributeValue(null, "name"),
            color == null ? PortType.DEFAULT_COLOR : Integer.decode(color),
            Boolean.parseBoolean(type.getAttributeValue(null, "hidden")));
    }

    private static Class<?> load(XMLStreamReader element, String attribute) {
        String name = element.getAttributeValue(null, attribute);
        try {
            return Class.forName(name, true, classLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("plugin.xml names a class that is not there: " + name, e);
        }
    }

    static ClassLoader classLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? Contributions.class.getClassLoader() : loader;
    }

    /**
     * Makes an object of a contributed class.
     *
     * @param type a class with a public constructor without arguments
     * @param <T> the class
     * @return a new object
     */
    public static <T> T create(Class<T> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("Cannot create " + type.getName() + ": " + cause, e);
        }
    }

    private static void read(String point, String element, Consumer<XMLStreamReader> consumer) {
        try {
            for (URL plugin : Collections.list(classLoader().getResources("plugin.xml"))) {
                try (InputStream in = plugin.openStream()) {
                    read(in, point, element, consumer);
                } catch (XMLStreamException e) {
                    throw new IOException(plugin + ": " + e.getMessage(), e);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(InputStream in, String point, String element, Consumer<XMLStreamReader> consumer)
        throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader reader = factory.createXMLStreamReader(in);
        boolean inside = false;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                if (reader.getLocalName().equals("extension")) {
                    inside = point.equals(reader.getAttributeValue(null, "point"));
                } else if (inside && reader.getLocalName().equals(element)) {
                    consumer.accept(reader);
                }
            }
        }
    }
}
