package org.knime.node;

import java.net.URL;
import java.util.Optional;
import org.knime.core.node.ConfigurableNodeFactory;
import org.knime.core.node.NodeModel;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortType;
import org.knime.core.webui.node.dialog.NodeDialogFactory;
import org.knime.core.webui.node.view.NodeViewFactory;
import org.knime.node.DefaultModel.StandardDefaultModel;
import org.w3c.dom.Element;

/** Makes a node from its declaration. */
public abstract class DefaultNodeFactory extends ConfigurableNodeFactory<NodeModel>
    implements NodeDialogFactory, NodeViewFactory<NodeModel> {
    private final DefaultNode m_node;

    protected DefaultNodeFactory(DefaultNode node) {
        m_node = node;
    }

    @Override
    protected final Optional<PortsConfigurationBuilder> createPortsConfigBuilder() {
        return m_node.m_ports.isEmpty() ? Optional.empty() : Optional.of(m_node.m_ports.builder());
    }

    @Override
    public final NodeModel createNodeModel() {
        return createNodeModel(createNodeCreationConfig());
    }

    @Override
    protected final NodeModel createNodeModel(NodeCreationConfiguration configuration) {
        PortType[] none = {};
        return new FluentNodeModel((StandardDefaultModel) m_node.m_model, m_node.m_view,
            configuration.getPortConfig().map(PortsConfiguration::getInputPorts).orElse(none),
            configuration.getPortConfig().map(PortsConfiguration::getOutputPorts).orElse(none));
    }

    @Override
    public final NodeType getType() {
        return Optional.ofNullable(m_node.m_type).orElse(NodeType.Other);
    }

    @Override
    public final Element getXMLDescription() {
        return NodeDescriptionXml.of(m_node, getType());
    }

    @Override
    public final String getInportName(int index) {
        return m_node.m_ports.inputs().get(index).m_name;
    }

    @Override
    public final String getOutportName(int index) {
        return m_node.m_ports.outputs().get(index).m_name;
    }

    @Override
    public boolean hasNodeDialog() {
        return ((StandardDefaultModel) m_node.m_model).m_parameters != null;
    }

    @Override
    public final boolean hasNodeView() {
        return m_node.m_view != null;
    }

    @Override
    public final URL getIcon() {
        return getClass().getResource(m_node.m_icon);
    }
}
