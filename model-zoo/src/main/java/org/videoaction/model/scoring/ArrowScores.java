package org.videoaction.model.scoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
import org.videoaction.data.list.Classes;

/** Writes scores as a file of Arrow, some at once, in the columns that {@link ScoreFiles} tells of. */
final class ArrowScores implements ScoreSink, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 1024;

    private final Classes classes;
    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot rows;
    private final ArrowFileWriter writer;
    private int count;
    private boolean begun;

    /** @param out stays open */
    ArrowScores(OutputStream out, Classes classes) throws IOException {
        this.classes = classes;
        this.rows = VectorSchemaRoot.create(schema(), allocator);
        this.writer = new ArrowFileWriter(rows, null, Channels.newChannel(open(out)));
        rows.allocateNew();
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

    /** @throws IOException what the stream throws, as it is */
    @Override
    public void take(VideoScore score) throws IOException {
        fill(count++, score);
        if (count == AT_ONCE) {
            flush();
        }
    }

    private void flush() throws IOException {
        rows.setRowCount(count);
        writer.writeBatch();
        rows.allocateNew();
        count = 0;
        begun = true;
    }

    /** Writes what is left, and what readers begin with. */
    void end() throws IOException {
        if (count > 0 || !begun) {
            flush();
        }
        writer.end();
    }

    @Override
    public void close() {
        writer.close();
        rows.close();
        allocator.close();
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

    private void fill(int row, VideoScore score) {
        put("video", row, score.video());
        put("labels", row, score.labels().isEmpty() ? null : String.join(";", score.labels()));
        put("prediction", row, ScoreFiles.prediction(score, classes));
        put("problem", row, score.problem());
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

    private void put(String column, int row, String text) {
        VarCharVector vector = (VarCharVector) rows.getVector(column);
        if (text == null) {
            vector.setNull(row);
        } else {
            vector.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
