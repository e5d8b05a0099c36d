package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.IntValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.knime.view.ConfusionMatrix;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.knime.view.ConfusionMatrix.Measures;

/** The outputs of an Action Scorer as its view shows them. */
record ScoredTables(BufferedDataTable summary, BufferedDataTable classes, BufferedDataTable confusion) {

    private static final int TOP_1 = 0;
    private static final int TOP_K = 1;
    private static final int MEAN_CLASS = 2;
    private static final int VIDEOS = 3;
    private static final int MEAN_AVERAGE_PRECISION = 4;

    /** The view of a node that keeps its three outputs. */
    static DefaultView view(final RequireViewParameters view) {
        return ConfusionMatrix.declare(view, kept -> of(kept).matrix());
    }

    private static ScoredTables of(final PortObject[] kept) {
        return new ScoredTables((BufferedDataTable) kept[0], (BufferedDataTable) kept[1], (BufferedDataTable) kept[2]);
    }

    private ConfusionMatrix matrix() {
        DataRow all = summary.iterator().next();
        List<String> names = new ArrayList<>();
        List<Measures> measures = new ArrayList<>();
        for (DataRow row : classes) {
            names.add(row.getKey().getString());
            measures
                .add(new Measures(((IntValue) row.getCell(0)).getIntValue(), share(row, 1), share(row, 2), share(row, 3)));
        }
        return new ConfusionMatrix(names, confusion.size() == 0, ((IntValue) all.getCell(VIDEOS)).getIntValue(),
            share(all, TOP_1), k(summary.getDataTableSpec()), share(all, TOP_K), share(all, MEAN_CLASS),
            share(all, MEAN_AVERAGE_PRECISION), measures, counts());
    }

    /** Of the column "Top-5", 5. */
    private static int k(final DataTableSpec spec) {
        return Integer.parseInt(spec.getColumnSpec(TOP_K).getName().replaceFirst("^Top-(\\d+).*", "$1"));
    }

    private List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        int truth = 0;
        for (DataRow row : confusion) {
            for (int prediction = 0; prediction < row.getNumCells(); prediction++) {
                int videos = ((IntValue) row.getCell(prediction)).getIntValue();
                if (videos > 0) {
                    counts.add(new Count(truth, prediction, videos));
                }
            }
            truth++;
        }
        return counts;
    }

    private static Double share(final DataRow row, final int column) {
        DataCell cell = row.getCell(column);
        return cell.isMissing() ? null : ((DoubleValue) cell).getDoubleValue();
    }
}
