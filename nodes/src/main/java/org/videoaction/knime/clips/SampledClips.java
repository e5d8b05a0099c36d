package org.videoaction.knime.clips;

import static org.videoaction.knime.table.CommonColumns.LABEL;
import static org.videoaction.knime.table.CommonColumns.PATH;
import static org.videoaction.knime.table.CommonColumns.REASON;
import static org.videoaction.knime.table.CommonColumns.STATUS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.TableRow;
import org.videoaction.knime.table.TableWriter;
import org.videoaction.knime.view.ContactSheet;
import org.videoaction.knime.view.ContactSheet.LeftOut;

/** The outputs of a Frame Sampler as its view shows them. */
record SampledClips(ClipTablePortObject clips, BufferedDataTable videos) {

    static final Columns<SampledVideo> COLUMNS = new Columns<SampledVideo>()
        .with(PATH, sampled -> sampled.video().name())
        .with(LABEL, sampled -> sampled.video().label())
        .with(Column.count("Clips"), SampledVideo::clips)
        .with(STATUS, SampledVideo::status)
        .with(REASON, SampledVideo::reason);

    /** @param keys the names of the rows */
    static BufferedDataTable table(List<String> keys, List<SampledVideo> sampled, ExecutionContext exec) {
        TableWriter<SampledVideo> table = COLUMNS.writer(exec);
        for (int i = 0; i < sampled.size(); i++) {
            table.add(keys.get(i), sampled.get(i));
        }
        return table.close();
    }

    /** The view of a node that keeps its two outputs. */
    static DefaultView view(RequireViewParameters view) {
        return ContactSheet.declare(view, kept -> of(kept).sheet());
    }

    private static SampledClips of(PortObject[] kept) {
        return new SampledClips((ClipTablePortObject) kept[0], (BufferedDataTable) kept[1]);
    }

    private ContactSheet sheet() {
        try (ClipSource source = clips.open()) {
            return ContactSheet.of(source, leftOut());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private List<LeftOut> leftOut() {
        List<LeftOut> left = new ArrayList<>();
        for (TableRow row : TableRow.of(videos)) {
            if (SampledVideo.FAILED.equals(row.get(STATUS))) {
                left.add(new LeftOut(row.get(PATH), Objects.requireNonNullElse(row.get(REASON), "")));
            }
        }
        return left;
    }
}
