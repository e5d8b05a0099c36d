package org.videoaction.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.videoaction.data.FilePath;

/**
 * A first look at every video, from the executors: how much work it will be, by its bytes, and whether they see it. Adds the
 * columns {@code work}, {@code host} and, where that cannot compute, the reason; a video that is not seen is no work.
 */
final class Survey {

    static final String WORK = "work";

    private static final String HOST = "host";
    private static final String UNFIT = "unfit";
    private static final long NOT_SEEN = -1;
    /** Videos of which a host should see one. */
    static final int MANY = 20;

    static final StructType SCHEMA = VideoRow.SCHEMA.add(WORK, DataTypes.LongType, false)
        .add(HOST, DataTypes.StringType, false).add(UNFIT, DataTypes.StringType);

    private Survey() {
    }

    static Dataset<Row> of(Dataset<Row> videos) {
        return videos.mapPartitions((MapPartitionsFunction<Row, Row>) Survey::look, Encoders.row(SCHEMA));
    }

    private static Iterator<Row> look(Iterator<Row> videos) throws IOException {
        String host = InetAddress.getLocalHost().getHostName();
        String unfit = HostFitness.problem();
        List<Row> seen = new ArrayList<>();
        while (videos.hasNext()) {
            Row row = videos.next();
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(i == row.fieldIndex(VideoRow.LABELS) ? row.getList(i).toArray() : row.get(i));
            }
            values.add(bytes(FilePath.of(row.getAs(VideoRow.PATH))));
            values.add(host);
            values.add(unfit);
            seen.add(RowFactory.create(values.toArray()));
        }
        return seen.iterator();
    }

    private static long bytes(Path video) {
        try {
            if (!Files.isDirectory(video)) {
                return Files.size(video);
            }
            try (Stream<Path> frames = Files.list(video)) {
                return frames.mapToLong(frame -> frame.toFile().length()).sum();
            }
        } catch (IOException | RuntimeException e) {
            return NOT_SEEN;
        }
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
        List<Row> hosts = planned.groupBy(HOST)
            .agg(functions.count("*").as("all"), functions.max(WORK).as("most"), functions.min(VideoRow.PATH).as("example"))
            .orderBy(HOST).collectAsList();
        boolean nobodySees = hosts.stream().allMatch(Survey::isBlind);
        // a few videos that are not there may all have come to one host
        Optional<Row> blind = hosts.stream().filter(Survey::isBlind)
            .filter(host -> nobodySees || host.getLong(1) >= MANY).findFirst();
        if (blind.isPresent()) {
            Row host = blind.get();
            throw new IOException("The executors on " + host.getString(0) + " see none of the " + host.getLong(1)
                + " videos that were looked for there, such as " + host.getString(3)
                + ". The folder of the videos has to be "
                + "there under the same path on every host.");
        }
    }

    private static boolean isBlind(Row host) {
        return host.getLong(2) == NOT_SEEN;
    }
}
