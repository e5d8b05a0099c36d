package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.PartedClipTable;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;

/**
 * Decodes videos into a part of a clip table. A part that is there already is whole, and stays.
 *
 * @param recipe how videos become clips, as its JSON says it
 * @param folder of the clip table
 * @param hadoop how executors reach file systems
 */
record SampleTask(String recipe, List<String> classes, String folder, SerializableConfiguration hadoop)
    implements Serializable {

    /**
     * Videos in a row.
     *
     * @param number of the part, from 0
     * @param first the number of the first video in the list
     * @param rows of the list
     */
    record Part(int number, int first, List<Row> rows) implements Serializable {

        long work() {
            return rows.stream().mapToLong(Survey::work).sum();
        }
    }

    /** How many clips the part has. */
    int sample(Part part) throws IOException {
        Place place = new Place(folder);
        if (place.isHere()) {
            return sample(part, PartedClipTable.part(place.path(), part.number()));
        }
        try (Scratch scratch = Scratch.create()) {
            Path file = PartedClipTable.part(scratch.folder(), part.number());
            org.apache.hadoop.fs.Path there = new org.apache.hadoop.fs.Path(folder, PartedClipTable.name(part.number()));
            FileSystem files = there.getFileSystem(hadoop.value());
            boolean done = files.exists(there);
            if (done) {
                files.copyToLocalFile(false, there, new org.apache.hadoop.fs.Path(file.toUri()), true);
            }
            int clips = sample(part, file);
            if (!done) {
                place.send(file, hadoop.value());
            }
            return clips;
        }
    }

    private int sample(Part part, Path file) throws IOException {
        if (!Files.exists(file)) {
            Iterator<Row> rows = part.rows().iterator();
            new VideoSampler(Recipe.ofJson(recipe), Runtime.getRuntime().availableProcessors(), part.first())
                .sample(part.rows().stream().map(VideoRow::video).toList(), new Classes(classes), file, ScoreTask::goOn,
                    video -> {
                        Row row = rows.next();
                        if (video.status().equals(SampledVideo.FAILED)) {
                            Survey.checkStillSeen(row);
                        }
                    });
        }
        try (ClipTable table = ClipTable.open(file)) {
            return table.size();
        }
    }
}
