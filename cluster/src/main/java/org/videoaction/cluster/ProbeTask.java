package org.videoaction.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.videoaction.data.clip.SurveyedVideo;
import org.videoaction.data.clip.VideoSurvey;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoReport;

/**
 * Looks into the videos of a partition, as many at once as the executor has cores. A row has the columns of the Video Reader;
 * {@code problem} says what is wrong with a video that is not ok, and the others are null where it cannot be used at all.
 */
record ProbeTask(boolean thorough) implements MapPartitionsFunction<Row, Row> {

    static final StructType SCHEMA = new StructType().add(VideoRow.NUMBER, DataTypes.LongType, false)
        .add("video", DataTypes.StringType, false).add("status", DataTypes.StringType, false)
        .add("width", DataTypes.IntegerType).add("height", DataTypes.IntegerType).add("rotation", DataTypes.IntegerType)
        .add("frames", DataTypes.IntegerType).add("fps", DataTypes.DoubleType).add("seconds", DataTypes.DoubleType)
        .add("codec", DataTypes.StringType).add("problem", DataTypes.StringType).add("host", DataTypes.StringType, false);

    @Override
    public Iterator<Row> call(Iterator<Row> rows) throws UnknownHostException {
        String host = InetAddress.getLocalHost().getHostName();
        List<Row> listed = new ArrayList<>();
        rows.forEachRemaining(listed::add);
        List<Row> probed = new ArrayList<>();
        new VideoSurvey(thorough, 0, VideoLimits.DEFAULT, Runtime.getRuntime().availableProcessors())
            .survey(listed.stream().map(VideoRow::video).toList(), ScoreTask::goOn,
                video -> probed.add(row(listed.get(probed.size()), video, host)));
        return probed.iterator();
    }

    private static Row row(Row listed, SurveyedVideo video, String host) {
        VideoReport report = video.report();
        if (report.status() == VideoReport.Status.FAILED) {
            Survey.checkStillSeen(listed);
        }
        VideoInfo info = report.info();
        return info == null
            ? RowFactory.create(VideoRow.number(listed), video.video().toString(), status(report), null, null, null, null,
                null, null, null, report.reason(), host)
            : RowFactory.create(VideoRow.number(listed), video.video().toString(), status(report), info.shown().width(),
                info.shown().height(), info.rotation(), info.frames(), info.fps() > 0 ? info.fps() : null,
                report.seconds(), info.codec(), report.reason(), host);
    }

    private static String status(VideoReport report) {
        return switch (report.status()) {
            case OK -> "ok";
            case PARTIAL -> "partial";
            case FAILED -> "failed";
        };
    }
}
