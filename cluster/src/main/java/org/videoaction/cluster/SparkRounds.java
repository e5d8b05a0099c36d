package org.videoaction.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.videoaction.model.training.EvaluatedBatch;
import org.videoaction.model.training.Looks;
import org.videoaction.model.training.Round;
import org.videoaction.model.training.Rounds;
import org.videoaction.model.training.Share;
import scala.Tuple2;

/**
 * Rounds of training as jobs of Spark. A task computes the share of a partition; the shares are cut into ranges, and as many
 * tasks average one range each. Spark's own treeReduce adds up in the order in which tasks happen to end, which changes the
 * last digits; here it is the order of the partitions, and the driver receives one vector, however many partitions there are.
 */
final class SparkRounds implements Rounds, Looks {

    private final JavaSparkContext spark;
    private final RoundTask task;

    SparkRounds(JavaSparkContext spark, RoundTask task) {
        this.spark = spark;
        this.task = task;
    }

    @Override
    public Outcome compute(Round round) throws IOException {
        // what a lambda takes along is sent to the executors
        RoundTask sentTask = task;
        int ranges = round.partitions();
        Broadcast<Round> sent = spark.broadcast(round);
        JavaPairRDD<Integer, List<Piece>> means = spark
            .parallelize(IntStream.range(0, ranges).boxed().toList(), ranges)
            .flatMapToPair(
                partition -> Piece.of(partition, sentTask.compute(sent.value(), partition), ranges).iterator())
            .groupByKey(new HashPartitioner(ranges + 1)).mapValues(Piece::together);
        try {
            List<Tuple2<Integer, List<Piece>>> ofRanges = new ArrayList<>(means.collect());
            ofRanges.sort(Comparator.comparing(Tuple2::_1));
            List<Share.Report> reports = ofRanges.get(ranges)._2().stream().map(Piece::report).toList();
            return new Outcome(
                joined(ofRanges.subList(0, ranges).stream().map(range -> range._2().get(0).values()).toList()),
                reports);
        } finally {
            // else a copy of the weights a partition stays on the disks of executors until Java collects the driver's garbage
            means.rdd().cleanShuffleDependencies(true);
            sent.destroy();
        }
    }

    @Override
    public List<EvaluatedBatch> look(float[] weights) {
        RoundTask sentTask = task;
        int partitions = task.options().parallel().partitions();
        Broadcast<float[]> sent = spark.broadcast(weights);
        try {
            return spark.parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
                .flatMap(partition -> sentTask.look(sent.value(), partition, partitions).iterator()).collect();
        } finally {
            sent.destroy();
        }
    }

    private static float[] joined(List<float[]> ranges) {
        float[] all = new float[ranges.stream().mapToInt(range -> range.length).sum()];
        int from = 0;
        for (float[] range : ranges) {
            System.arraycopy(range, 0, all, from, range.length);
            from += range.length;
        }
        return all;
    }
}
