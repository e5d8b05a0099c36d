package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

/** Gives some columns of an input to choose from. */
public interface FilteredInputTableColumnsProvider extends InputTableIndexHolder, ColumnChoicesProvider {
    boolean isIncluded(DataColumnSpec column);

    @Override
    default List<DataColumnSpec> columnChoices(NodeParametersInput input) {
        return ColumnSelectionUtil.getFilteredColumns(input, getInputTableIndex(), this::isIncluded);
    }
}
