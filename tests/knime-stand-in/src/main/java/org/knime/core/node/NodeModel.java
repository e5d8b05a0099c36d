package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.message.Message;
import org.knime.core.node.message.MessageBuilder;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** What a node does. */
public abstract class NodeModel implements AbstractNodeView.ViewableModel {
    private final List<NodeModelWarningListener> m_listeners = new CopyOnWriteArrayList<>();
    private final PortType[] m_inputs;
    private final PortType[] m_outputs;
    private Message m_warning;

    protected NodeModel(int tablesIn, int tablesOut) {
        this(tables(tablesIn), tables(tablesOut));
    }

    protected NodeModel(PortType[] inputs, PortType[] outputs) {
        m_inputs = inputs.clone();
        m_outputs = outputs.clone();
    }

    private static PortType[] tables(int count) {
        PortType[] types = new PortType[count];
        Arrays.fill(types, BufferedDataTable.TYPE);
        return types;
    }

    protected PortObjectSpec[] configure(PortObjectSpec[] specs) throws InvalidSettingsException {
        return configure(Arrays.copyOf(specs, specs.length, DataTableSpec[].class));
    }

    protected DataTableSpec[] configure(DataTableSpec[] specs) throws InvalidSettingsException {
        throw new InvalidSettingsException(getClass().getName() + " does not configure");
    }

    protected PortObject[] execute(PortObject[] objects, ExecutionContext exec) throws Exception {
        return execute(Arrays.copyOf(objects, objects.length, BufferedDataTable[].class), exec);
    }

    protected BufferedDataTable[] execute(BufferedDataTable[] tables, ExecutionContext exec) throws Exception {
        throw new UnsupportedOperationException(getClass().getName() + " does not execute");
    }

    protected abstract void saveSettingsTo(NodeSettingsWO settings);

    protected abstract void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void loadValidatedSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException;

    protected abstract void loadInternals(File folder, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;

    protected abstract void saveInternals(File folder, ExecutionMonitor exec)
        throws IOException, CanceledExecutionException;

    protected abstract void reset();

    protected final int getNrInPorts() {
        return m_inputs.length;
    }

    protected final int getNrOutPorts() {
        return m_outputs.length;
    }

    protected final PortType getInPortType(int index) {
        return m_inputs[index];
    }

    protected final PortType getOutPortType(int index) {
        return m_outputs[index];
    }

    protected final NodeLogger getLogger() {
        return NodeLogger.getLogger(getClass());
    }

    protected final MessageBuilder createMessageBuilder() {
        return Message.builder();
    }

    protected final void setWarningMessage(String warning) {
        setWarning(warning == null ? null : Message.fromSummary(warning));
    }

    protected final void setWarning(Message warning) {
        if (!Objects.equals(warning, m_warning)) {
            m_warning = warning;
            m_listeners.forEach(listener -> listener.warningChanged(warning));
        }
    }

    protected final String getWarningMessage() {
        return Message.getSummaryFrom(m_warning);
    }

    protected final Message getWarning() {
        return m_warning;
    }

    public void addWarningListener(NodeModelWarningListener listener) {
        m_listeners.add(listener);
    }

    public void removeWarningListener(NodeModelWarningListener listener) {
        m_listeners.remove(listener);
    }
}
