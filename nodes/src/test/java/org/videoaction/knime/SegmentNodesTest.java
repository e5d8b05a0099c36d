package org.videoaction.knime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.videoaction.knime.ExecutedNode.cell;
import static org.videoaction.knime.ExecutedNode.context;
import static org.videoaction.knime.ExecutedNode.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObject;
import org.videoaction.knime.clips.VideoPartitionerNodeFactory;
import org.videoaction.knime.score.SegmentScorerNodeFactory;
import org.videoaction.knime.score.SegmentTunerNodeFactory;

/** Nodes round segments of long videos, and the folds of videos. */
@Tag("runner")
class SegmentNodesTest {

    private static final DataTableSpec SEGMENTS = spec("Path", "Start (s)", "End (s)", "Prediction", "Confidence");
    private static final DataTableSpec TRUTH = spec("Path", "Start (s)", "End (s)", "Label");

    /** Names with a unit or a share are those of numbers. */
    private static DataTableSpec spec(String... names) {
        DataColumnSpec[] columns = new DataColumnSpec[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean number = names[i].endsWith("(s)") || names[i].equals("Confidence") || names[i].startsWith("P (");
            columns[i] = new DataColumnSpecCreator(names[i], number ? DoubleCell.TYPE : StringCell.TYPE).createSpec();
        }
        return new DataTableSpec(columns);
    }

