package org.videoaction.standin;

import java.util.Arrays;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.node.parameters.NodeParametersInput;

/**
 * What parameters see while no data is there.
 *
 * @param types of the inputs
 */
public record SpecsOnly(PortType[] types, PortObjectSpec[] specs) implements NodeParametersInput {

    /** Inputs of which nothing matters but what is known of their data. */
    public SpecsOnly(PortObjectSpec... specs) {
        this(new PortType[specs.length], specs);
        Arrays.fill(types, PortTypeRegistry.getInstance().getPortType(PortObject.class));
    }

    /** Inputs that are not connected. */
    public SpecsOnly(PortType... types) {
        this(types, new PortObjectSpec[types.length]);
    }

    @Override
    public PortType[] getInPortTypes() {
        return types;
    }

    @Override
    public PortType[] getOutPortTypes() {
        return new PortType[0];
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return specs;
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(int index) {
        return Optional.ofNullable(specs[index]);
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(specs).map(spec -> spec instanceof DataTableSpec table ? table : null)
            .toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(int index) {
        return Optional.ofNullable(getInTableSpecs()[index]);
    }

    @Override
    public PortObject[] getInPortObjects() {
        return new PortObject[specs.length];
    }

    @Override
    public Optional<PortObject> getInPortObject(int index) {
        return Optional.empty();
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return new BufferedDataTable[specs.length];
    }

    @Override
    public Optional<BufferedDataTable> getInTable(int index) {
        return Optional.empty();
    }
}
