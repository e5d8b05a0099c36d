package org.knime.core.node;

import java.net.URL;
import org.w3c.dom.Element;

/** Makes the parts of a node. */
public abstract class NodeFactory<T extends NodeModel> {
    /** What kind of work a node does. */
    public enum NodeType {
        Source,
        Sink,
        Learner,
        Predictor,
        Manipulator,
        Visualizer,
        Widget,
        Meta,
        LoopStart,
        LoopEnd,
        ScopeStart,
        ScopeEnd,
        QuickForm,
        Configuration,
        Container,
        Other,
        Missing,
        Unknown,
        Subnode,
        VirtualIn,
        VirtualOut
    }

    protected NodeFactory() {
    }

    public abstract T createNodeModel();

    public NodeType getType() {
        return NodeType.Unknown;
    }

    public Element getXMLDescription() {
        return null;
    }

    public final String getNodeName() {
        Element description = getXMLDescription();
        return description == null ? getClass().getSimpleName()
            : description.getElementsByTagName("name").item(0).getTextContent();
    }

    public String getInportName(int index) {
        return "Port " + index;
    }

    public String getOutportName(int index) {
        return "Port " + index;
    }

    public URL getIcon() {
        return null;
    }
}
