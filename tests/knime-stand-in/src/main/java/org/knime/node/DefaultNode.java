package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.RequireModelParameters;
import org.knime.node.DefaultView.RequireViewParameters;

/** The declaration of a node. */
public final class DefaultNode implements FluentNodeAPI {
    final String m_name;
    final String m_icon;
    final String m_shortDescription;
    final String m_fullDescription;
    final String m_since;
    final NodePorts m_ports;
    final DefaultModel m_model;
    final List<String[]> m_resources = new ArrayList<>();
    List<String> m_keywords = List.of();
    NodeType m_type;
    DefaultView m_view;

    private DefaultNode(String name, String icon, String shortDescription, String fullDescription, String since,
        NodePorts ports, DefaultModel model) {
        m_name = name;
        m_icon = icon;
        m_shortDescription = shortDescription;
        m_fullDescription = fullDescription;
        m_since = since;
        m_ports = ports;
        m_model = model;
    }

    public static RequireName create() {
        return name -> icon -> shortText -> fullText -> (major, minor, revision) -> declaration -> {
            NodePorts ports = new NodePorts();
            declaration.accept(ports);
            return model -> new DefaultNode(name, icon, shortText, fullText, major + "." + minor + "." + revision,
                ports, model.apply(DefaultModel.create()));
        };
    }

    public DefaultNode addView(Function<RequireViewParameters, DefaultView> view) {
        m_view = view.apply(DefaultView.create());
        return this;
    }

    public DefaultNode addExternalResource(String href, String description) {
        m_resources.add(new String[] {href, description});
        return this;
    }

    public DefaultNode keywords(String... keywords) {
        m_keywords = List.of(keywords);
        return this;
    }

    public DefaultNode nodeType(NodeType type) {
        m_type = type;
        return this;
    }

    /** Step: the node's name. */
    public interface RequireName {
        RequireIcon name(String name);
    }

    /** Step: the path of the node's icon, seen from its factory. */
    public interface RequireIcon {
        RequireShortDescription icon(String path);
    }

    /** Step: one sentence about the node. */
    public interface RequireShortDescription {
        RequireFullDescription shortDescription(String description);
    }

    /** Step: the node's description. */
    public interface RequireFullDescription {
        RequireSinceVersion fullDescription(String description);
    }

    /** Step: the first version with the node. */
    public interface RequireSinceVersion {
        RequirePorts sinceVersion(int major, int minor, int revision);
    }

    /** Step: what the node does. */
    public interface RequireModel {
        DefaultNode model(Function<RequireModelParameters, DefaultModel> model);
    }
}
