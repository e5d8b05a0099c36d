package org.videoaction.knime.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.LabelledScores;

@Tag("runner")
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

    @Test
    void aVideoWhoseProbabilitiesAreNotFiniteIsOfNoClass() throws Exception {
        BufferedDataContainer rows = exec.createDataContainer(SPEC);
        add(rows, "right", "left", 0.9);
        add(rows, "infinite", "left", Double.POSITIVE_INFINITY);
        add(rows, "no number", "right", Double.NaN);
        rows.close();
        LabelledScores scores = ScoredRows.read(rows.getTable(), Column.texts("Label"), Classes.of("left", "right"))
            .scores();
        assertThat(scores.coverage()).isEqualTo(new Coverage(1, 2, 0));
        assertThat(scores.accuracy().orElseThrow().top(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aDetectionWhoseProbabilityIsNotFiniteIsNamed(double probability) {
        List<String> numbers = List.of("Time (s)", "X1", "Y1", "X2", "Y2", "P (Label=left)");
        List<DataColumnSpec> columns = new ArrayList<>(
            List.of(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec()));
        numbers.forEach(name -> columns.add(new DataColumnSpecCreator(name, DoubleCell.TYPE).createSpec()));
        BufferedDataContainer rows = exec.createDataContainer(new DataTableSpec(columns.toArray(DataColumnSpec[]::new)));
        rows.addRowToTable(new DefaultRow("Row7", new StringCell("v.mp4"), new DoubleCell(1), new DoubleCell(0),
            new DoubleCell(0), new DoubleCell(1), new DoubleCell(1), new DoubleCell(probability)));
        rows.close();
        assertThatThrownBy(() -> new BoxTable("detections", rows.getTable(), new VideoPlaces()).boxes(true))
            .isInstanceOf(KNIMEException.class)
            .hasMessageContaining("Row Row7 of the table of detections has no finite number in P (Label=left)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Top-1", "GFLOPs per view"})
    void aModelWhoseNumbersAreNotFiniteIsNotCompared(String column) {
        List<DataColumnSpec> columns = new ArrayList<>(
            List.of(new DataColumnSpecCreator("Top-1", DoubleCell.TYPE).createSpec()));
        ScoringModel.COLUMNS.spec().forEach(columns::add);
        DataTableSpec spec = new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
        ModelComparisonParameters parameters = new ModelComparisonParameters();
        for (double number : new double[] {0.5, Double.NaN, Double.NEGATIVE_INFINITY}) {
            DataCell[] cells = {new DoubleCell(0.9), new StringCell("SlowFast"), new DoubleCell(36.1), new IntCell(30),
                new DoubleCell(34.5)};
            cells[spec.findColumnIndex(column)] = new DoubleCell(number);
            assertThat(
                ModelComparisonNodeFactory.model(new TableRow(spec, new DefaultRow("model", cells)), parameters, 0) != null)
                .isEqualTo(number == 0.5);
        }
    }
}
