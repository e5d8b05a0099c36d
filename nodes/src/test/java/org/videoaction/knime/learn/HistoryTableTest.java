package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

@Tag("runner")
class HistoryTableTest {

    private static final List<Epoch> HISTORY = List.of(
        new Epoch(1, 0.1, 0.7, 0.5, 0.9, null, 0.25, 1.75, 10),
        new Epoch(2, 0.1, 0.6, 0.5, 0.9, new Validation(0.8, 0.4, 0.75, null), 0.25, 1.75, 10),
        new Epoch(3, 0.1, 0.5, 0.5, 0.9, new Validation(0.8, 0.4, 0.75, 0.625), 0.25, 1.75, 10));

    private final ExecutionContext exec = new ExecutionContext(new DefaultNodeProgressMonitor(), null);

    private static List<DataCell> column(BufferedDataTable table, String name) {
        int index = table.getDataTableSpec().findColumnIndex(name);
        return rows(table).stream().map(row -> row.getCell(index)).toList();
    }

    private static List<DataRow> rows(BufferedDataTable table) {
        List<DataRow> rows = new ArrayList<>();
        table.forEach(rows::add);
        return rows;
    }

    @Test
    void theAveragePrecisionIsMissingWhereThereIsNone() {
        List<DataCell> cells = column(HistoryTable.of(HISTORY, exec), "Validation mAP");
        assertThat(cells.get(0).isMissing()).isTrue();
        assertThat(cells.get(1).isMissing()).isTrue();
        assertThat(((DoubleValue) cells.get(2)).getDoubleValue()).isEqualTo(0.625);
    }

    @Test
    void theViewGetsTheEpochsBack() {
        assertThat(HistoryTable.read(HistoryTable.of(HISTORY, exec))).isEqualTo(HISTORY);
    }

    @Test
    void aTableFromBeforeThereWasAnAveragePrecisionIsStillRead() {
        BufferedDataTable table = HistoryTable.of(HISTORY.subList(0, 2), exec);
        DataTableSpec spec = table.getDataTableSpec();
        int[] kept = IntStream.range(0, spec.getNumColumns())
            .filter(column -> !spec.getColumnSpec(column).getName().equals("Validation mAP")).toArray();
        BufferedDataContainer earlier = exec.createDataContainer(
            new DataTableSpec(Arrays.stream(kept).mapToObj(spec::getColumnSpec)
                .toArray(DataColumnSpec[]::new)));
        rows(table).forEach(row -> earlier.addRowToTable(new DefaultRow(row.getKey().getString(),
            Arrays.stream(kept).mapToObj(row::getCell).toArray(DataCell[]::new))));
        earlier.close();
        assertThat(HistoryTable.read(earlier.getTable())).isEqualTo(HISTORY.subList(0, 2));
    }
}
