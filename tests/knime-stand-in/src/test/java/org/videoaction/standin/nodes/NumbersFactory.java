package org.videoaction.standin.nodes;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Counts. */
public final class NumbersFactory extends DefaultNodeFactory {
    public NumbersFactory() {
        super(DefaultNode.create().name("Numbers").icon("numbers.png").shortDescription("Counts.")
            .fullDescription("Makes a table with the numbers from one on.").sinceVersion(1, 0, 0)
            .ports(ports -> ports.addOutputTable("Numbers", "One number a row."))
            .model(model -> model.parametersClass(NumbersParameters.class).configure(NumbersFactory::configure)
                .execute(NumbersFactory::execute))
            .keywords("count").nodeType(NodeType.Source));
    }

    private static DataTableSpec spec(NumbersParameters parameters) {
        DataColumnSpec column = new DataColumnSpecCreator(parameters.m_column, IntCell.TYPE).createSpec();
        return new DataTableSpec(column);
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) {
        output.setOutSpecs(spec(input.getParameters()));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException {
        NumbersParameters parameters = input.getParameters();
        BufferedDataContainer rows = input.getExecutionContext().createDataContainer(spec(parameters));
        for (int i = 0; i < parameters.m_count; i++) {
            input.getExecutionContext().checkCanceled();
            input.getExecutionContext().setProgress((i + 1.0) / parameters.m_count, "number " + (i + 1));
            rows.addRowToTable(new DefaultRow(RowKey.createRowKey(i), new IntCell(i + 1)));
        }
        rows.close();
        if (parameters.m_count == 0) {
            output.setWarningMessage("There are no numbers");
        }
        output.setOutData(rows.getTable());
    }
}
