package org.videoaction.knime.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.view.ContactSheet;
import org.videoaction.knime.view.ContactSheet.LeftOut;

/** The outputs of a Frame Sampler as its view shows them. */
record SampledClips(ClipTablePortObject clips, BufferedDataTable videos) {

    /** The view of a node that keeps its two outputs. */
    static DefaultView view(final RequireViewParameters view) {
        return ContactSheet.declare(view, kept -> of(kept).sheet());
    }

    private static SampledClips of(final PortObject[] kept) {
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
        DataTableSpec spec = videos.getDataTableSpec();
        int path = spec.findColumnIndex("Path");
        int status = spec.findColumnIndex("Status");
        int reason = spec.findColumnIndex("Reason");
        List<LeftOut> left = new ArrayList<>();
        for (DataRow row : videos) {
            if (text(row, status).equals(SampledVideo.FAILED)) {
                left.add(new LeftOut(text(row, path), text(row, reason)));
            }
        }
        return left;
    }

    private static String text(final DataRow row, final int column) {
        return row.getCell(column).isMissing() ? "" : ((StringValue) row.getCell(column)).getStringValue();
    }
}
