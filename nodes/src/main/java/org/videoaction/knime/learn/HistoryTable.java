package org.videoaction.knime.learn;

import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

/** The course of training as a table, a row an epoch. */
final class HistoryTable {

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

    private static DataCell missing() {
        return DataType.getMissingCell();
    }
}
