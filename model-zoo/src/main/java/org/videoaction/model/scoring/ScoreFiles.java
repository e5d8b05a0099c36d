package org.videoaction.model.scoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.WholeFile;
import org.videoaction.data.list.Classes;

/**
 * The scores of videos as files for other programs: {@code scores.arrow}, {@code scores.csv} and {@code scores.json}, each
 * with a row a video. In Arrow's the probabilities are a fixed-size list of 32-bit floats and the schema's metadata
 * {@code classes} has the class names as JSON; in CSV (RFC 4180) each class has a column.
 */
public final class ScoreFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<VideoScore> scores;
    private final Classes classes;

    /** @param classes the class names, in the order of the probabilities */
    public ScoreFiles(List<VideoScore> scores, Classes classes) {
        this.scores = List.copyOf(scores);
        this.classes = classes;
    }

    /** @throws IOException when a file cannot be written; then it is not there, or as it was before */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        WholeFile.write(folder.resolve("scores.arrow"), this::arrow);
        WholeFile.write(folder.resolve("scores.csv"), out -> out.write(csv().getBytes(StandardCharsets.UTF_8)));
        WholeFile.write(folder.resolve("scores.json"),
            out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json())));
    }

    private String prediction(VideoScore score) {
        return score.probabilities() == null ? null : classes.name(score.best());
    }

    private String csv() {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>(List.of("video", "labels", "prediction", "views", "problem"));
        classes.names().forEach(name -> names.add("P (" + name + ")"));
        text.append(line(names));
        for (VideoScore score : scores) {
            List<String> values = new ArrayList<>();
            values.add(score.video());
            values.add(String.join(";", score.labels()));
            values.add(prediction(score));
            values.add(String.valueOf(score.views()));
            values.add(score.problem());
            for (int c = 0; c < classes.size(); c++) {
                values.add(score.probabilities() == null ? null : String.valueOf(score.probabilities()[c]));
            }
            text.append(line(values));
        }
        return text.toString();
    }

    private static String line(List<String> values) {
        return values.stream().map(ScoreFiles::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String value) {
        return value == null ? ""
            : value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }

    private Map<String, Object> json() {
        List<Map<String, Object>> videos = new ArrayList<>();
        for (VideoScore score : scores) {
            Map<String, Object> video = new LinkedHashMap<>();
            video.put("video", score.video());
            video.put("labels", score.labels());
            video.put("prediction", prediction(score));
            video.put("views", score.views());
            video.put("problem", score.problem());
            video.put("probabilities", score.probabilities());
            videos.add(video);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("classes", classes);
        all.put("videos", videos);
        return all;
    }

    /** @throws IOException what the stream throws, as it is */
    void arrow(OutputStream out) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
            VectorSchemaRoot rows = VectorSchemaRoot.create(schema(), allocator);
            ArrowFileWriter writer = new ArrowFileWriter(rows, null, Channels.newChannel(open(out)))) {
            rows.allocateNew();
            for (int row = 0; row < scores.size(); row++) {
                fill(rows, row, scores.get(row));
            }
            rows.setRowCount(scores.size());
            writer.writeBatch();
            writer.end();
        }
    }

    /** Arrow would close the file, and turn what goes wrong with its last bytes into another kind of exception. */
    private static OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                out.write(bytes, start, length);
            }

            @Override
            public void close() {
                // whoever opened the file closes it, and hears of what its last bytes met
            }
        };
    }

    private Schema schema() throws IOException {
        Field value = new Field("item", new FieldType(false, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
            null), null);
        return new Schema(List.of(text("video"), text("labels"), text("prediction"),
            new Field("views", new FieldType(false, new ArrowType.Int(Integer.SIZE, true), null), null), text("problem"),
            new Field("probabilities", new FieldType(true, new ArrowType.FixedSizeList(classes.size()), null),
                List.of(value))),
            Map.of("classes", JSON.writeValueAsString(classes)));
    }

    private static Field text(String name) {
        return new Field(name, new FieldType(true, new ArrowType.Utf8(), null), null);
    }

    private void fill(VectorSchemaRoot rows, int row, VideoScore score) {
        put(rows, "video", row, score.video());
        put(rows, "labels", row, score.labels().isEmpty() ? null : String.join(";", score.labels()));
        put(rows, "prediction", row, prediction(score));
        put(rows, "problem", row, score.problem());
        ((IntVector) rows.getVector("views")).setSafe(row, score.views());
        FixedSizeListVector lists = (FixedSizeListVector) rows.getVector("probabilities");
        Float4Vector values = (Float4Vector) lists.getDataVector();
        for (int c = 0; c < classes.size(); c++) {
            values.setSafe(row * classes.size() + c, score.probabilities() == null ? 0 : score.probabilities()[c]);
        }
        if (score.probabilities() == null) {
            lists.setNull(row);
        } else {
            lists.setNotNull(row);
        }
    }

    private static void put(VectorSchemaRoot rows, String column, int row, String text) {
        VarCharVector vector = (VarCharVector) rows.getVector(column);
        if (text == null) {
            vector.setNull(row);
        } else {
            vector.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
