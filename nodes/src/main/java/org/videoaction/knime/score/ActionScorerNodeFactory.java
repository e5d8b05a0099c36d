package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.model.metrics.Accuracy;

/** Measures how right predictions are. */
public final class ActionScorerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Scorer")
        .icon("action-scorer.png")
        .shortDescription("Measures the accuracy of predicted actions.")
        .fullDescription("""
            Compares the predictions of an Action Predictor with the true classes: top-1 and top-k accuracy, the mean
            accuracy over classes (classes without videos are left out), the confusion matrix, and precision and recall
            of each class. Rows without a label or without probabilities are left out and counted in a warning.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Predictions", "The output of an Action Predictor.")
            .addOutputTable("Summary", "One row: top-1, top-k and mean class accuracy, and the number of videos.")
            .addOutputTable("Classes", "A row a class: videos, recall and precision.")
            .addOutputTable("Confusion matrix", "A row a true class, a column a predicted class."))
        .model(model -> model.parametersClass(ActionScorerParameters.class)
            .configure(ActionScorerNodeFactory::configure)
            .execute(ActionScorerNodeFactory::execute))
        .nodeType(NodeType.Other)
        .keywords("accuracy", "top-1", "confusion matrix", "evaluation");

    public ActionScorerNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        ActionScorerParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec table = in.getInTableSpec(0);
        if (table == null) {
            return;
        }
        List<String> classes = check(table, parameters);
        out.setOutSpecs(summarySpec(parameters.m_k), classSpec(), confusionSpec(classes));
    }

    private static List<String> check(final DataTableSpec table, final ActionScorerParameters parameters)
        throws InvalidSettingsException {
        DataColumnSpec label = table.getColumnSpec(parameters.m_labelColumn);
        if (label == null || !label.getType().isCompatible(StringValue.class)) {
            throw new InvalidSettingsException("The input table has no text column " + parameters.m_labelColumn
                + ". Choose the column with the true classes.");
        }
        List<String> classes = List.copyOf(Predictions.probabilityColumns(table).keySet());
        if (classes.isEmpty()) {
            throw new InvalidSettingsException(
                "The input table has no columns with class probabilities, such as an Action Predictor appends.");
        }
        return classes;
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out) throws KNIMEException {
        ActionScorerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        List<String> classes;
        try {
            classes = check(table.getDataTableSpec(), parameters);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException(e.getMessage(), e);
        }
        Accuracy accuracy = accuracy(table, parameters.m_labelColumn, classes);
        long left = table.size() - accuracy.videos();
        if (accuracy.videos() == 0) {
            throw new KNIMEException("None of the " + table.size() + " rows has both a label and probabilities.");
        }
        if (left > 0) {
            out.setWarningMessage(left + " of " + table.size() + " rows have no label or no probabilities and are left "
                + "out.");
        }
        out.setOutData(0, summary(accuracy, parameters.m_k, exec));
        out.setOutData(1, classTable(accuracy, exec));
        out.setOutData(2, confusion(accuracy, exec));
    }

    private static Accuracy accuracy(final BufferedDataTable table, final String labelColumn,
        final List<String> classes) throws KNIMEException {
        int labelIndex = table.getDataTableSpec().findColumnIndex(labelColumn);
        Map<String, Integer> columns = Predictions.probabilityColumns(table.getDataTableSpec());
        List<Integer> truth = new ArrayList<>();
        List<int[]> rankings = new ArrayList<>();
        for (DataRow row : table) {
            DataCell label = row.getCell(labelIndex);
            if (label.isMissing() || columns.values().stream().anyMatch(column -> row.getCell(column).isMissing())) {
                continue;
            }
            int index = classes.indexOf(((StringValue)label).getStringValue());
            if (index < 0) {
                throw new KNIMEException("Row " + row.getKey() + " has the label " + label
                    + ", for which there is no column with probabilities.");
            }
            double[] probabilities = columns.values().stream()
                .mapToDouble(column -> ((DoubleValue)row.getCell(column)).getDoubleValue()).toArray();
            truth.add(index);
            rankings.add(Accuracy.ranking(probabilities));
        }
        return Accuracy.of(classes, truth.stream().mapToInt(Integer::intValue).toArray(), rankings);
    }

    private static BufferedDataTable summary(final Accuracy accuracy, final int k, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(summarySpec(k));
        table.addRowToTable(new DefaultRow("Accuracy", new DoubleCell(accuracy.top(1)), new DoubleCell(accuracy.top(k)),
            new DoubleCell(accuracy.meanClass()), new IntCell(accuracy.videos())));
        table.close();
        return table.getTable();
    }

    private static DataTableSpec summarySpec(final int k) {
        return new DataTableSpec(doubles("Top-1"), doubles(k == 1 ? "Top-1 (k)" : "Top-" + k),
            doubles("Mean class accuracy"), new DataColumnSpecCreator("Videos", IntCell.TYPE).createSpec());
    }

    private static BufferedDataTable classTable(final Accuracy accuracy, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(classSpec());
        for (int c = 0; c < accuracy.classes().size(); c++) {
            table.addRowToTable(new DefaultRow(accuracy.classes().get(c), new IntCell(accuracy.support(c)),
                number(accuracy.recall(c)), number(accuracy.precision(c))));
        }
        table.close();
        return table.getTable();
    }

    private static DataTableSpec classSpec() {
        return new DataTableSpec(new DataColumnSpecCreator("Videos", IntCell.TYPE).createSpec(), doubles("Recall"),
            doubles("Precision"));
    }

    private static BufferedDataTable confusion(final Accuracy accuracy, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(confusionSpec(accuracy.classes()));
        for (int c = 0; c < accuracy.classes().size(); c++) {
            DataCell[] cells =
                IntStream.of(accuracy.confusion()[c]).mapToObj(IntCell::new).toArray(DataCell[]::new);
            table.addRowToTable(new DefaultRow(accuracy.classes().get(c), cells));
        }
        table.close();
        return table.getTable();
    }

    private static DataTableSpec confusionSpec(final List<String> classes) {
        return new DataTableSpec(classes.stream()
            .map(name -> new DataColumnSpecCreator(name, IntCell.TYPE).createSpec()).toArray(DataColumnSpec[]::new));
    }

    private static DataColumnSpec doubles(final String name) {
        return new DataColumnSpecCreator(name, DoubleCell.TYPE).createSpec();
    }

    private static DataCell number(final double value) {
        return Double.isNaN(value) ? DataType.getMissingCell() : new DoubleCell(value);
    }
}
