package org.videoaction.data.clip;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

/**
 * A clip table's columns, and its {@link ClipSpec} as Arrow metadata: the tensor's shape in the way of
 * {@code arrow.fixed_shape_tensor}, the rest as JSON under {@value #SPEC_KEY}.
 */
final class ClipSchema {

    static final String SPEC_KEY = "video_action_clips";
    /** How videos became the clips, as {@link Recipe#json}; tables of version 1.0.0 do not say it. */
    static final String SAMPLING_KEY = "video_action_sampling";
    static final String FRAMES = "frames";
    /** The numbers of a box. */
    static final int EDGES = 4;
    /** Seconds, null where a clip was taken from a whole video. */
    static final Field SEGMENT_START = seconds("segment_start");
    static final Field SEGMENT_END = seconds("segment_end");
    /** All labels of a clip. */
    static final Field LABELS = new Field("labels", new FieldType(false, new ArrowType.List(), null),
        List.of(column("item", new ArrowType.Int(32, true), false)));
    /** The boxes of a clip: x1, y1, x2, y2 in shares of its width and height. */
    static final Field BOXES = new Field("boxes", new FieldType(false, new ArrowType.List(), null),
        List.of(new Field("item", new FieldType(false, new ArrowType.FixedSizeList(EDGES), null),
            List.of(column("item", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE), false)))));
    /** The labels of each box. */
    static final Field BOX_LABELS = new Field("box_labels", new FieldType(false, new ArrowType.List(), null),
        List.of(new Field("item", new FieldType(false, new ArrowType.List(), null),
            List.of(column("item", new ArrowType.Int(32, true), false)))));
    private static final int VERSION = 1;
    /** C, T, H, W. */
    private static final int DIMENSIONS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClipSchema() {
    }

    /** The JSON behind {@link #SPEC_KEY}. */
    private record Stored(int version, int stride, int clipsPerVideo, int cropsPerClip, Classes classes,
        boolean boxes, boolean random) {}

    /** The JSON that Arrow lays down for a tensor column. */
    private record Layout(List<Integer> shape, @JsonProperty("dim_names") List<String> dimNames) {}

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
            LABELS,
            BOXES,
            BOX_LABELS));
    }

    /** @param sampling how videos became the clips, empty where that is not known */
    static Schema of(ClipSpec spec, String sampling) {
        Schema schema = of(spec);
        Map<String, String> metadata = new HashMap<>(schema.getCustomMetadata());
        if (!sampling.isEmpty()) {
            metadata.put(SAMPLING_KEY, sampling);
        }
        return new Schema(schema.getFields(), metadata);
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
        Stored stored = new Stored(VERSION, spec.stride(), spec.clipsPerVideo(), spec.cropsPerClip(), spec.classes(),
            spec.boxes(), spec.random());
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
        // tables that were written before clips had boxes, and before they had several labels and segments
        List<Field> withoutBoxes = without(fields, BOXES, BOX_LABELS);
        if (!List.of(fields, withoutBoxes, without(withoutBoxes, SEGMENT_START, SEGMENT_END, LABELS))
            .contains(schema.getFields())) {
            throw new IOException("it is a clip table with other columns than this version writes");
        }
        return spec;
    }

    private static List<Field> without(List<Field> fields, Field... left) {
        return fields.stream().filter(field -> !List.of(left).contains(field)).toList();
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
            values.cropsPerClip(), values.classes(), values.boxes(), values.random());
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

    /** Fills a row of {@link #BOXES} and {@link #BOX_LABELS}. */
    static void putBoxes(VectorSchemaRoot rows, int row, List<ClipBox> boxes) {
        ListVector places = (ListVector) rows.getVector(BOXES);
        FixedSizeListVector corners = (FixedSizeListVector) places.getDataVector();
        Float8Vector edges = (Float8Vector) corners.getDataVector();
        ListVector labels = (ListVector) rows.getVector(BOX_LABELS);
        int place = places.startNewValue(row);
        int set = labels.startNewValue(row);
        for (ClipBox box : boxes) {
            double[] values = {box.place().x1(), box.place().y1(), box.place().x2(), box.place().y2()};
            for (int edge = 0; edge < EDGES; edge++) {
                edges.setSafe(place * EDGES + edge, values[edge]);
            }
            corners.setNotNull(place++);
            putLabels((ListVector) labels.getDataVector(), set++, box.labels());
        }
        places.endValue(row, boxes.size());
        labels.endValue(row, boxes.size());
    }

    /** A box that was read from a file. */
    static ClipBox box(double x1, double y1, double x2, double y2, List<Integer> labels) throws IOException {
        try {
            return new ClipBox(new RelativeBox(x1, y1, x2, y2), labels);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
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
