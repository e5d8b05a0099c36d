package org.videoaction.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.PartedClipTable;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;

/**
 * Decodes videos into a part of a clip table. A part that is there already is whole, and stays.
 *
 * @param recipe how videos become clips, as its JSON says it
 * @param folder of the clip table
 */
record SampleTask(String recipe, List<String> classes, String folder) implements Serializable {

    /**
     * Videos in a row.
     *
     * @param number of the part, from 0
     * @param first the number of the first video in the list
     * @param rows of the list
     */
    record Part(int number, int first, List<Row> rows) implements Serializable {

        long work() {
            return rows.stream().mapToLong(row -> Math.max(0, row.<Long>getAs(Survey.WORK))).sum();
        }
    }

    /** How many clips the part has. */
    int sample(Part part) throws IOException {
        Path file = PartedClipTable.part(Path.of(folder), part.number());
        if (!Files.exists(file)) {
            new VideoSampler(Recipe.ofJson(recipe), Runtime.getRuntime().availableProcessors(), part.first())
                .sample(part.rows().stream().map(VideoRow::video).toList(), new Classes(classes), file, ScoreTask::goOn,
                    video -> {});
        }
        try (ClipTable table = ClipTable.open(file)) {
            return table.size();
        }
    }
}
