package org.knime.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultModel.StandardDefaultModel;
import org.knime.node.parameters.NodeParameters;
import org.videoaction.standin.NodePage;
import org.videoaction.standin.ParameterXml;
import org.videoaction.standin.ViewedNode;

/** Runs a declared node. */
final class FluentNodeModel extends NodeModel implements ViewedNode {
    private final StandardDefaultModel m_model;
    private final DefaultView m_view;
    private final PortType[] m_outputs;
    private PortObject[] m_internal;
    private NodeParameters m_parameters;

    FluentNodeModel(StandardDefaultModel model, DefaultView view, PortType[] inputs, PortType[] outputs) {
        super(inputs, outputs);
        m_model = model;
        m_view = view;
        m_outputs = outputs;
    }

    @Override
    protected void saveSettingsTo(NodeSettingsWO settings) {
        if (m_model.m_parameters != null) {
            ParameterXml.save(parameters(new PortObjectSpec[getNrInPorts()]), settings);
        }
    }

    @Override
    protected void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
        if (m_model.m_parameters != null) {
            ParameterXml.load(m_model.m_parameters, settings).validate();
        }
    }

    @Override
    protected void loadValidatedSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        if (m_model.m_parameters != null) {
            m_parameters = ParameterXml.load(m_model.m_parameters, settings);
        }
    }

    private NodeParameters parameters(PortObjectSpec[] specs) {
        if (m_parameters == null && m_model.m_parameters != null) {
            m_parameters = ParameterXml.defaults(m_model.m_parameters, specs);
        }
        return m_parameters;
    }

    @Override
    protected PortObjectSpec[] configure(PortObjectSpec[] specs) throws InvalidSettingsException {
        Configuring configuring = new Configuring(specs);
        m_model.m_configure.accept(configuring, configuring);
        return configuring.m_out;
    }

    @Override
    protected PortObject[] execute(PortObject[] objects, ExecutionContext exec)
        throws CanceledExecutionException, KNIMEException {
        Executing executing = new Executing(objects, exec);
        m_model.m_execute.accept(executing, executing);
        return executing.m_out;
    }

    @Override
    protected void loadInternals(File folder, ExecutionMonitor exec) {
        // nothing is kept beside the ports
    }

    @Override
    protected void saveInternals(File folder, ExecutionMonitor exec) {
        // nothing is kept beside the ports
    }

    @Override
    protected void reset() {
        m_internal = null;
    }

    @Override
    public Optional<NodePage> page() throws IOException {
        return m_view == null ? Optional.empty() : Optional.of(m_view.show(m_internal));
    }

    private final class Configuring implements ConfigureInput, ConfigureOutput {
        private final PortObjectSpec[] m_in;
        private PortObjectSpec[] m_out = new PortObjectSpec[getNrOutPorts()];

        Configuring(PortObjectSpec[] in) {
            m_in = in;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends NodeParameters> S getParameters() {
            return (S) parameters(m_in);
        }

        @Override
        public PortObjectSpec[] getInPortSpecs() {
            return m_in;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends PortObjectSpec> S getInPortSpec(int index) {
            return (S) m_in[index];
        }

        @Override
        public DataTableSpec[] getInTableSpecs() {
            return Arrays.copyOf(m_in, m_in.length, DataTableSpec[].class);
        }

        @Override
        public DataTableSpec getInTableSpec(int index) {
            return getInPortSpec(index);
        }

        @Override
        public PortType[] getOutPortTypes() {
            return m_outputs;
        }

        @Override
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <S extends PortObjectSpec> void setOutSpecs(S... specs) {
            m_out = specs;
        }

        @Override
        public <S extends PortObjectSpec> void setOutSpec(int index, S spec) {
            m_out[index] = spec;
        }

        @Override
        public void setWarningMessage(String message) {
            FluentNodeModel.this.setWarningMessage(message);
        }
    }

    private final class Executing implements ExecuteInput, ExecuteOutput {
        private final PortObject[] m_in;
        private final ExecutionContext m_exec;
        private PortObject[] m_out = new PortObject[getNrOutPorts()];

        Executing(PortObject[] in, ExecutionContext exec) {
            m_in = in;
            m_exec = exec;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends NodeParameters> S getParameters() {
            return (S) m_parameters;
        }

        @Override
        public PortObject[] getInPortObjects() {
            return m_in;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <D extends PortObject> D getInPortObject(int index) {
            return (D) m_in[index];
        }

        @Override
        public BufferedDataTable[] getInTables() {
            return Arrays.copyOf(m_in, m_in.length, BufferedDataTable[].class);
        }

        @Override
        public BufferedDataTable getInTable(int index) {
            return getInPortObject(index);
        }

        @Override
        public ExecutionContext getExecutionContext() {
            return m_exec;
        }

        @Override
        public PortType[] getOutPortTypes() {
            return m_outputs;
        }

        @Override
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <D extends PortObject> void setOutData(D... data) {
            m_out = data;
        }

        @Override
        public <D extends PortObject> void setOutData(int index, D data) {
            m_out[index] = data;
        }

        @Override
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final <D extends PortObject> void setInternalData(D... data) {
            m_internal = data;
        }

        @Override
        public void setWarningMessage(String message) {
            FluentNodeModel.this.setWarningMessage(message);
        }
    }
}
