package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.TrainingCurves;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

/** The course of training as a table, a row an epoch. */
final class HistoryTable {

    private static final Column<Integer> EPOCH = Column.count("Epoch");
    private static final Column<Double> RATE = Column.number("Learning rate");
    private static final Column<Double> LOSS = Column.number("Loss");
    private static final Column<Double> TOP_1 = Column.number("Top-1");
    private static final Column<Double> TOP_5 = Column.number("Top-5");
    private static final Column<Double> VALIDATION_LOSS = Column.number("Validation loss");
    private static final Column<Double> VALIDATION_TOP_1 = Column.number("Validation top-1");
    private static final Column<Double> VALIDATION_TOP_5 = Column.number("Validation top-5");
    private static final Column<Double> VALIDATION_MAP = Column.number("Validation mAP");
    private static final Column<Double> SECONDS = Column.number("Seconds");
    private static final Column<Double> FOR_DATA = Column.number("Seconds for data");
    private static final Column<Double> FOR_COMPUTING = Column.number("Seconds for computing");
    private static final Column<Double> CLIPS_PER_SECOND = Column.number("Clips per second");

    static final Columns<Epoch> COLUMNS = new Columns<Epoch>()
        .with(EPOCH, Epoch::number)
        .with(RATE, Epoch::rate)
        .with(LOSS, Epoch::loss)
        .with(TOP_1, Epoch::top1)
        .with(TOP_5, Epoch::top5)
        .with(new Columns<Validation>()
            .with(VALIDATION_LOSS, Validation::loss)
            .with(VALIDATION_TOP_1, Validation::top1)
            .with(VALIDATION_TOP_5, Validation::top5)
            .with(VALIDATION_MAP, Validation::meanAveragePrecision).of(Epoch::validation))
        .with(SECONDS, Epoch::seconds)
        .with(FOR_DATA, Epoch::dataSeconds)
        .with(FOR_COMPUTING, Epoch::computeSeconds)
        .with(CLIPS_PER_SECOND, Epoch::clipsPerSecond)
        .with(Column.number("Share of time waiting for data"), Epoch::waiting);

    private HistoryTable() {
    }

    static BufferedDataTable of(List<Epoch> history, ExecutionContext exec) {
        return COLUMNS.table(history, epoch -> "Epoch " + epoch.number(), exec);
    }

    /**
     * The curves of the tables that the node keeps for its view: the history, where the rate was found how, and where clips
     * are mixed some of them.
     */
    static DefaultView view(RequireViewParameters view) {
        return TrainingCurves.declare(view, kept -> {
            List<BufferedDataTable> more = Arrays.stream(kept).skip(1).map(BufferedDataTable.class::cast).toList();
            return new TrainingCurves(read((BufferedDataTable) kept[0]),
                more.stream().filter(table -> RateTable.is(table.getDataTableSpec())).findFirst().map(RateTable::read)
                    .orElse(null),
                more.stream().filter(table -> MixedTable.is(table.getDataTableSpec())).findFirst().map(MixedTable::read)
                    .orElse(List.of()));
        });
    }

    /** A table of a node that was executed earlier may have fewer columns. */
    static List<Epoch> read(BufferedDataTable table) {
        List<Epoch> epochs = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            epochs.add(new Epoch(row.get(EPOCH), number(row, RATE), number(row, LOSS), number(row, TOP_1),
                number(row, TOP_5), validation(row), number(row, FOR_DATA), number(row, FOR_COMPUTING),
                (int) Math.round(number(row, CLIPS_PER_SECOND) * number(row, SECONDS))));
        }
        return epochs;
    }

    private static Validation validation(TableRow row) {
        return row.number(VALIDATION_LOSS).map(loss -> new Validation(loss, number(row, VALIDATION_TOP_1),
            number(row, VALIDATION_TOP_5), row.get(VALIDATION_MAP))).orElse(null);
    }

    private static double number(TableRow row, Column<Double> column) {
        return row.number(column).orElse(Double.NaN);
    }
}
