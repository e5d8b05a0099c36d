package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
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
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.view.ConfusionMatrix;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.LabelledScores;

/** Measures how right predictions are. */
public final class ActionScorerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Action Scorer")
        .icon("action-scorer.png")
        .shortDescription("Measures the accuracy of predicted actions.")
        .fullDescription("""
            Compares the predictions of an Action Predictor with the true classes: top-1 and top-k accuracy, the mean
            accuracy over classes, the confusion matrix, precision, recall and average precision of each class, and the
            mean average precision. Where the column of true classes holds lists, as for Charades, any number of classes
            is right and only average precision is measured. Classes without videos are left out of means and named in a
            warning; rows without a label or without probabilities are left out and counted there, in the summary and in the view.
            Where confidences and accuracy lie apart, the Video Model Calibrator brings them together.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Predictions", "The output of an Action Predictor.")
            .addOutputTable("Summary", """
                One row: top-1, top-k and mean class accuracy, the number of videos, and mAP; the model of the predictions,
                its multiply-accumulates for one view in billions, the views of a video, and its parameters; the videos that
                were left out for want of a score or of a label; between which values each accuracy lies with 95% confidence
                (bootstrap over videos); and the expected calibration error, how far confidences and accuracy lie apart.
                """)
            .addOutputTable("Classes", "One row per class: videos, recall, precision and average precision.")
            .addOutputTable("Confusion matrix", "One row per true class, one column per predicted class."))
        .model(model -> model.parametersClass(ActionScorerParameters.class)
            .configure(ActionScorerNodeFactory::configure)
            .execute(ActionScorerNodeFactory::execute))
        .addView(ScoredTables::view)
        .nodeType(NodeType.Other)
        .keywords("accuracy", "top-1", "mAP", "confusion matrix", "evaluation");

    public ActionScorerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        ActionScorerParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec table = in.getInTableSpec(0);
        if (table == null) {
            return;
        }
        Classes classes = check(table, parameters);
        out.setOutSpecs(ScoredTables.specs(parameters.k, classes));
    }

    private static Classes check(DataTableSpec table, ActionScorerParameters parameters)
        throws InvalidSettingsException {
        parameters.label(table);
        Classes classes = new Classes(List.copyOf(Predictions.probabilityColumns(table).keySet()));
        if (classes.isEmpty()) {
            throw new InvalidSettingsException(
                "The input table has no columns with class probabilities, such as an Action Predictor appends.");
        }
        return classes;
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        ActionScorerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        Classes classes = NodeWork.run(exec, progress -> check(table.getDataTableSpec(), parameters));
        ScoredRows rows = NodeWork.run(exec,
            progress -> ScoredRows.read(table, parameters.label(table.getDataTableSpec()), classes));
        LabelledScores scores = rows.scores();
        if (scores.size() == 0) {
            throw new KNIMEException("None of the " + table.size() + " rows has both a label and probabilities.");
        }
        Measure measure = NodeWork.run(exec, progress -> measure(scores));
        checkReached(measure, parameters.leastAccuracy);
        warn(scores, measure, out);
        ScoredTables tables = ScoredTables.of(rows, parameters.k, ScoringModel.of(table.getDataTableSpec()), exec);
        out.setOutData(tables.outputs());
        out.setInternalData(tables.kept());
    }

    private static void checkReached(Measure measure, double least) throws KNIMEException {
        if (least > 0 && !(measure.value() >= least)) {
            throw new KNIMEException(measure.text() + " is below the least accuracy of " + least + ".");
        }
    }

    /** What the scores are judged by. */
    private record Measure(String name, double value) {
        String text() {
            return String.format(Locale.ROOT, "%s %.2f", name, value);
        }
    }

    private static Measure measure(LabelledScores scores) {
        return scores.accuracy().map(accuracy -> new Measure("Top-1", accuracy.top(1)))
            .orElseGet(() -> new Measure("mAP", scores.averagePrecision().mean()));
    }

    private static void warn(LabelledScores scores, Measure measure, ExecuteOutput out) {
        List<String> warnings = new ArrayList<>();
        Coverage coverage = scores.coverage();
        if (!coverage.isWhole()) {
            warnings.add(measure.text() + coverage.share() + "; " + coverage.others(ConfusionMatrix.REASONS) + ".");
        }
        List<String> absent = scores.absent();
        if (!absent.isEmpty()) {
            warnings.add(absent.size() + " of " + scores.classes().size() + " classes have no videos and are left out of "
                + "means, first " + absent.get(0) + ".");
        }
        if (!warnings.isEmpty()) {
            out.setWarningMessage(String.join(" ", warnings));
        }
    }
}
