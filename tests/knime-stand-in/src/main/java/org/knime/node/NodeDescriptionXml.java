package org.knime.node;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.core.node.NodeFactory.NodeType;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A node's description as KNIME's node repository has it. */
final class NodeDescriptionXml {
    private NodeDescriptionXml() {
    }

    static Element of(DefaultNode node, NodeType type) {
        Element root = builder().newDocument().createElement("knimeNode");
        root.setAttribute("icon", node.m_icon);
        root.setAttribute("type", type.name());
        child(root, "name").setTextContent(node.m_name);
        markup(child(root, "shortDescription"), node.m_shortDescription);
        Element full = child(root, "fullDescription");
        markup(child(full, "intro"), node.m_fullDescription);
        node.m_resources.forEach(link -> {
            Element element = child(full, "link");
            element.setAttribute("href", link[0]);
            markup(element, link[1]);
        });
        Element ports = child(root, "ports");
        node.m_ports.inputs().forEach(group -> port(ports, group, "inPort", "dynInPort"));
        node.m_ports.outputs().forEach(group -> port(ports, group, "outPort", "dynOutPort"));
        if (node.m_view != null) {
            markup(child(root, "interactiveView"), node.m_view.m_description);
        }
        Element keywords = child(root, "keywords");
        node.m_keywords.forEach(keyword -> child(keywords, "keyword").setTextContent(keyword));
        return root;
    }

    private static void port(Element ports, NodePorts.Group group, String fixed, String optional) {
        Element port = child(ports, group.m_optional ? optional : fixed);
        port.setAttribute("name", group.m_name);
        port.setAttribute("group-identifier", group.m_id);
        markup(port, group.m_description);
    }

    /** Descriptions are pieces of XML; KNIME cannot make a node whose description is none. */
    private static void markup(Element parent, String text) {
        try {
            Node fragment = builder().parse(new InputSource(new StringReader("<fragment>" + text + "</fragment>")))
                .getDocumentElement();
            for (Node child = fragment.getFirstChild(); child != null; child = child.getNextSibling()) {
                parent.appendChild(parent.getOwnerDocument().importNode(child, true));
            }
        } catch (SAXException | IOException e) {
            throw new IllegalStateException("Problem creating node description: " + e.getMessage() + " in " + text, e);
        }
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElement(name);
        parent.appendChild(child);
        return child;
    }

    private static DocumentBuilder builder() {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
