package org.videoaction.data.clip;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.PackedList;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.VideoViews;

/**
 * The file of {@link OnDemandClips}, in Arrow's format: a row a video, and in its metadata the classes and the recipe as
 * JSON.
 */
record OnDemandTable(Recipe recipe, Classes classes, List<Video> videos, List<LeftOut> leftOut) {

    private static final String RECIPE_KEY = "video_action_recipe";
    private static final String CLASSES_KEY = "video_action_classes";
    /** The columns of tables that were written before clips had boxes. */
    private static final int WITHOUT_BOXES = 5;
    /** The columns of tables that were written before folders of frames had a number of frames. */
    private static final int WITHOUT_FRAMES = 7;
    private static final String FRAMES = "frames";
    private static final String OFFSET = "frame_offset";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Field> FIRST_FIELDS = List.of(
        new Field("video", new FieldType(false, new ArrowType.Utf8(), null), null),
        new Field("label", new FieldType(true, new ArrowType.Int(Integer.SIZE, true), null), null));

    /** Rows are written so many at once. */
    private static final int BLOCK = 1 << 16;

    /** Of which no listed video was left out. */
    OnDemandTable(Recipe recipe, Classes classes, List<Video> videos) {
        this(recipe, classes, videos, List.of());
    }

    /**
     * A video of the table.
     *
     * @param label the index of its class, or {@link Clip#NO_LABEL}
     * @param labels the indices of all classes that it shows
     * @param span the segment that clips are taken from, or their key frame; null for the whole video
     * @param boxes those of the key frame, in shares of the frame
     * @param frames how many pictures a folder of frames should have, 0 where nobody says
     * @param offset as that of {@link FolderFrames}
     */
    record Video(String path, int label, List<Integer> labels, Span span, List<ClipBox> boxes, int frames, int offset) {

        /** How many videos are packed. */
        static final PackedList.Form<Video> FORM = new PackedList.Form<>() {

            @Override
            public void write(Video video, PackedList.Row row) {
                row.add(video.path());
                row.add(video.label());
                addLabels(video.labels(), row);
                Span.write(video.span(), row);
                row.add(video.boxes().size());
                for (ClipBox box : video.boxes()) {
                    row.add(box.place().x1());
                    row.add(box.place().y1());
                    row.add(box.place().x2());
                    row.add(box.place().y2());
                    addLabels(box.labels(), row);
                }
                row.add(video.frames());
                row.add(video.offset());
            }

            @Override
            public Video read(PackedList.Row row) {
                String path = row.text();
                int label = row.number();
                List<Integer> labels = labels(row);
                Span span = Span.read(row);
                List<ClipBox> boxes = new ArrayList<>();
                for (int left = row.number(); left > 0; left--) {
                    boxes.add(new ClipBox(new RelativeBox(row.real(), row.real(), row.real(), row.real()), labels(row)));
                }
                return new Video(path, label, labels, span, boxes, row.number(), row.number());
            }

            private void addLabels(List<Integer> labels, PackedList.Row row) {
                row.add(labels.size());
                labels.forEach(label -> row.add(label.intValue()));
            }

            private List<Integer> labels(PackedList.Row row) {
                return Stream.generate(row::number).limit(row.number()).toList();
            }
        };

        /** A video that is no part of a folder of frames. */
        Video(String path, int label, List<Integer> labels, Span span, List<ClipBox> boxes) {
            this(path, label, labels, span, boxes, 0, FolderFrames.ALONE);
        }

        /** @param classes what labels are indices into */
        static Video of(ListedVideo listed, Classes classes) {
            return new Video(listed.name(),
                listed.label() == null ? Clip.NO_LABEL : classes.index(listed.label()),
                classes.indices(listed.labels()), listed.span(),
                listed.boxes().stream().map(box -> new ClipBox(box.place(), classes.indices(box.labels()))).toList(),
                listed.frames(), listed.offset());
        }

