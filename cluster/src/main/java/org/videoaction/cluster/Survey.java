package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
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
    private static Iterator<Row> look(Iterator<Row> videos, Effort effort) {
        String host = host();
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

    /**
     * Of a video that turned out to be unreadable: a host that is blind must not say so of good ones for ever.
     *
     * @throws UncheckedIOException when it could be read when the work was planned and is not there now; another host may see it
     */
    static void checkStillSeen(Row planned) {
        Path video = VideoRow.video(planned).video();
        if (planned.<Long>getAs(WORK) != Effort.NOT_SEEN && !Files.isReadable(video)) {
            throw new UncheckedIOException(new IOException("The host " + host() + " does not see " + video
                + ", which could be read when the work was planned. The folder of the videos has to be there under the same "
                + "path on every host as long as the job runs. If the video was deleted since, delete the folder plan of "
                + "the result too; the same command then goes on."));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much work the video of a row is; one that nobody saw is none. */
    static long work(Row row) {
        return Math.max(0, row.<Long>getAs(WORK));
    }

    /**
     * Lets all executors look for the same few videos, which takes no time beside reading the headers of all.
     *
     * @param count how many videos there are
     * @throws IOException when a host cannot compute, or sees none of those videos and another one does; the message names it
     */
    static void checkHosts(SparkSession spark, Dataset<Row> videos, long count) throws IOException {
        long step = count / SurveyedHost.MANY;
        if (step == 0) {
            return;
        }
        List<Row> few = videos.where(col(VideoRow.NUMBER).mod(step).equalTo(0)).limit(SurveyedHost.MANY).collectAsList();
        int executors = spark.sparkContext().defaultParallelism();
        JavaRDD<Row> same = JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(Collections.nCopies(executors, few), executors).flatMap(List::iterator);
        Dataset<Row> surveyed = of(spark.createDataFrame(same, VideoRow.SCHEMA), Effort::seen).cache();
        checkFitness(surveyed);
        SurveyedHost.checkSame(hosts(surveyed));
        surveyed.unpersist();
    }

    /**
     * Makes sure that every host can compute and none is blind.
     *
     * @throws IOException when a host cannot, or sees none of its many videos, or none sees any; the message names it and one of them
     */
    static void check(Dataset<Row> planned) throws IOException {
        checkFitness(planned);
        SurveyedHost.check(hosts(planned));
    }

    private static void checkFitness(Dataset<Row> planned) throws IOException {
        List<Row> unfit = planned.where(col(UNFIT).isNotNull()).limit(1).collectAsList();
        if (!unfit.isEmpty()) {
            throw new IOException("The host " + unfit.get(0).getAs(HOST) + " cannot compute: " + unfit.get(0).getAs(UNFIT)
                + ". Leave it out of the cluster, or give its executors an image with a newer system.");
        }
    }

    private static List<SurveyedHost> hosts(Dataset<Row> planned) {
        return planned.groupBy(HOST).agg(functions.count("*"), functions.max(WORK), functions.min(VideoRow.PATH))
            .orderBy(HOST).collectAsList().stream()
            .map(host -> new SurveyedHost(host.getString(0), host.getLong(1), host.getLong(2), host.getString(3))).toList();
    }
}
