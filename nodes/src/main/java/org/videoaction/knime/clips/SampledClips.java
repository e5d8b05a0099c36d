package org.videoaction.knime.clips;

import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.PROBLEM;
import static org.videoaction.knime.table.CommonColumns.STATUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.view.ContactSheet;
import org.videoaction.knime.view.ContactSheet.LeftOut;

/** The outputs of a Frame Sampler as its view shows them. */
record SampledClips(ClipTablePortObject clips, BufferedDataTable videos) {

    static final Columns<SampledVideo> COLUMNS = new Columns<SampledVideo>()
        .with(PATH, sampled -> sampled.video().name())
        .with(LABEL, sampled -> sampled.video().label())
        .with(Column.count("Clips"), SampledVideo::clips)
        .with(STATUS, SampledVideo::status)
        .with(PROBLEM, SampledVideo::reason);

    /** The view of a node that keeps its two outputs. */
    static DefaultView view(RequireViewParameters view) {
        return ContactSheet.declare(view, kept -> of(kept).sheet());
    }

    private static SampledClips of(PortObject[] kept) {
        return new SampledClips((ClipTablePortObject) kept[0], (BufferedDataTable) kept[1]);
    }

    private ContactSheet sheet() {
        return ContactSheet.of(clips, leftOut());
    }

    private List<LeftOut> leftOut() {
        List<LeftOut> left = new ArrayList<>();
        for (TableRow row : TableRow.of(videos)) {
            if (SampledVideo.FAILED.equals(row.get(STATUS))) {
                left.add(new LeftOut(row.get(PATH), Objects.requireNonNullElse(row.get(PROBLEM), "")));
            }
        }
        return left;
    }
}
