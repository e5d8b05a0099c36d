package org.videoaction.model.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import org.videoaction.model.scoring.VideoScore;

/**
 * A folder that this machine and Spark's executors see under the same path, in which a list is scored. Model and list are put
 * there, the same ones as the same files, so that the job goes on where it was.
 */
public final class SparkFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    /** @param folder that is there */
    public SparkFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Takes the scores one by one. */
    @FunctionalInterface
    public interface Sink {

        /** @param host where the video was scored, or could not be */
        void take(VideoScore score, String host) throws IOException;
    }

    /**
     * Puts there what the job needs.
     *
     * @return the arguments of the job
     */
    public List<String> prepare(VideoModel model, List<ListedVideo> videos, TestViews views) throws IOException {
        Path saved = folder.resolve("model.zip");
        ModelFile.save(model, saved);
        Path list = folder.resolve("videos.jsonl");
        WholeFile.write(list, out -> {
            for (ListedVideo video : videos) {
                out.write((json(video) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        return List.of("score", "--model", saved.toString(), "--list", list.toString(), "--table", "--views", views.name(),
            "--out", folder.resolve("scores").toString(), "--lines", scores().toString());
    }

    private Path scores() {
        return folder.resolve("scores.jsonl");
    }

    private static String json(ListedVideo video) throws JsonProcessingException {
        ObjectNode row = JSON.createObjectNode();
        row.put("path", video.video().toAbsolutePath().toString());
        video.labels().forEach(row.putArray("labels")::add);
        if (video.span() != null) {
            row.put("start", video.span().start());
            if (!Double.isInfinite(video.span().end())) {
                row.put("end", video.span().end());
            }
        }
        if (video.frames() > 0) {
            row.put("frames", video.frames());
        }
        if (video.offset() != FolderFrames.ALONE) {
            row.put("offset", video.offset());
        }
        return JSON.writeValueAsString(row);
    }

    /**
     * Reads what the job wrote.
     *
     * @param names what to call the videos, in their order
     * @throws IOException when it cannot be read, or is not about as many videos
     */
    public void read(List<String> names, Sink scores) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(scores())) {
            int row = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (row == names.size()) {
                    throw otherVideos(names.size());
                }
                JsonNode read = JSON.readTree(line);
                scores.take(score(names.get(row++), read), read.path("host").asText());
            }
            if (row < names.size()) {
                throw otherVideos(names.size());
            }
        } catch (JsonProcessingException e) {
            throw new IOException("The file " + scores() + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private IOException otherVideos(int wanted) {
        return new IOException("The file " + scores() + " does not have a row for each of the " + wanted + " videos.");
    }

    private static VideoScore score(String name, JsonNode row) {
        List<String> labels = new ArrayList<>();
        row.path("labels").forEach(label -> labels.add(label.asText()));
        return new VideoScore(name, labels, row.path("views").asInt(), numbers(row.path("probabilities")),
            numbers(row.path("features")), row.path("problem").asText(null));
    }

    private static float[] numbers(JsonNode array) {
        if (!array.isArray()) {
            return null;
        }
        float[] numbers = new float[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            // as Float.parseFloat, and not by way of a double
            numbers[i] = Float.parseFloat(array.get(i).asText());
        }
        return numbers;
    }
}
