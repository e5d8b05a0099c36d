package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

/** Gives all columns of an input to choose from. */
public class AllColumnsProvider implements ColumnChoicesProvider, InputTableIndexHolder {
    @Override
    public List<DataColumnSpec> columnChoices(NodeParametersInput input) {
        return ColumnSelectionUtil.getAllColumns(input, getInputTableIndex());
    }
}
