package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
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

    private static final DataTableSpec SPEC = spec();

    private HistoryTable() {
    }

    static DataTableSpec spec() {
        return new DataTableSpec(new DataColumnSpecCreator("Epoch", IntCell.TYPE).createSpec(), doubles("Learning rate"),
            doubles("Loss"), doubles("Top-1"), doubles("Top-5"), doubles("Validation loss"), doubles("Validation top-1"),
            doubles("Validation top-5"), doubles("Seconds"), doubles("Seconds for data"), doubles("Seconds for computing"),
            doubles("Clips per second"), doubles("Share of time waiting for data"));
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
                new DoubleCell(epoch.top5()), validation == null ? missing() : new DoubleCell(validation.loss()),
                validation == null ? missing() : new DoubleCell(validation.top1()),
                validation == null ? missing() : new DoubleCell(validation.top5()), new DoubleCell(epoch.seconds()),
                new DoubleCell(epoch.dataSeconds()), new DoubleCell(epoch.computeSeconds()),
                new DoubleCell(epoch.clipsPerSecond()), new DoubleCell(epoch.waiting())));
        }
        table.close();
        return table.getTable();
    }

    /** The curves of a table that the node keeps for its view. */
    static DefaultView view(final RequireViewParameters view) {
        return TrainingCurves.declare(view, kept -> new TrainingCurves(read((BufferedDataTable)kept[0])));
    }

    private static List<Epoch> read(final BufferedDataTable table) {
        List<Epoch> epochs = new ArrayList<>();
        for (DataRow row : table) {
            double seconds = number(row, "Seconds");
            epochs.add(new Epoch((int)number(row, "Epoch"), number(row, "Learning rate"), number(row, "Loss"),
                number(row, "Top-1"), number(row, "Top-5"), validation(row), number(row, "Seconds for data"),
                number(row, "Seconds for computing"), (int)Math.round(number(row, "Clips per second") * seconds)));
        }
        return epochs;
    }

    private static Validation validation(final DataRow row) {
        return cell(row, "Validation loss").isMissing() ? null : new Validation(number(row, "Validation loss"),
            number(row, "Validation top-1"), number(row, "Validation top-5"));
    }

    private static double number(final DataRow row, final String column) {
        return ((DoubleValue)cell(row, column)).getDoubleValue();
    }

    private static DataCell cell(final DataRow row, final String column) {
        return row.getCell(SPEC.findColumnIndex(column));
    }

    private static DataCell missing() {
        return DataType.getMissingCell();
    }
}
