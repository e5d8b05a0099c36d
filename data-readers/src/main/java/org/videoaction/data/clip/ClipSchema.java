package org.videoaction.data.clip;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.sampling.Span;

/**
 * A clip table's columns, and its {@link ClipSpec} as Arrow metadata: the tensor's shape in the way of
 * {@code arrow.fixed_shape_tensor}, the rest as JSON under {@value #SPEC_KEY}.
 */
final class ClipSchema {

    static final String SPEC_KEY = "video_action_clips";
    static final String FRAMES = "frames";
    /** Seconds, null where a clip was taken from a whole video. */
    static final Field SEGMENT_START = seconds("segment_start");
    static final Field SEGMENT_END = seconds("segment_end");
    /** All labels of a clip. */
    static final Field LABELS = new Field("labels", new FieldType(false, new ArrowType.List(), null),
        List.of(column("item", new ArrowType.Int(32, true), false)));
    private static final int VERSION = 1;
    /** C, T, H, W. */
    private static final int DIMENSIONS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClipSchema() {
    }

    /** The JSON behind {@link #SPEC_KEY}. */
    private record Stored(int version, int stride, int clipsPerVideo, int cropsPerClip, List<String> classes) {
    }

    /** The JSON that Arrow lays down for a tensor column. */
    private record Layout(List<Integer> shape, @JsonProperty("dim_names") List<String> dimNames) {
    }

    /** The columns without the frames. */
    static Schema description() {
        return new Schema(List.of(
            column("clip", new ArrowType.Utf8(), false),
            column("video", new ArrowType.Utf8(), false),
            column("label", new ArrowType.Int(32, true), true),
            column("start_frame", new ArrowType.Int(64, true), false),
            column("fps", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), false),
            column("view_clip", new ArrowType.Int(32, true), false),
            column("view_crop", new ArrowType.Int(32, true), false),
            column("status", new ArrowType.Utf8(), false),
            SEGMENT_START,
            SEGMENT_END,
            LABELS));
    }

    static Schema of(ClipSpec spec) {
        Field pixel = column("item", new ArrowType.Int(8, false), false);
        Map<String, String> tensor = Map.of("ARROW:extension:name", "arrow.fixed_shape_tensor",
            "ARROW:extension:metadata", json(new Layout(
                List.of(spec.channels(), spec.frames(), spec.height(), spec.width()), List.of("C", "T", "H", "W"))));
        Field frames = new Field(FRAMES,
            new FieldType(false, new ArrowType.FixedSizeList(spec.clipBytes()), null, tensor), List.of(pixel));
        List<Field> fields = new ArrayList<>(description().getFields());
        fields.add(frames);
        Stored stored = new Stored(VERSION, spec.stride(), spec.clipsPerVideo(), spec.cropsPerClip(), spec.classes());
        return new Schema(fields, Map.of(SPEC_KEY, json(stored)));
    }

    /** @throws IOException when the schema is not one of a clip table */
    static ClipSpec spec(Schema schema) throws IOException {
        String stored = schema.getCustomMetadata() == null ? null : schema.getCustomMetadata().get(SPEC_KEY);
        if (stored == null) {
            throw new IOException("it is an Arrow file, but not a clip table");
        }
        ClipSpec spec = read(stored, schema);
        List<Field> fields = of(spec).getFields();
        // tables that were written before clips had several labels and segments
        List<Field> earlier =
            fields.stream().filter(field -> !List.of(SEGMENT_START, SEGMENT_END, LABELS).contains(field)).toList();
        if (!schema.getFields().equals(fields) && !schema.getFields().equals(earlier)) {
            throw new IOException("it is a clip table with other columns than this version writes");
        }
        return spec;
    }

    private static ClipSpec read(String stored, Schema schema) throws IOException {
        Stored values = JSON.readValue(stored, Stored.class);
        if (values.version() != VERSION) {
            throw new IOException("it is a clip table of version " + values.version() + "; this program reads version "
                + VERSION);
        }
        String tensor = schema.findField(FRAMES).getMetadata().get("ARROW:extension:metadata");
        List<Integer> shape = JSON.readValue(tensor, Layout.class).shape();
        if (shape == null || shape.size() != DIMENSIONS || values.classes() == null) {
            throw new IOException("its description is damaged");
        }
        return new ClipSpec(shape.get(0), shape.get(1), shape.get(2), shape.get(3), values.stride(), values.clipsPerVideo(),
            values.cropsPerClip(), values.classes());
    }

    /** Fills a row of the columns {@link #SEGMENT_START} and {@link #SEGMENT_END}. */
    static void putSpan(VectorSchemaRoot rows, int row, Span span) {
        Float8Vector start = (Float8Vector) rows.getVector(SEGMENT_START);
        Float8Vector end = (Float8Vector) rows.getVector(SEGMENT_END);
        if (span == null) {
            start.setNull(row);
            end.setNull(row);
        } else {
            start.setSafe(row, span.start());
            end.setSafe(row, span.end());
        }
    }

    /** Fills a row of a column like {@link #LABELS}. */
    static void putLabels(ListVector column, int row, List<Integer> labels) {
        IntVector values = (IntVector) column.getDataVector();
        int start = column.startNewValue(row);
        for (int i = 0; i < labels.size(); i++) {
            values.setSafe(start + i, labels.get(i));
        }
        column.endValue(row, labels.size());
    }

    private static Field seconds(String name) {
        return column(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), true);
    }

    private static Field column(String name, ArrowType type, boolean nullable) {
        return new Field(name, new FieldType(nullable, type, null), null);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
