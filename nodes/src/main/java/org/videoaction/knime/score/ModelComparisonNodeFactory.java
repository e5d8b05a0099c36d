package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.knime.core.data.DataTableSpec;
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
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.AccuracyChart;
import org.videoaction.knime.view.AccuracyComplexity;
import org.videoaction.model.metrics.ComparedModel;
import org.videoaction.model.metrics.Coverage;

/** Holds the accuracy of several models against what they cost. */
public final class ModelComparisonNodeFactory extends DefaultNodeFactory {

    private static final List<String> MORE = List.of("Second summary", "Third summary", "Fourth summary", "Fifth summary");

    private static final Column<Double> ACCURACY = Column.number("Accuracy");
    private static final Columns<byte[]> PICTURES = new Columns<byte[]>().with(Column.picture("Picture"), png -> png);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Model Comparison")
        .icon("model-comparison.png")
        .shortDescription("Compares the accuracy of several models with what they cost.")
        .fullDescription("""
            Puts the summaries of several Action Scorers beside each other: one row per model with its accuracy, the
            multiply-accumulates of one view and of all views of a video, and its parameters, and the picture of accuracy over
            cost that papers show. A model is best for its cost where no other reaches more for as much, or as much for less. Where
            an accuracy is of fewer videos than were listed, the name of the model says so. Whether one of two models is
            really better, or was lucky with the videos, the Paired Comparison says.
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

    private static void declare(DynamicPortsAdder ports) {
        ports.addInputPortGroup("Summary", port -> port.name("Summary")
            .description("The summary of an Action Scorer, of one model or of several.").fixed(BufferedDataTable.TYPE));
        for (String name : MORE) {
            ports.addInputPortGroup(name, port -> port.name(name).description("The summary of another model.")
                .optional().supportedTypes(BufferedDataTable.TYPE));
        }
        ports.addOutputPortGroup("Models", port -> port.name("Models")
            .description(
                "One row per model: accuracy, GFLOPs per view, views, GFLOPs per video, parameters in millions, and "
                    + "whether it is best for its cost; the cheapest first.")
            .fixed(BufferedDataTable.TYPE));
        ports.addOutputPortGroup("Picture", port -> port.name("Picture")
            .description("One row with a PNG picture: accuracy over multiply-accumulates.").fixed(BufferedDataTable.TYPE));
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ModelComparisonParameters parameters = in.getParameters();
        parameters.check();
        int port = 1;
        for (PortObjectSpec spec : in.getInPortSpecs()) {
            check((DataTableSpec) spec, port++, parameters.accuracy());
        }
        out.setOutSpecs(columns(List.of()).spec(), PICTURES.spec());
    }

    private static void check(DataTableSpec table, int port, String accuracy)
        throws InvalidSettingsException {
        if (table == null) {
            return;
        }
        for (String wanted : ScoringModel.COLUMNS.spec().getColumnNames()) {
            if (!table.containsName(wanted)) {
                throw new InvalidSettingsException("The table of port " + port + " has no column " + wanted
                    + ". Connect the summary of an Action Scorer.");
            }
        }
        if (!Column.number(accuracy).isIn(table)) {
            throw new InvalidSettingsException("The table of port " + port + " has no column of numbers " + accuracy
                + ". Choose the accuracy that all models have.");
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ModelComparisonParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<BufferedDataTable> tables = Arrays.stream(in.getInPortObjects()).filter(BufferedDataTable.class::isInstance)
            .map((PortObject table) -> (BufferedDataTable) table).toList();
        List<ComparedModel> models = new ArrayList<>();
        int left = 0;
        for (BufferedDataTable table : tables) {
            for (TableRow row : TableRow.of(table)) {
                ComparedModel model = model(row, parameters, models.size() + left);
                if (model == null) {
                    left++;
                } else {
                    models.add(model);
                }
            }
        }
        if (models.isEmpty()) {
            throw new KNIMEException("No row says both its model and its " + parameters.accuracy()
                + ". Score with an Action Predictor and measure with an Action Scorer.");
        }
        if (left > 0) {
            out.setWarningMessage(left + " rows without a model or without " + parameters.accuracy()
                + " are left out.");
        }
        byte[] picture = NodeWork.run(exec, progress -> new AccuracyChart(models, parameters.accuracy()).png());
        BufferedDataTable table = columns(models).table(ComparedModel.cheapestFirst(models), exec);
        out.setOutData(0, table);
        out.setInternalData(table);
        out.setOutData(1, PICTURES.table(List.of(picture), png -> "Accuracy over cost", exec));
    }

    private static DefaultView view(RequireViewParameters view) {
        return AccuracyComplexity.declare(view, "Accuracy", kept -> models((BufferedDataTable) kept[0]));
    }

    private static List<ComparedModel> models(BufferedDataTable table) {
        List<ComparedModel> models = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            models.add(new ComparedModel(row.get(ScoringModel.MODEL), row.get(ACCURACY), row.get(ScoringModel.GFLOPS),
                row.get(CommonColumns.VIEWS), Objects.requireNonNullElse(row.get(ScoringModel.PARAMETERS), Double.NaN)));
        }
        return models;
    }

    /** Nothing where something is missing or not finite. */
    static ComparedModel model(TableRow row, ModelComparisonParameters parameters, int number) {
        String name = row.get(ScoringModel.MODEL);
        Double accuracy = row.number(Column.number(parameters.accuracy())).orElse(null);
        Double gigaFlops = row.number(ScoringModel.GFLOPS).orElse(null);
        Integer views = row.get(CommonColumns.VIEWS);
        Double megaParameters = row.get(ScoringModel.PARAMETERS);
        return Stream.of(name, accuracy, gigaFlops, views, megaParameters).anyMatch(Objects::isNull) ? null
            : new ComparedModel(parameters.name(number, name) + fewer(row), accuracy, gigaFlops, views, megaParameters);
    }

    /** Table, picture and view show it with the name. */
    private static String fewer(TableRow row) {
        Coverage coverage = ScoredTables.coverage(row);
        return coverage.isWhole() ? "" : " (" + coverage.share().strip() + ")";
    }

    /** @param models all that are compared */
    private static Columns<ComparedModel> columns(List<ComparedModel> models) {
        return new Columns<ComparedModel>()
            .with(ScoringModel.MODEL, ComparedModel::name)
            .with(ACCURACY, ComparedModel::accuracy)
            .with(ScoringModel.GFLOPS, ComparedModel::gigaFlops)
            .with(CommonColumns.VIEWS, ComparedModel::views)
            .with(Column.number("GFLOPs per video"), ComparedModel::gigaFlopsOfVideo)
            .with(ScoringModel.PARAMETERS, ComparedModel::megaParameters)
            .with(Column.flag("Best for its cost"), model -> model.isBestForItsCost(models));
    }
}
