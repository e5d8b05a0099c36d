package org.knime.node.parameters;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;

/** What parameters and dialogs can see of a node's ports. */
public interface NodeParametersInput {
    PortType[] getInPortTypes();

    PortType[] getOutPortTypes();

    PortObjectSpec[] getInPortSpecs();

    Optional<PortObjectSpec> getInPortSpec(int index);

    DataTableSpec[] getInTableSpecs();

    Optional<DataTableSpec> getInTableSpec(int index);

    PortObject[] getInPortObjects();

    Optional<PortObject> getInPortObject(int index);

    BufferedDataTable[] getInTables();

    Optional<BufferedDataTable> getInTable(int index);
}
