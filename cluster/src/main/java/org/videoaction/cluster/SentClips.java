package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;

/**
 * Clips as executors find them.
 *
 * @param place a path that they see or, where {@code sent}, a name among Spark's files
 */
record SentClips(String place, boolean sent) implements Serializable {

    /**
     * Sends clips that are sampled when they are read, which are small.
     *
     * @param table the file or folder that other clips lie in
     * @param file where to put what is sent
     */
    static SentClips of(ClipSource clips, Path table, Path file, JavaSparkContext spark) throws IOException {
        if (!(clips instanceof OnDemandClips sampled)) {
            return new SentClips(table.toAbsolutePath().toString(), false);
        }
        sampled.save(file);
        spark.addFile(file.toString());
        return new SentClips(file.getFileName().toString(), true);
    }

    ClipSource open() throws IOException {
        return ClipSource.open(sent ? Path.of(SparkFiles.get(place)) : Path.of(place));
    }
}
