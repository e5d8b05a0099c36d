package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.run;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.videoaction.knime.score.ActionScorerNodeFactory;

/** A workflow that tests itself: its Action Scorer fails where fewer videos are right than should be. */
@Tag("runner")
class LeastAccuracyTest {

    /** Four videos, of which three are right. */
    private static BufferedDataTable scored() {
        BufferedDataContainer rows = context().createDataContainer(new DataTableSpec(column("Label", StringCell.TYPE),
            column("P (Label=left)", DoubleCell.TYPE), column("P (Label=right)", DoubleCell.TYPE)));
        String[] labels = {"left", "left", "right", "right"};
        double[] left = {0.9, 0.8, 0.3, 0.6};
        for (int i = 0; i < labels.length; i++) {
            rows.addRowToTable(new DefaultRow("video " + i, new StringCell(labels[i]), new DoubleCell(left[i]),
                new DoubleCell(1 - left[i])));
        }
        rows.close();
        return rows.getTable();
    }

    private static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    @Test
    void aModelThatIsNoWorsePasses() throws Exception {
        for (double least : new double[] {0, 0.75}) {
            assertThat(cell(run(ActionScorerNodeFactory.class, settings -> settings.addDouble("least_accuracy", least),
                scored())[0], 0, "Top-1").toString()).isEqualTo("0.75");
        }
    }

    @Test
    void aWorseModelFailsTheNode() {
        assertThatThrownBy(() -> run(ActionScorerNodeFactory.class,
            settings -> settings.addDouble("least_accuracy", 0.76), scored()))
            .rootCause().hasMessage("Top-1 0.75 is below the least accuracy of 0.76.");
    }
}
