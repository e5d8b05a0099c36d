package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.model.training.RateCurve;
import org.videoaction.model.training.RateCurve.Point;

/** How a learning rate was found as a table, a row a step, which the node keeps for its view. */
final class RateTable {

    private static final Column<Double> RATE = Column.number("Learning rate");
    private static final Column<Double> LOSS = Column.number("Loss");
    private static final Column<Double> SMOOTHED = Column.number("Smoothed loss");
    private static final Columns<Point> COLUMNS = new Columns<Point>()
        .with(RATE, Point::rate)
        .with(LOSS, Point::loss)
        .with(SMOOTHED, Point::smoothed);

    private RateTable() {
    }

    static BufferedDataTable of(RateCurve curve, ExecutionContext exec) {
        return COLUMNS.table(curve.points(), point -> "Step " + (curve.points().indexOf(point) + 1), exec);
    }

    static boolean is(DataTableSpec table) {
        return SMOOTHED.isIn(table);
    }

    static RateCurve read(BufferedDataTable table) {
        List<Point> points = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            points.add(new Point(row.get(RATE), row.get(LOSS), row.get(SMOOTHED)));
        }
        return new RateCurve(points);
    }
}
