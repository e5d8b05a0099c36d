package org.videoaction.knime.learn;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.Picture;
import org.videoaction.knime.view.TrainingCurves.Mixed;

/** Clips as they were mixed as a table, a row a clip, which the node keeps for its view. */
final class MixedTable {

    private static final Column<String> LABELS = Column.text("Labels");
    private static final Column<Integer> FRAMES = Column.count("Frames");
    private static final Column<Integer> WIDTH = Column.count("Width");
    private static final Column<Integer> HEIGHT = Column.count("Height");
    private static final Column<String> IMAGE = Column.text("Mixed clip");
    private static final Columns<Mixed> COLUMNS = new Columns<Mixed>()
        .with(LABELS, Mixed::labels)
        .with(new Columns<Picture>().with(FRAMES, Picture::frames).with(WIDTH, Picture::width).with(HEIGHT, Picture::height)
            .with(IMAGE, Picture::image).of(Mixed::picture));

    private MixedTable() {
    }

    static BufferedDataTable of(List<Mixed> clips, ExecutionContext exec) {
        return COLUMNS.table(clips, exec);
    }

    static boolean is(DataTableSpec table) {
        return IMAGE.isIn(table);
    }

    static List<Mixed> read(BufferedDataTable table) {
        List<Mixed> clips = new ArrayList<>();
        for (TableRow row : TableRow.of(table)) {
            clips.add(new Mixed(row.get(LABELS),
                new Picture(row.get(FRAMES), row.get(WIDTH), row.get(HEIGHT), row.get(IMAGE))));
        }
        return clips;
    }
}
