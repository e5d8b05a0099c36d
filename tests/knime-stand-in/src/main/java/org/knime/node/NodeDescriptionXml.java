package org.knime.node;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.knime.core.node.NodeFactory.NodeType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A node's description as KNIME's node repository has it. */
final class NodeDescriptionXml {
    private NodeDescriptionXml() {
    }

    static Element of(DefaultNode node, NodeType type) {
        Element root = document().createElement("knimeNode");
        root.setAttribute("icon", node.m_icon);
        root.setAttribute("type", type.name());
        child(root, "name").setTextContent(node.m_name);
        child(root, "shortDescription").setTextContent(node.m_shortDescription);
        Element full = child(root, "fullDescription");
        child(full, "intro").setTextContent(node.m_fullDescription);
        node.m_resources.forEach(link -> {
            Element element = child(full, "link");
            element.setAttribute("href", link[0]);
            element.setTextContent(link[1]);
        });
        Element ports = child(root, "ports");
        node.m_ports.inputs().forEach(group -> port(ports, group, "inPort", "dynInPort"));
        node.m_ports.outputs().forEach(group -> port(ports, group, "outPort", "dynOutPort"));
        if (node.m_view != null) {
            child(root, "interactiveView").setTextContent(node.m_view.m_description);
        }
        Element keywords = child(root, "keywords");
        node.m_keywords.forEach(keyword -> child(keywords, "keyword").setTextContent(keyword));
        return root;
    }

    private static void port(Element ports, NodePorts.Group group, String fixed, String optional) {
        Element port = child(ports, group.m_optional ? optional : fixed);
        port.setAttribute("name", group.m_name);
        port.setAttribute("group-identifier", group.m_id);
        port.setTextContent(group.m_description);
    }

    private static Element child(Element parent, String name) {
        Element child = parent.getOwnerDocument().createElement(name);
        parent.appendChild(child);
        return child;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
