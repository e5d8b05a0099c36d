package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.training.Round;
import org.videoaction.model.training.RoundWorker;
import org.videoaction.model.training.Share;

/**
 * Computes shares of rounds on an executor, which loads network and clips once.
 *
 * @param training a name of the training that no other one has
 * @param model the name among Spark's files of a model with the network that is trained
 * @param clips those to train on: a path or, where {@code sent}, a name among Spark's files
 */
record RoundTask(String training, String model, String clips, boolean sent, TrainingOptions options)
    implements Serializable {

    Share compute(Round round, int partition) throws IOException {
        return ExecutorPool.with(training, this::worker,
            worker -> worker.compute(round, partition, () -> ScoreTask.goOn(0, "")));
    }

    private RoundWorker worker() throws IOException {
        VideoModel loaded = ModelFile.load(Path.of(SparkFiles.get(model)));
        ClipSource source = ClipSource.open(sent ? Path.of(SparkFiles.get(clips)) : Path.of(clips));
        return new RoundWorker(source, loaded.architecture().network(), loaded.preprocessing(), options.plan());
    }
}
