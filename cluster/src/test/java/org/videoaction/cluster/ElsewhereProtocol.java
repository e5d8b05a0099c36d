package org.videoaction.cluster;

import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.HadoopMapReduceCommitProtocol;
import scala.Tuple2;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Set$;

/** Has tasks succeed whose files are not where the driver looks, as on hosts with a folder each under the same path. */
public final class ElsewhereProtocol extends HadoopMapReduceCommitProtocol {

    /** Spark makes one for each table that is written. */
    public ElsewhereProtocol(String job, String path, boolean dynamicPartitions) {
        super(job, path, dynamicPartitions);
    }

    @Override
    public FileCommitProtocol.TaskCommitMessage commitTask(TaskAttemptContext task) {
        abortTask(task);
        return new FileCommitProtocol.TaskCommitMessage(new Tuple2<>(Map$.MODULE$.empty(), Set$.MODULE$.empty()));
    }
}
