package org.videoaction.knime.clips;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
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
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoReport;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;
import org.videoaction.knime.table.TableWriter;

/** Looks into videos: what they hold, and which are broken. */
public final class VideoReaderNodeFactory extends DefaultNodeFactory {

    private static final Columns<SurveyedVideo> DESCRIBED = new Columns<SurveyedVideo>()
        .with(new Columns<VideoInfo>()
            .with(Column.count("Width"), info -> info.shown().width())
            .with(Column.count("Height"), info -> info.shown().height())
            .with(Column.count("Rotation"), VideoInfo::rotation)
            .with(CommonColumns.FRAMES, VideoInfo::frames)
            .with(Column.number("Frames per second"), info -> info.fps() > 0 ? info.fps() : null)
            .of(video -> video.report().info()))
        .with(Column.number("Duration (s)"), video -> video.report().seconds())
        .with(new Columns<VideoInfo>().with(Column.text("Codec"), VideoInfo::codec).of(video -> video.report().info()))
        .with(CommonColumns.STATUS, video -> video.report().status().name().toLowerCase(Locale.ROOT))
        .with(CommonColumns.PROBLEM, video -> video.report().reason())
        .with(Column.picture("Thumbnail"), SurveyedVideo::thumbnail);

    private static final Columns<SurveyedVideo> FAILED = new Columns<SurveyedVideo>()
        .with(CommonColumns.REASON, video -> video.report().reason());

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Reader")
        .icon("video-reader.png")
        .shortDescription("Looks into videos: size, frames, codec, a thumbnail, and which are broken.")
        .fullDescription("""
            Opens each video of the input and appends what it holds: width and height as shown, rotation, frames, frames a
            second, duration, codec and a thumbnail. Pixels that are not square count as square ones:
            720 x 576 pixels of 64:45 are shown as 1024 x 576. A video of which parts are damaged or missing is marked as partial. A
            video that gives no frame goes to the second output, with the reason.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Paths", "One row per video, with its path.")
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

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoReaderParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec table = in.getInTableSpec(0);
        PathColumn.index(table, parameters.pathColumn);
        out.setOutSpecs(DESCRIBED.after(table), FAILED.after(table));
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        VideoPlaces places = new VideoPlaces();
        List<ListedVideo> videos = VideoRows.files(table, parameters.pathColumn, places);
        TableWriter<SurveyedVideo> usable = DESCRIBED.writer(table.getDataTableSpec(), exec);
        TableWriter<SurveyedVideo> failed = FAILED.writer(table.getDataTableSpec(), exec);
        Iterator<DataRow> rows = table.iterator();
        NodeWork.run(exec, progress -> {
            parameters.survey(places).survey(videos, places.watched(progress),
                video -> (video.report().status() == VideoReport.Status.FAILED ? failed : usable).add(rows.next(), video));
            return null;
        });
        out.setOutData(0, usable.close());
        BufferedDataTable failures = failed.close();
        warn(failures.size(), videos.size(), out);
        out.setOutData(1, failures);
    }

    private static void warn(long failed, int all, ExecuteOutput out) {
        if (failed > 0) {
            out.setWarningMessage(failed + " of " + all + " videos cannot be used; the second output says why.");
        }
    }
}
