package org.videoaction.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;

/** The models of an executor's process, by their hashes. Tasks have nothing in common but the process, so this is static. */
final class ExecutorModels {

    private static final Map<String, VideoModel> LOADED = new ConcurrentHashMap<>();

    private ExecutorModels() {
    }

    /** @param file the name under which the driver added it to Spark's files */
    static VideoModel model(String hash, String file) {
        return LOADED.computeIfAbsent(hash, unloaded -> {
            try {
                return ModelFile.load(Path.of(SparkFiles.get(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
