package org.videoaction.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.knime.core.node.config.base.AbstractConfigEntry;
import org.knime.core.node.config.base.ConfigBase;
import org.knime.core.node.config.base.ConfigEntries;

/** KNIME's XML form of a configuration. */
public final class ConfigXml {
    private static final String NAMESPACE = "http://www.knime.org/2008/09/XMLConfig";
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String SCHEMA = NAMESPACE + " http://www.knime.org/XMLConfig_2008_09.xsd";
    /** Control characters, which XML attributes cannot hold, are written as %% and five digits. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f]");
    private static final Pattern ESCAPED = Pattern.compile("%%(\\d{5})");

    private ConfigXml() {
    }

    /**
     * Adds what a file holds to a configuration.
     *
     * @param in the file
     * @param root takes the entries below the file's root
     * @throws IOException if the file is not a configuration
     */
    public static void read(InputStream in, ConfigBase root) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            Deque<ConfigBase> open = new ArrayDeque<>();
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    start(reader, open, root);
                } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("config")) {
                    open.pop();
                }
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new IOException("not a KNIME configuration: " + e.getMessage().replaceAll("\\s+", " "), e);
        }
    }

    private static void start(XMLStreamReader reader, Deque<ConfigBase> open, ConfigBase root) {
        String key = reader.getAttributeValue(null, "key");
        boolean config = reader.getLocalName().equals("config");
        if (key == null || !config && (open.isEmpty() || !reader.getLocalName().equals("entry"))) {
            throw new IllegalArgumentException("unexpected element <" + reader.getLocalName() + "> in line "
                + reader.getLocation().getLineNumber());
        }
        if (config) {
            open.push(open.isEmpty() ? root : open.peek().addConfigBase(unescape(key)));
        } else {
            open.peek().addEntry(entry(reader, unescape(key)));
        }
    }

    private static AbstractConfigEntry entry(XMLStreamReader reader, String key) {
        boolean isNull = "true".equals(reader.getAttributeValue(null, "isnull"));
        ConfigEntries type = ConfigEntries.valueOf(reader.getAttributeValue(null, "type"));
        return type.createEntry(key, isNull ? null : unescape(reader.getAttributeValue(null, "value")));
    }

    /**
     * Writes a configuration.
     *
     * @param config what to write
     * @param out receives UTF-8
     * @throws IOException if writing fails
     */
    public static void write(ConfigBase config, OutputStream out) throws IOException {
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            writer.writeStartDocument("UTF-8", "1.0");
            writer.writeCharacters("\n");
            writer.writeStartElement("config");
            writer.writeDefaultNamespace(NAMESPACE);
            writer.writeNamespace("xsi", SCHEMA_INSTANCE);
            writer.writeAttribute("xsi:schemaLocation", SCHEMA);
            writer.writeAttribute("key", escape(config.getKey()));
            children(config, writer, "\n    ");
            writer.writeCharacters("\n");
            writer.writeEndElement();
            writer.writeCharacters("\n");
            writer.writeEndDocument();
            writer.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void children(ConfigBase config, XMLStreamWriter writer, String indent) throws XMLStreamException {
        for (String key : config) {
            writer.writeCharacters(indent);
            AbstractConfigEntry entry = config.getEntry(key);
            if (!(entry instanceof ConfigBase child)) {
                leaf(entry, writer);
            } else if (child.getChildCount() == 0) {
                writer.writeEmptyElement("config");
                writer.writeAttribute("key", escape(key));
            } else {
                writer.writeStartElement("config");
                writer.writeAttribute("key", escape(key));
                children(child, writer, indent + "    ");
                writer.writeCharacters(indent);
                writer.writeEndElement();
            }
        }
    }

    private static void leaf(AbstractConfigEntry entry, XMLStreamWriter writer) throws XMLStreamException {
        String value = entry.toStringValue();
        writer.writeEmptyElement("entry");
        writer.writeAttribute("key", escape(entry.getKey()));
        writer.writeAttribute("type", entry.getType().name());
        if (value == null) {
            writer.writeAttribute("isnull", "true");
        }
        writer.writeAttribute("value", value == null ? "" : escape(value));
    }

    private static String escape(String text) {
        return CONTROL.matcher(text).replaceAll(c -> String.format(Locale.ROOT, "%%%%%05d", (int) c.group().charAt(0)));
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text).replaceAll(ConfigXml::character);
    }

    private static String character(MatchResult escaped) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1))));
    }
}
