package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkFiles;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.training.EvaluatedBatch;
import org.videoaction.model.training.Round;
import org.videoaction.model.training.RoundWorker;
import org.videoaction.model.training.Share;

/**
 * Computes shares of rounds, and of looks at the validation clips, on an executor, which loads network and clips once.
 *
 * @param training a name of the training that no other one has
 * @param model the name among Spark's files of a model with the network that is trained
 * @param clips those to train on
 * @param validation those to validate with, or null
 */
record RoundTask(String training, String model, SentClips clips, SentClips validation, TrainingOptions options)
    implements Serializable {

    /** What an executor has loaded; {@code validation} may be null. */
    private record Loaded(RoundWorker worker, ClipSource validation) {}

    Share compute(Round round, int partition) throws IOException {
        return ExecutorPool.with(training, this::load,
            loaded -> loaded.worker().compute(round, partition, () -> ScoreTask.goOn(0, "")));
    }

    List<EvaluatedBatch> look(float[] weights, int partition, int partitions) throws IOException {
        return ExecutorPool.with(training, this::load,
            loaded -> loaded.worker().look(loaded.validation(), weights, partition,
                partitions, () -> ScoreTask.goOn(0, "")));
    }

    private Loaded load() throws IOException {
        VideoModel loaded = ModelFile.load(Path.of(SparkFiles.get(model)));
        return new Loaded(
            new RoundWorker(clips.open(), loaded.architecture().network(), loaded.preprocessing(), options.plan()),
            validation == null ? null : validation.open());
    }
}
