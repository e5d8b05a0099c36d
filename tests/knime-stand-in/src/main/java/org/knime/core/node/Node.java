package org.knime.core.node;

import java.util.Optional;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** A node of a workflow; port 0 on either side carries flow variables. */
public final class Node {
    public static final String CFG_MODEL = "model";
    public static final String CFG_VARIABLES = "variables";
    private final NodeFactory<NodeModel> m_factory;
    private final ModifiableNodeCreationConfiguration m_creation;
    private final NodeModel m_model;

    public Node(NodeFactory<NodeModel> factory) {
        this(factory, null);
    }

    public Node(NodeFactory<NodeModel> factory, ModifiableNodeCreationConfiguration creation) {
        m_factory = factory;
        m_creation = creation;
        m_model = creation != null && factory instanceof ConfigurableNodeFactory<NodeModel> configurable
            ? configurable.createNodeModel(creation) : factory.createNodeModel();
    }

    public NodeFactory<NodeModel> getFactory() {
        return m_factory;
    }

    public NodeModel getNodeModel() {
        return m_model;
    }

    public Optional<ModifiableNodeCreationConfiguration> getCopyOfCreationConfig() {
        return Optional.ofNullable(m_creation).map(ModifiableNodeCreationConfiguration::copy);
    }

    public String getName() {
        return m_factory.getNodeName();
    }

    public int getNrInPorts() {
        return m_model.getNrInPorts() + 1;
    }

    public int getNrOutPorts() {
        return m_model.getNrOutPorts() + 1;
    }

    public PortType getInputType(int index) {
        return m_model.getInPortType(index - 1);
    }

    public PortType getOutputType(int index) {
        return m_model.getOutPortType(index - 1);
    }

    public void saveModelSettingsTo(NodeSettingsWO settings) {
        m_model.saveSettingsTo(settings);
    }

    public void validateModelSettings(NodeSettingsRO settings) throws InvalidSettingsException {
        m_model.validateSettings(settings);
    }

    public void loadModelSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        m_model.loadValidatedSettingsFrom(settings);
    }

    public PortObjectSpec[] invokeNodeModelConfigure(PortObjectSpec[] specs) throws InvalidSettingsException {
        m_model.setWarning(null);
        return m_model.configure(specs);
    }

    public PortObject[] invokeNodeModelExecute(ExecutionContext exec, PortObject[] objects) throws Exception {
        return m_model.execute(objects, exec);
    }

    public void reset() {
        m_model.reset();
    }
}
