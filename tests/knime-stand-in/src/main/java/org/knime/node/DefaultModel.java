package org.knime.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/** The declaration of what a node does. */
public abstract class DefaultModel implements FluentNodeAPI {
    DefaultModel() {
    }

    static RequireModelParameters create() {
        return parameters -> configure -> execute -> new StandardDefaultModel(parameters, configure, execute);
    }

    static final class StandardDefaultModel extends DefaultModel {
        final Class<? extends NodeParameters> m_parameters;
        final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> m_configure;
        final ExecuteConsumer m_execute;

        private StandardDefaultModel(Class<? extends NodeParameters> parameters,
            ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure, ExecuteConsumer execute) {
            m_parameters = parameters;
            m_configure = configure;
            m_execute = execute;
        }
    }

    /** Step: the node's parameters. */
    public interface RequireModelParameters {
        RequireConfigureOrRearrangeColumns parametersClass(Class<? extends NodeParameters> parameters);

        default RequireConfigureOrRearrangeColumns withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Step: what the node says before it executes. */
    public interface RequireConfigureOrRearrangeColumns {
        RequireExecute configure(ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);
    }

    /** Step: what the node does. */
    public interface RequireExecute {
        DefaultModel execute(ExecuteConsumer execute);
    }

    /** Takes input and output and may refuse the settings. */
    @FunctionalInterface
    public interface ConfigureOrRearrangerConsumer<I, O> {
        void accept(I input, O output) throws InvalidSettingsException;
    }

    /** Takes input and output and may fail. */
    @FunctionalInterface
    public interface ExecuteConsumer {
        void accept(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException, KNIMEException;
    }

    /** What is known before a node executes. */
    public interface ConfigureInput {
        <S extends NodeParameters> S getParameters();

        PortObjectSpec[] getInPortSpecs();

        <S extends PortObjectSpec> S getInPortSpec(int index);

        DataTableSpec[] getInTableSpecs();

        DataTableSpec getInTableSpec(int index);

        PortType[] getOutPortTypes();
    }

    /** Takes what a node says before it executes. */
    public interface ConfigureOutput {
        @SuppressWarnings("unchecked")
        <S extends PortObjectSpec> void setOutSpecs(S... specs);

        <S extends PortObjectSpec> void setOutSpec(int index, S spec);

        void setWarningMessage(String message);
    }

    /** What a node executes on. */
    public interface ExecuteInput {
        <S extends NodeParameters> S getParameters();

        PortObject[] getInPortObjects();

        <D extends PortObject> D getInPortObject(int index);

        BufferedDataTable[] getInTables();

        BufferedDataTable getInTable(int index);

        ExecutionContext getExecutionContext();

        PortType[] getOutPortTypes();
    }

    /** Takes what a node made. */
    public interface ExecuteOutput {
        @SuppressWarnings("unchecked")
        <D extends PortObject> void setOutData(D... data);

        <D extends PortObject> void setOutData(int index, D data);

        @SuppressWarnings("unchecked")
        <D extends PortObject> void setInternalData(D... data);

        void setWarningMessage(String message);
    }
}
