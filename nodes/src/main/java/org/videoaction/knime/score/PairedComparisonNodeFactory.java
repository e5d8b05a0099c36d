package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.metrics.PairedTest;

/** Says whether one of two models is better than the other, or only luckier. */
public final class PairedComparisonNodeFactory extends DefaultNodeFactory {

    /** What two models say of a video. */
    private record Pair(String video, String label, String first, String second) {

        boolean firstIsRight() {
            return label.equals(first);
        }

        boolean secondIsRight() {
            return label.equals(second);
        }
    }

    /** The pairs, and the rows of either table that have no counterpart, no label or no prediction. */
    private record Pairs(List<Pair> pairs, long leftOut) {}

    private static final Columns<PairedTest> TEST = new Columns<PairedTest>()
        .with(CommonColumns.VIDEOS, PairedTest::videos)
        .with(Column.number("Top-1 of first"), test -> (test.both() + test.first()) / (double) test.videos())
        .with(Column.number("Top-1 of second"), test -> (test.both() + test.second()) / (double) test.videos())
        .with(Column.number("Difference"), test -> (test.first() - test.second()) / (double) test.videos())
        .with(Column.number("Difference from"), test -> test.difference().low())
        .with(Column.number("Difference to"), test -> test.difference().high())
        .with(Column.count("Both right"), PairedTest::both)
        .with(Column.count("Only first right"), PairedTest::first)
        .with(Column.count("Only second right"), PairedTest::second)
        .with(Column.count("None right"), PairedTest::neither)
        .with(Column.number("p-value"), PairedTest::chance);

    private static final Columns<Pair> DIFFERENT = new Columns<Pair>()
        .with(CommonColumns.PATH, Pair::video)
        .with(CommonColumns.LABEL, Pair::label)
        .with(Column.text("First prediction"), Pair::first)
        .with(Column.text("Second prediction"), Pair::second)
        .with(Column.text("Right"), pair -> pair.firstIsRight() ? "first" : "second");

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Paired Comparison")
        .icon("paired-comparison.png")
        .shortDescription("Tests whether one of two models is better than the other, or only luckier.")
        .fullDescription("""
            Holds the predictions of two models for the same videos against each other: how many both, one or none of them
            recognized; the difference of their accuracies with its 95% confidence interval (bootstrap over videos); and the
            exact, two-sided p-value of McNemar's test, how likely so large a difference is by chance where both are equally
            good. The videos are matched by their paths, several segments of one path by their order.
            """)
        .sinceVersion(1, 1, 0)
        .ports(ports -> ports
            .addInputTable("First predictions", "The output of an Action Predictor, with labels.")
            .addInputTable("Second predictions", "The output of another one for the same videos.")
            .addOutputTable("Test", """
                One row: videos, both accuracies, their difference (first minus second) with its interval, the four counts and
                the p-value.
                """)
            .addOutputTable("Differing videos", "One row per video that only one of the models recognized."))
        .model(model -> model.parametersClass(PairedComparisonParameters.class)
            .configure(PairedComparisonNodeFactory::configure)
            .execute(PairedComparisonNodeFactory::execute))
        .addExternalResource("https://doi.org/10.1007/BF02295996",
            "Note on the sampling error of the difference between correlated proportions or percentages (McNemar)")
        .nodeType(NodeType.Other)
        .keywords("McNemar", "significance", "p-value", "accuracy", "evaluation");

    public PairedComparisonNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        PairedComparisonParameters parameters = in.getParameters();
        PairedComparisonParameters.LABEL.requiredIn(in.getInTableSpec(0), parameters.labelColumn);
        for (int port = 0; port < 2; port++) {
            check(in.getInTableSpec(port), port + 1);
        }
        out.setOutSpecs(TEST.spec(), DIFFERENT.spec());
    }

    private static void check(DataTableSpec table, int port) throws InvalidSettingsException {
        for (Column<String> wanted : List.of(CommonColumns.PATH, CommonColumns.PREDICTION)) {
            if (!wanted.isIn(table)) {
                throw new InvalidSettingsException("The table of port " + port + " has no column " + wanted.name()
                    + ". Connect the predictions of an Action Predictor.");
            }
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        PairedComparisonParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        Pairs matched = NodeWork.run(exec, progress -> pairs(table, in.getInTable(1),
            PairedComparisonParameters.LABEL.requiredIn(table.getDataTableSpec(), parameters.labelColumn)));
        List<Pair> pairs = matched.pairs();
        if (pairs.isEmpty()) {
            throw new KNIMEException("No video has a label and a prediction in both tables. The tables are matched by "
                + "their column " + CommonColumns.PATH.name() + ".");
        }
        if (matched.leftOut() > 0) {
            out.setWarningMessage(matched.leftOut() + " rows are left out: they have no counterpart in the other table, no "
                + "label or no prediction.");
        }
        PairedTest test = NodeWork.run(exec,
            progress -> PairedTest.of(right(pairs, true), right(pairs, false), progress));
        out.setOutData(0, TEST.table(List.of(test), one -> "Test", exec));
        out.setOutData(1, DIFFERENT.table(
            pairs.stream().filter(pair -> pair.firstIsRight() != pair.secondIsRight()).toList(), exec));
    }

    private static boolean[] right(List<Pair> pairs, boolean ofFirst) {
        boolean[] right = new boolean[pairs.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = ofFirst ? pairs.get(i).firstIsRight() : pairs.get(i).secondIsRight();
        }
        return right;
    }

    private static Pairs pairs(BufferedDataTable first, BufferedDataTable second, Column<String> label) {
        Map<String, List<String>> seconds = new HashMap<>();
        for (TableRow row : TableRow.of(second)) {
            seconds.computeIfAbsent(row.get(CommonColumns.PATH), path -> new ArrayList<>())
                .add(row.get(CommonColumns.PREDICTION));
        }
        Map<String, Integer> seen = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (TableRow row : TableRow.of(first)) {
            String path = row.get(CommonColumns.PATH);
            List<String> there = seconds.getOrDefault(path, List.of());
            int place = seen.merge(path, 1, Integer::sum) - 1;
            String other = place < there.size() ? there.get(place) : null;
            if (row.get(label) != null && row.get(CommonColumns.PREDICTION) != null && other != null) {
                pairs.add(new Pair(path, row.get(label), row.get(CommonColumns.PREDICTION), other));
            }
        }
        return new Pairs(pairs, first.size() + second.size() - 2L * pairs.size());
    }
}
