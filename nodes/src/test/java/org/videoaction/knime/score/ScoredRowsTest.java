package org.videoaction.knime.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.LabelledScores;

class ScoredRowsTest {

    private static final DataTableSpec SPEC = new DataTableSpec(
        new DataColumnSpecCreator("Label", StringCell.TYPE).createSpec(),
        new DataColumnSpecCreator("P (Label=left)", DoubleCell.TYPE).createSpec(),
        new DataColumnSpecCreator("P (Label=right)", DoubleCell.TYPE).createSpec());

    private final ExecutionContext exec = new ExecutionContext(new DefaultNodeProgressMonitor(), null);

    /** @param left null where there is no score */
    private static void add(BufferedDataContainer rows, String key, String label, Double left) {
        DataCell missing = DataType.getMissingCell();
        rows.addRowToTable(new DefaultRow(key, label == null ? missing : new StringCell(label),
            left == null ? missing : new DoubleCell(left), left == null ? missing : new DoubleCell(1 - left)));
    }

    @Test
    void videosWithoutScoreOrLabelAreCountedAndTravelWithTheSummary() throws Exception {
        BufferedDataContainer rows = exec.createDataContainer(SPEC);
        add(rows, "right", "left", 0.9);
        add(rows, "wrong", "right", 0.8);
        add(rows, "broken", "left", null);
        add(rows, "broken too", null, null);
        add(rows, "unknown", null, 0.7);
        rows.close();
        BufferedDataTable table = rows.getTable();
        ScoredRows read = ScoredRows.read(table, Column.texts("Label"), Classes.of("left", "right"));
        LabelledScores scores = read.scores();
        assertThat(scores.coverage()).isEqualTo(new Coverage(2, 2, 1));
        ScoredTables tables = ScoredTables.of(read, 5, Optional.empty(), exec);
        assertThat(tables.matrix().counts()).containsExactly(new Count(0, 0, 1, List.of("right")),
            new Count(1, 0, 1, List.of("wrong")));
        BufferedDataTable summary = tables.summary();
        assertThat(ScoredTables.coverage(TableRow.of(summary).iterator().next())).isEqualTo(new Coverage(2, 2, 1));
        assertThat(scores.accuracy().orElseThrow().top(1)).isEqualTo(0.5);
    }
}