    private static BufferedDataTable table(DataTableSpec spec, Object[]... rows) {
        BufferedDataContainer container = context().createDataContainer(spec);
        int number = 0;
        for (Object[] row : rows) {
            DataCell[] cells = new DataCell[row.length];
            for (int i = 0; i < row.length; i++) {
                cells[i] = row[i] == null ? DataType.getMissingCell() : row[i] instanceof String text ? new StringCell(text)
                    : new DoubleCell(((Number) row[i]).doubleValue());
            }
            container.addRowToTable(new DefaultRow("Row" + number++, cells));
        }
        container.close();
        return container.getTable();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static BufferedDataTable truth() {
        return table(TRUTH, row("v.mp4", 0, 10, "walk"), row("v.mp4", 20, 30, "run"), row("v.mp4", 10, 20, "background"));
    }

    /** Half of one segment is found, all of the other; a video that could not be read has none. */
    @Test
    void segmentsAreMeasured() throws Exception {
        BufferedDataTable found = table(SEGMENTS, row("v.mp4", 0, 5, "walk", 0.9), row("v.mp4", 20, 30, "run", 0.8),
            row("v.mp4", 12, 18, "background", 0.99), row("w.mp4", null, null, null, null));
        PortObject[] out = run(SegmentScorerNodeFactory.class, settings -> {}, found,
            table(TRUTH, row("v.mp4", 0, 10, "walk"), row("v.mp4", 20, 30, "run")));
        // at 0.5 both, at the nine others one of two
        assertThat(number(out[0], 0, "Average mAP")).isEqualTo((1 + 9 * 0.5) / 10);
        assertThat(number(out[1], 0, "mAP")).isEqualTo(1);
        assertThat(number(out[1], 9, "mAP")).isEqualTo(0.5);
        // the class background has no true segment here
        assertThat(((BufferedDataTable) out[2]).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"'', walk, has no Path", "v.mp4, '', has no Label"})
    void aTrueSegmentWithoutVideoOrActionIsSaid(String video, String action, String problem) {
        BufferedDataTable found = table(SEGMENTS, row("v.mp4", 0, 5, "walk", 0.9));
        BufferedDataTable truth = table(TRUTH, row("v.mp4", 0, 10, "walk"),
            row(video.isEmpty() ? null : video, 20, 30, action.isEmpty() ? null : action));
        assertThatThrownBy(() -> run(SegmentScorerNodeFactory.class, settings -> {}, found, truth)).rootCause()
            .hasMessageContaining("Row1 of the table of true segments " + problem);
    }

    private static final DataTableSpec WINDOWS = spec("Path", "Start (s)", "End (s)", "P (Label=walk)", "P (Label=run)");

    /** Nothing happens from 5 to 10, so that walking to 5 and from 10 on are two segments. */
    private static Object[][] windows() {
        return new Object[][] {row("v.mp4", 0, 5, 0.9, 0.1), row("v.mp4", 5, 10, 0.5, 0.4), row("v.mp4", 10, 15, 0.8, 0.2)};
    }

    @Test
    void theOrderOfWindowsInTheTableDoesNotMatter() throws Exception {
        Object[][] windows = windows();
        PortObject[] ordered = run(SegmentTunerNodeFactory.class, settings -> {}, table(WINDOWS, windows),
            table(TRUTH, row("v.mp4", 0, 5, "walk")));
        PortObject[] mixed = run(SegmentTunerNodeFactory.class, settings -> {},
            table(WINDOWS, windows[2], windows[0], windows[1]), table(TRUTH, row("v.mp4", 0, 5, "walk")));
        assertThat(ExecutedNode.rows(mixed[0])).extracting(Object::toString)
            .isEqualTo(ExecutedNode.rows(ordered[0]).stream().map(Object::toString).toList());
        assertThat(number(mixed[0], 0, "Average mAP")).isEqualTo(1);
    }

    @Test
    void windowsOfTwoPredictorsAreRefused() {
        Object[][] windows = windows();
        assertThatThrownBy(() -> run(SegmentTunerNodeFactory.class, settings -> {},
            table(WINDOWS, windows[0], windows[1], windows[0], windows[1]), table(TRUTH, row("v.mp4", 0, 5, "walk"))))
            .rootCause().hasMessageContaining("windows of v.mp4 lie over one another");
    }

    @Test
    void aBackgroundThatTheWindowsDoNotHaveIsRefused() {
        assertThatThrownBy(() -> run(SegmentTunerNodeFactory.class, settings -> {
            try {
                settings.getNodeSettings("overlap").addString("background_class", "bakground");
            } catch (InvalidSettingsException e) {
                throw new IllegalStateException(e);
            }
        }, table(WINDOWS, windows()), table(TRUTH, row("v.mp4", 0, 5, "walk")))).rootCause()
            .hasMessageContaining("no class bakground to be the background. It knows walk, run");
    }

    @Test
    void withoutATrueSegmentThereIsNothingToMeasure() {
        assertThatThrownBy(() -> run(SegmentScorerNodeFactory.class, settings -> {}, table(SEGMENTS), table(TRUTH)))
            .rootCause().hasMessageContaining("true segments has no action");
    }

    /** In windows of 5 seconds somebody walks for 10, in the middle of which a window is unsure. */
    @Test
    void theBestSettingsComeFirst() throws Exception {
        DataTableSpec spec = spec("Path", "Start (s)", "End (s)", "P (Label=walk)", "P (Label=run)");
        BufferedDataTable windows = table(spec, row("v.mp4", 0, 5, 0.9, 0.1), row("v.mp4", 5, 10, 0.8, 0.2),
            row("v.mp4", 10, 15, 0.55, 0.45), row("v.mp4", 15, 20, 0.6, 0.4));
        PortObject[] out = run(SegmentTunerNodeFactory.class, settings -> {}, windows,
            table(TRUTH, row("v.mp4", 0, 10, "walk")));
        assertThat(((BufferedDataTable) out[0]).size()).isEqualTo(10 * 5 * 4);
        assertThat(number(out[0], 0, "Average mAP")).isEqualTo(1);
        // the first that leaves the window out which joins the others; the last window is wrong, but surely the least sure
        assertThat(number(out[0], 0, "Least confidence")).isEqualTo(0.6);
    }

    @Test
    void aTrueClassThatTheModelDoesNotKnowIsSaid() {
        DataTableSpec spec = spec("Path", "Start (s)", "End (s)", "P (Label=walk)");
        assertThatThrownBy(() -> run(SegmentTunerNodeFactory.class, settings -> {}, table(spec, row("v.mp4", 0, 5, 1)),
            truth())).rootCause().hasMessageContaining("class run, which the model does not know");
    }

    @Test
    void videosOfOneGroupComeIntoOneFold() throws Exception {
        DataTableSpec spec = spec("Path", "Label", "Person");
        Object[][] rows = new Object[40][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i + ".mp4", i % 2 == 0 ? "walk" : "run", "person " + i % 8);
        }
        PortObject[] outputs = run(VideoPartitionerNodeFactory.class, settings -> {
            settings.addString("group_column", "Person");
            settings.addInt("folds", 4);
            settings.addInt("test_fold", 2);
        }, table(spec, rows));
        BufferedDataTable out = (BufferedDataTable) outputs[0];
        Map<String, Set<String>> folds = new HashMap<>();
        int tests = 0;
        for (DataRow row : out) {
            String fold = row.getCell(3).toString();
            folds.computeIfAbsent(row.getCell(2).toString(), unseen -> new HashSet<>()).add(fold);
            assertThat(row.getCell(4)).hasToString(fold.equals("2") ? "test" : "train");
            tests += fold.equals("2") ? 1 : 0;
        }
        assertThat(folds.values()).allMatch(of -> of.size() == 1);
        // each person shows one class in five videos: two of eight persons a fold
        assertThat(tests).isEqualTo(10);
        assertThat((BufferedDataTable) outputs[1]).hasSize(30).allMatch(row -> row.getCell(4).toString().equals("train"));
        assertThat((BufferedDataTable) outputs[2]).hasSize(10).allMatch(row -> row.getCell(4).toString().equals("test"));
    }

    @Test
    void aTestFoldThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> run(VideoPartitionerNodeFactory.class, settings -> settings.addInt("test_fold", 5),
            table(spec("Path", "Label"), row("a.mp4", "walk")))).rootCause().hasMessageContaining("numbered from 0 to 4");
    }

    private static double number(PortObject table, int row, String column) {
        return ((DoubleCell) cell(table, row, column)).getDoubleValue();
    }
}
