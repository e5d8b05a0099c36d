package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.data.RowKey;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.view.AccuracyComplexity;
import org.videoaction.knime.view.AccuracyComplexity.Model;
import org.videoaction.model.metrics.AccuracyChart;
import org.videoaction.model.metrics.ComparedModel;

/** Holds the accuracy of several models against what they cost. */
public final class ModelComparisonNodeFactory extends DefaultNodeFactory {

    private static final List<String> MORE = List.of("Second summary", "Third summary", "Fourth summary", "Fifth summary");

    private static final int VIEWS = 3;
    private static final int PARAMETERS = 5;

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Model Comparison")
        .icon("model-comparison.png")
        .shortDescription("Compares the accuracy of several models with what they cost.")
        .fullDescription("""
            Puts the summaries of several Action Scorers beside each other: a row a model with its accuracy, the
            multiply-accumulates of one view and of all views of a video, and its parameters, and the picture of accuracy over
            cost that papers show. A model is best for its cost where no other reaches more for as much, or as much for less.
            More summaries are added at the node's ports; a summary may also have several rows, put together by KNIME's
            Concatenate.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(ModelComparisonNodeFactory::declare)
        .model(model -> model.parametersClass(ModelComparisonParameters.class)
            .configure(ModelComparisonNodeFactory::configure)
            .execute(ModelComparisonNodeFactory::execute))
        .addExternalResource("https://arxiv.org/abs/1812.03982", "SlowFast Networks for Video Recognition, figure 2")
        .addView(ModelComparisonNodeFactory::view)
        .nodeType(NodeType.Other)
        .keywords("accuracy", "complexity", "GFLOPs", "trade-off", "evaluation");

    public ModelComparisonNodeFactory() {
        super(NODE);
    }

    private static void declare(final DynamicPortsAdder ports) {
        ports.addInputPortGroup("Summary", port -> port.name("Summary")
            .description("The summary of an Action Scorer, of one model or of several.").fixed(BufferedDataTable.TYPE));
        for (String name : MORE) {
            ports.addInputPortGroup(name, port -> port.name(name).description("The summary of another model.")
                .optional().supportedTypes(BufferedDataTable.TYPE));
        }
        ports.addOutputPortGroup("Models", port -> port.name("Models")
            .description("A row a model: accuracy, GFLOPs per view, views, GFLOPs per video, parameters in millions, and "
                + "whether it is best for its cost; the cheapest first.")
            .fixed(BufferedDataTable.TYPE));
        ports.addOutputPortGroup("Picture", port -> port.name("Picture")
            .description("One row with a PNG picture: accuracy over multiply-accumulates.").fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        ModelComparisonParameters parameters = in.getParameters();
        parameters.validate();
        int port = 1;
        for (PortObjectSpec spec : in.getInPortSpecs()) {
            check((DataTableSpec) spec, port++, parameters.m_accuracyColumn);
        }
        out.setOutSpecs(modelSpec(), pictureSpec());
    }

    private static void check(final DataTableSpec table, final int port, final String accuracy)
        throws InvalidSettingsException {
        if (table == null) {
            return;
        }
        for (DataColumnSpec wanted : ScoringModel.columns()) {
            if (!table.containsName(wanted.getName())) {
                throw new InvalidSettingsException("The table of port " + port + " has no column " + wanted.getName()
                    + ". Connect the summary of an Action Scorer.");
            }
        }
        DataColumnSpec column = table.getColumnSpec(accuracy);
        if (column == null || !column.getType().isCompatible(DoubleValue.class)) {
            throw new InvalidSettingsException("The table of port " + port + " has no column of numbers " + accuracy
                + ". Choose the accuracy that all models have.");
        }
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ModelComparisonParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<BufferedDataTable> tables = Arrays.stream(in.getInPortObjects()).filter(BufferedDataTable.class::isInstance)
            .map((final PortObject table) -> (BufferedDataTable) table).toList();
        List<ComparedModel> models = new ArrayList<>();
        int left = 0;
        for (BufferedDataTable table : tables) {
            for (DataRow row : table) {
                ComparedModel model = model(row, table.getDataTableSpec(), parameters, models.size() + left);
                if (model == null) {
                    left++;
                } else {
                    models.add(model);
                }
            }
        }
        if (models.isEmpty()) {
            throw new KNIMEException("No row says both its model and its " + parameters.m_accuracyColumn
                + ". Score with an Action Predictor and measure with an Action Scorer.");
        }
        if (left > 0) {
            out.setWarningMessage(left + " rows without a model or without " + parameters.m_accuracyColumn
                + " are left out.");
        }
        byte[] picture = NodeWork.run(exec, progress -> new AccuracyChart(models, parameters.m_accuracyColumn).png());
        BufferedDataTable table = table(models, exec);
        out.setOutData(0, table);
        out.setInternalData(table);
        out.setOutData(1, picture(picture, exec));
    }

    private static DefaultView view(final RequireViewParameters view) {
        return AccuracyComplexity.declare(view,
            kept -> new AccuracyComplexity("Accuracy", models((BufferedDataTable) kept[0])));
    }

    private static List<Model> models(final BufferedDataTable table) {
        List<Model> models = new ArrayList<>();
        for (DataRow row : table) {
            models.add(new Model(((StringValue) row.getCell(0)).getStringValue(), number(row, 1), number(row, 2),
                ((IntValue) row.getCell(VIEWS)).getIntValue(), number(row, PARAMETERS)));
        }
        return models;
    }

    private static double number(final DataRow row, final int column) {
        return ((DoubleValue) row.getCell(column)).getDoubleValue();
    }

    /** Nothing where something is missing. */
    private static ComparedModel model(final DataRow row, final DataTableSpec spec,
        final ModelComparisonParameters parameters, final int number) {
        Function<String, DataCell> cell = name -> row.getCell(spec.findColumnIndex(name));
        if (!(cell.apply(parameters.m_accuracyColumn) instanceof DoubleValue accuracy)
            || !(cell.apply(ScoringModel.MODEL) instanceof StringValue name)
            || !(cell.apply(ScoringModel.GFLOPS) instanceof DoubleValue gigaFlops)
            || !(cell.apply(ScoringModel.VIEWS) instanceof IntValue views)
            || !(cell.apply(ScoringModel.PARAMETERS) instanceof DoubleValue megaParameters)) {
            return null;
        }
        return new ComparedModel(parameters.name(number, name.getStringValue()), accuracy.getDoubleValue(),
            gigaFlops.getDoubleValue(), views.getIntValue(), megaParameters.getDoubleValue());
    }

    private static BufferedDataTable table(final List<ComparedModel> models, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(modelSpec());
        for (ComparedModel model : ComparedModel.cheapestFirst(models)) {
            table.addRowToTable(new DefaultRow(RowKey.createRowKey(table.size()), new StringCell(model.name()),
                new DoubleCell(model.accuracy()), new DoubleCell(model.gigaFlops()), new IntCell(model.views()),
                new DoubleCell(model.gigaFlopsOfVideo()), new DoubleCell(model.megaParameters()),
                BooleanCell.get(model.isBestForItsCost(models))));
        }
        table.close();
        return table.getTable();
    }

    private static DataTableSpec modelSpec() {
        return new DataTableSpec(column(ScoringModel.MODEL, StringCell.TYPE), column("Accuracy", DoubleCell.TYPE),
            column(ScoringModel.GFLOPS, DoubleCell.TYPE), column(ScoringModel.VIEWS, IntCell.TYPE),
            column("GFLOPs per video", DoubleCell.TYPE), column(ScoringModel.PARAMETERS, DoubleCell.TYPE),
            column("Best for its cost", BooleanCell.TYPE));
    }

    private static BufferedDataTable picture(final byte[] png, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(pictureSpec());
        table.addRowToTable(new DefaultRow("Accuracy over cost", PNGImageCellFactory.create(png)));
        table.close();
        return table.getTable();
    }

    private static DataTableSpec pictureSpec() {
        return new DataTableSpec(column("Picture", PNGImageCellFactory.TYPE));
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
