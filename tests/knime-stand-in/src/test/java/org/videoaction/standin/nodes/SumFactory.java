package org.videoaction.standin.nodes;

import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.IntValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.persistence.Persist;

/** Adds numbers; a second table is added where its port is there. */
public final class SumFactory extends DefaultNodeFactory {
    public static final String MORE = "More numbers";
    private static final DataTableSpec SPEC = new DataTableSpec(new String[] {"title", "sum"},
        new DataType[] {StringCell.TYPE, IntCell.TYPE});

    public SumFactory() {
        super(DefaultNode.create().name("Sum").icon("sum.png").shortDescription("Adds.")
            .fullDescription("Adds all numbers.").sinceVersion(1, 0, 0)
            .dynamicPorts(ports -> ports
                .addInputPortGroup("Numbers", g -> g.name("Numbers").description("Some.").fixed(BufferedDataTable.TYPE))
                .addInputPortGroup(MORE,
                    g -> g.name(MORE).description("More.").optional().supportedTypes(BufferedDataTable.TYPE))
                .addOutputPortGroup("Sum", g -> g.name("Sum").description("One row.").fixed(BufferedDataTable.TYPE)))
            .model(model -> model.parametersClass(SumParameters.class).configure(SumFactory::configure)
                .execute(SumFactory::execute)));
    }

    /** The title of the sum. */
    public static final class SumParameters implements NodeParameters {
        @Persist(configKey = "title")
        public String m_title = "all";
    }

    private static void configure(ConfigureInput input, ConfigureOutput output) throws InvalidSettingsException {
        for (DataTableSpec table : input.getInTableSpecs()) {
            if (!table.containsCompatibleType(IntValue.class)) {
                throw new InvalidSettingsException("There is no column of numbers.");
            }
        }
        output.setOutSpec(0, SPEC);
    }

    private static void execute(ExecuteInput input, ExecuteOutput output) {
        int sum = 0;
        for (BufferedDataTable table : input.getInTables()) {
            for (DataRow row : table) {
                sum += ((IntValue) row.getCell(0)).getIntValue();
            }
        }
        SumParameters parameters = input.getParameters();
        BufferedDataContainer rows = input.getExecutionContext().createDataContainer(SPEC);
        rows.addRowToTable(new DefaultRow("sum", new StringCell(parameters.m_title), new IntCell(sum)));
        rows.close();
        output.setOutData(0, rows.getTable());
    }

    /** The title and the sum in a row that this node made. */
    public static String text(DataRow row) {
        return ((StringValue) row.getCell(0)).getStringValue() + " = " + ((IntValue) row.getCell(1)).getIntValue();
    }
}
