package org.videoaction.knime.clips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.data.clip.SurveyedVideo;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoReport;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;

/** Looks into videos: what they hold, and which are broken. */
public final class VideoReaderNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Reader")
        .icon("video-reader.png")
        .shortDescription("Looks into videos: size, frames, codec, a thumbnail, and which are broken.")
        .fullDescription("""
            Opens each video of the input and appends what it holds: width and height as shown, rotation, frames, frames a
            second, duration, codec and a thumbnail. A video of which parts are damaged or missing is marked as partial. A
            video that gives no frame goes to the second output, with the reason.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Paths", "A row a video, with its path.")
            .addOutputTable("Videos", "The rows whose videos can be used, with what the videos hold.")
            .addOutputTable("Failures", "The rows whose videos cannot be used, with the reason."))
        .model(model -> model.parametersClass(VideoReaderParameters.class)
            .configure(VideoReaderNodeFactory::configure)
            .execute(VideoReaderNodeFactory::execute))
        .nodeType(NodeType.Manipulator)
        .keywords("video", "probe", "codec", "thumbnail", "FFmpeg", "broken");

    public VideoReaderNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        VideoReaderParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec table = in.getInTableSpec(0);
        PathColumn.index(table, parameters.m_pathColumn);
        out.setOutSpecs(new DataTableSpec(table, describedColumns()), new DataTableSpec(table, failureColumns()));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        List<Path> videos = VideoRows.paths(table, parameters.m_pathColumn);
        Iterator<SurveyedVideo> surveyed = NodeWork.run(exec, progress -> parameters.survey().survey(videos, progress))
            .iterator();
        BufferedDataContainer usable = exec
            .createDataContainer(new DataTableSpec(table.getDataTableSpec(), describedColumns()));
        BufferedDataContainer failed = exec
            .createDataContainer(new DataTableSpec(table.getDataTableSpec(), failureColumns()));
        for (DataRow row : table) {
            SurveyedVideo video = surveyed.next();
            boolean broken = video.report().status() == VideoReport.Status.FAILED;
            (broken ? failed : usable).addRowToTable(appended(row,
                broken ? List.of(new StringCell(video.report().reason())) : described(video)));
        }
        usable.close();
        failed.close();
        warn(failed.getTable().size(), videos.size(), out);
        out.setOutData(0, usable.getTable());
        out.setOutData(1, failed.getTable());
    }

    private static void warn(final long failed, final int all, final ExecuteOutput out) {
        if (failed > 0) {
            out.setWarningMessage(failed + " of " + all + " videos cannot be used; the second output says why.");
        }
    }

    private static DataRow appended(final DataRow row, final List<DataCell> more) {
        List<DataCell> cells = new ArrayList<>();
        row.forEach(cells::add);
        cells.addAll(more);
        return new DefaultRow(row.getKey(), cells.toArray(DataCell[]::new));
    }

    private static List<DataCell> described(final SurveyedVideo video) {
        VideoInfo info = video.report().info();
        DataCell unknown = DataType.getMissingCell();
        return List.of(new IntCell(info.uprightWidth()), new IntCell(info.uprightHeight()), new IntCell(info.rotation()),
            new IntCell(info.frames()), info.fps() > 0 ? new DoubleCell(info.fps()) : unknown,
            info.fps() > 0 ? new DoubleCell(info.frames() / info.fps()) : unknown, new StringCell(info.codec()),
            new StringCell(video.report().status().name().toLowerCase(Locale.ROOT)),
            video.report().reason() == null ? unknown : new StringCell(video.report().reason()),
            video.thumbnail() == null ? unknown : PNGImageCellFactory.create(video.thumbnail()));
    }

    private static DataTableSpec describedColumns() {
        return new DataTableSpec(column("Width", IntCell.TYPE), column("Height", IntCell.TYPE),
            column("Rotation", IntCell.TYPE), column("Frames", IntCell.TYPE), column("Frames per second", DoubleCell.TYPE),
            column("Duration (s)", DoubleCell.TYPE), column("Codec", StringCell.TYPE), column("Status", StringCell.TYPE),
            column("Problem", StringCell.TYPE), column("Thumbnail", PNGImageCellFactory.TYPE));
    }

    private static DataTableSpec failureColumns() {
        return new DataTableSpec(column("Reason", StringCell.TYPE));
    }

    private static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }
}
