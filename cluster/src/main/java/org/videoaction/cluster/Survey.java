package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A first look at every video, from the executors: how much work it will be, and whether they see it. Adds the columns
 * {@code work}, {@code host} and, where that cannot compute, the reason; there nothing more is found out.
 */
final class Survey {

    static final String WORK = "work";

    private static final String HOST = "host";
    private static final String UNFIT = "unfit";

    static final StructType SCHEMA = VideoRow.SCHEMA.add(WORK, DataTypes.LongType, false)
        .add(HOST, DataTypes.StringType, false).add(UNFIT, DataTypes.StringType);

    private Survey() {
    }

    static Dataset<Row> of(Dataset<Row> videos, Effort effort) {
        return videos.mapPartitions((MapPartitionsFunction<Row, Row>) rows -> look(rows, effort), Encoders.row(SCHEMA));
    }

    /** Several at once, for most of the time goes by in waiting for a file system. */
    private static Iterator<Row> look(Iterator<Row> videos, Effort effort) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        String unfit = HostFitness.problem();
        List<Row> rows = new ArrayList<>();
        videos.forEachRemaining(rows::add);
        return rows.parallelStream()
            .map(row -> seen(row, unfit == null ? effort.of(VideoRow.video(row)) : Effort.NONE, host, unfit)).toList()
            .iterator();
    }

    private static Row seen(Row row, long work, String host, String unfit) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(i == row.fieldIndex(VideoRow.LABELS) ? row.getList(i).toArray() : row.get(i));
        }
        values.addAll(Arrays.asList(work, host, unfit));
        return RowFactory.create(values.toArray());
    }

    /** How much work the video of a row is; one that nobody saw is none. */
    static long work(Row row) {
        return Math.max(0, row.<Long>getAs(WORK));
    }

    /**
     * Makes sure that every host can compute and none is blind.
     *
     * @throws IOException when a host cannot, or sees none of its many videos, or none sees any; the message names it and one of them
     */
    static void check(Dataset<Row> planned) throws IOException {
        List<Row> unfit = planned.where(col(UNFIT).isNotNull()).limit(1).collectAsList();
        if (!unfit.isEmpty()) {
            throw new IOException("The host " + unfit.get(0).getAs(HOST) + " cannot compute: " + unfit.get(0).getAs(UNFIT)
                + ". Leave it out of the cluster, or give its executors an image with a newer system.");
        }
        SurveyedHost.check(planned.groupBy(HOST).agg(functions.count("*"), functions.max(WORK), functions.min(VideoRow.PATH))
            .orderBy(HOST).collectAsList().stream()
            .map(host -> new SurveyedHost(host.getString(0), host.getLong(1), host.getLong(2), host.getString(3))).toList());
    }
}