        /**
         * The clips of some of its views.
         *
         * @param number the video's in its table
         * @param boxJitter how far boxes are moved, by {@code jitter}'s draws
         */
        List<Clip> clips(int number, VideoViews read, List<Integer> views, double boxJitter, RandomGenerator jitter) {
            List<Clip> clips = new ArrayList<>();
            for (int v : views) {
                View view = read.views().get(v);
                clips.add(new Clip(number + "_" + view.clip() + "_" + view.crop(), path, label, labels, span,
                    ClipBox.within(view.space(), boxes, boxJitter, jitter), view.frames()[0], read.steadyFps(), view.clip(),
                    view.crop(), SampledVideo.status(read), read.clips().get(v)));
            }
            return clips;
        }

        /** Kept scores know their clips by it: as it was before frames were counted, where nobody says how many. */
        @Override
        public String toString() {
            return "Video[path=" + path + ", label=" + label + ", labels=" + labels + ", span=" + span + ", boxes=" + boxes
                + (frames == 0 && offset == FolderFrames.ALONE ? "]" : ", frames=" + frames + ", offset=" + offset + "]");
        }
    }

    /** Whether a file is such a table rather than one of clips. */
    static boolean is(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ArrowFile.read(file, allocator, arrow -> arrow.metadata(RECIPE_KEY) != null);
        }
    }

    /** @throws IOException when the file is missing, damaged or another one; the message names it */
    static OnDemandTable read(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ArrowFile.read(file, allocator, OnDemandTable::read);
        }
    }

    private static OnDemandTable read(ArrowFile arrow) throws IOException {
        List<Field> fields = arrow.schema().getFields();
        if (arrow.metadata(RECIPE_KEY) == null || arrow.metadata(CLASSES_KEY) == null
            || !List.of(fields(), fields().subList(0, WITHOUT_FRAMES), fields().subList(0, WITHOUT_BOXES), FIRST_FIELDS)
                .contains(fields)) {
            throw new IOException("it is an Arrow file, but not an on-demand clip table");
        }
        Checksums checksums = Checksums.read(arrow, 1);
        Classes classes = JSON.readValue(arrow.metadata(CLASSES_KEY), Classes.class);
        List<Video> videos = new PackedList<>(Video.FORM);
        List<ArrowBlock> blocks = arrow.blocks();
        for (int block = 0; block < blocks.size(); block++) {
            ByteBuffer bytes = arrow.bytes(blocks.get(block));
            if (!checksums.match(block, 0, bytes)) {
                throw new IOException("it is damaged: its rows are not those that were written; sample the videos again");
            }
            VectorSchemaRoot rows = arrow.rows(blocks.get(block), bytes);
            for (int row = 0; row < rows.getRowCount(); row++) {
                videos.add(video(rows, row, classes.size()));
            }
        }
        Recipe recipe = Recipe.ofJson(arrow.metadata(RECIPE_KEY));
        ClipSpec spec = recipe.spec(classes);
        if ((long) spec.channels() * spec.frames() * spec.height() * spec.width() > Integer.MAX_VALUE
            || (long) videos.size() * spec.clipsPerVideo() * spec.cropsPerClip() > Integer.MAX_VALUE) {
            throw new IOException("its clips are more or larger than can be");
        }
        return new OnDemandTable(recipe, classes, videos, LeftOut.read(arrow, classes.size()));
    }

    private static Video video(VectorSchemaRoot rows, int row, int classes) throws IOException {
        String path = ArrowFile.text((VarCharVector) rows.getVector("video"), row);
        IntVector labels = (IntVector) rows.getVector("label");
        int label = labels.isNull(row) ? Clip.NO_LABEL : ArrowFile.checkLabel(labels.get(row), classes);
        ListVector all = (ListVector) rows.getVector(ClipSchema.LABELS);
        return all == null ? new Video(path, label, Clip.labels(label), null, List.of())
            : new Video(path, label, ArrowFile.labels(all, row, classes), span(rows, row),
                rows.getVector(ClipSchema.BOXES) == null ? List.of() : ArrowFile.boxes(rows, row, classes),
                number(rows, FRAMES, row, 0), number(rows, OFFSET, row, FolderFrames.ALONE));
    }

    private static int number(VectorSchemaRoot rows, String column, int row, int unsaid) throws IOException {
        IntVector numbers = (IntVector) rows.getVector(column);
        if (numbers == null || numbers.isNull(row)) {
            return unsaid;
        }
        if (numbers.get(row) < 0) {
            throw new IOException("it has a negative number of frames");
        }
        return numbers.get(row);
    }

    private static Span span(VectorSchemaRoot rows, int row) {
        Float8Vector start = (Float8Vector) rows.getVector(ClipSchema.SEGMENT_START);
        Float8Vector end = (Float8Vector) rows.getVector(ClipSchema.SEGMENT_END);
        return start.isNull(row) ? null : new Span(start.get(row), end.get(row));
    }

    /** @throws IOException when the file cannot be written; nothing is left of it then */
    void write(Path target) throws IOException {
        Schema schema = Checksums.declaredIn(new Schema(fields(),
            Map.of(RECIPE_KEY, recipe.json(), CLASSES_KEY, JSON.writeValueAsString(classes))));
        Map<String, String> footer = new HashMap<>();
        try (UnfinishedFile file = new UnfinishedFile(target)) {
            ChecksumChannel channel = new ChecksumChannel(file.channel());
            try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot rows = VectorSchemaRoot.create(schema, allocator);
                ArrowFileWriter writer = new ArrowFileWriter(rows, null, channel, footer)) {
                writer.start();
                List<Integer> checksums = new ArrayList<>();
                for (int first = 0; first == 0 || first < videos.size(); first += BLOCK) {
                    fill(rows, first, Math.min(BLOCK, videos.size() - first));
                    channel.start(Long.MAX_VALUE);
                    writer.writeBatch();
                    checksums.add(channel.checksum());
                    rows.clear();
                }
                footer.putAll(LeftOut.footer(leftOut));
                footer.putAll(Checksums.footer(schema, checksums));
                writer.end();
            } catch (IOException e) {
                throw file.failed(e);
            }
            file.finish();
        }
    }

    private void fill(VectorSchemaRoot rows, int first, int count) {
        VarCharVector path = (VarCharVector) rows.getVector("video");
        IntVector label = (IntVector) rows.getVector("label");
        ListVector labels = (ListVector) rows.getVector(ClipSchema.LABELS);
        label.allocateNew(count);
        for (int row = 0; row < count; row++) {
            Video video = videos.get(first + row);
            path.setSafe(row, video.path().getBytes(StandardCharsets.UTF_8));
            if (video.label() == Clip.NO_LABEL) {
                label.setNull(row);
            } else {
                label.set(row, video.label());
            }
            put((IntVector) rows.getVector(FRAMES), row, video.frames(), 0);
            put((IntVector) rows.getVector(OFFSET), row, video.offset(), FolderFrames.ALONE);
            ClipSchema.putSpan(rows, row, video.span());
            ClipSchema.putLabels(labels, row, video.labels());
            ClipSchema.putBoxes(rows, row, video.boxes());
        }
        rows.setRowCount(count);
    }

    private static void put(IntVector column, int row, int number, int unsaid) {
        if (number == unsaid) {
            column.setNull(row);
        } else {
            column.setSafe(row, number);
        }
    }

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>(FIRST_FIELDS);
        fields.addAll(List.of(ClipSchema.SEGMENT_START, ClipSchema.SEGMENT_END, ClipSchema.LABELS, ClipSchema.BOXES,
            ClipSchema.BOX_LABELS));
        for (String number : List.of(FRAMES, OFFSET)) {
            fields.add(new Field(number, new FieldType(true, new ArrowType.Int(Integer.SIZE, true), null), null));
        }
        return fields;
    }
}
