package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.knime.view.TrainingCurves;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

/** The course of training as a table, a row an epoch. */
final class HistoryTable {

    private HistoryTable() {
    }

    static DataTableSpec spec() {
        return new DataTableSpec(new DataColumnSpecCreator("Epoch", IntCell.TYPE).createSpec(), doubles("Learning rate"),
            doubles("Loss"), doubles("Top-1"), doubles("Top-5"), doubles("Validation loss"), doubles("Validation top-1"),
            doubles("Validation top-5"), doubles("Validation mAP"), doubles("Seconds"), doubles("Seconds for data"),
            doubles("Seconds for computing"), doubles("Clips per second"), doubles("Share of time waiting for data"));
    }

    private static DataColumnSpec doubles(final String name) {
        return new DataColumnSpecCreator(name, DoubleCell.TYPE).createSpec();
    }

    static BufferedDataTable of(final List<Epoch> history, final ExecutionContext exec) {
        BufferedDataContainer table = exec.createDataContainer(spec());
        for (Epoch epoch : history) {
            Validation validation = epoch.validation();
            table.addRowToTable(new DefaultRow("Epoch " + epoch.number(), new IntCell(epoch.number()),
                new DoubleCell(epoch.rate()), new DoubleCell(epoch.loss()), new DoubleCell(epoch.top1()),
                new DoubleCell(epoch.top5()), measured(validation, Validation::loss), measured(validation, Validation::top1),
                measured(validation, Validation::top5), measured(validation, Validation::meanAveragePrecision),
                new DoubleCell(epoch.seconds()), new DoubleCell(epoch.dataSeconds()),
                new DoubleCell(epoch.computeSeconds()), new DoubleCell(epoch.clipsPerSecond()),
                new DoubleCell(epoch.waiting())));
        }
        table.close();
        return table.getTable();
    }

    private static DataCell measured(final Validation validation, final Function<Validation, Double> measure) {
        return Optional.ofNullable(validation).map(measure).<DataCell>map(DoubleCell::new)
            .orElseGet(DataType::getMissingCell);
    }

    /** The curves of a table that the node keeps for its view. */
    static DefaultView view(final RequireViewParameters view) {
        return TrainingCurves.declare(view, kept -> new TrainingCurves(read((BufferedDataTable) kept[0])));
    }

    static List<Epoch> read(final BufferedDataTable table) {
        List<Epoch> epochs = new ArrayList<>();
        for (DataRow row : table) {
            epochs.add(new Kept(table.getDataTableSpec(), row).epoch());
        }
        return epochs;
    }

    /** A row of a table that a node keeps; one that was executed earlier may have fewer columns. */
    private record Kept(DataTableSpec spec, DataRow row) {

        Epoch epoch() {
            return new Epoch((int) number("Epoch"), number("Learning rate"), number("Loss"), number("Top-1"),
                number("Top-5"), validation(), number("Seconds for data"), number("Seconds for computing"),
                (int) Math.round(number("Clips per second") * number("Seconds")));
        }

        private Validation validation() {
            return there("Validation loss").map(loss -> new Validation(loss, number("Validation top-1"),
                number("Validation top-5"), there("Validation mAP").orElse(null))).orElse(null);
        }

        private double number(final String column) {
            return there(column).orElseThrow();
        }

        private Optional<Double> there(final String column) {
            int index = spec.findColumnIndex(column);
            return index < 0 || row.getCell(index).isMissing() ? Optional.empty()
                : Optional.of(((DoubleValue) row.getCell(index)).getDoubleValue());
        }
    }
}
