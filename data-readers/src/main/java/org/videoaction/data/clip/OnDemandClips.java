package org.videoaction.data.clip;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/**
 * Clips that are decoded when they are wanted, and sampled anew in every {@link Pass}. The file, in Arrow's format, holds
 * a row a video, its {@code video} and {@code label}, and in its metadata the classes and the recipe as JSON. Safe for
 * several threads.
 */
public final class OnDemandClips implements ClipSource {

    private static final String RECIPE_KEY = "video_action_recipe";
    private static final String CLASSES_KEY = "video_action_classes";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recipe recipe;
    private final ClipSpec spec;
    private final List<Video> videos;
    private final int threads;

    private OnDemandClips(Recipe recipe, List<String> classes, List<Video> videos, int threads) {
        this.recipe = recipe;
        this.spec = recipe.spec(classes);
        this.videos = videos;
        this.threads = threads;
    }

    /**
     * A video of the table.
     *
     * @param label the index of its class, or {@link Clip#NO_LABEL}
     */
    record Video(String path, int label) {
    }

    /** Whether a file holds a recipe rather than clips. */
    static boolean isRecipe(Path file) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ArrowFile.read(file, allocator, arrow -> arrow.metadata(RECIPE_KEY) != null);
        }
    }

    /** Opens a file; as many videos as there are cores will be decoded at once. */
    static OnDemandClips open(Path file) throws IOException {
        return open(file, Runtime.getRuntime().availableProcessors());
    }

    static OnDemandClips open(Path file, int threads) throws IOException {
        try (BufferAllocator allocator = new RootAllocator()) {
            return ArrowFile.read(file, allocator, arrow -> read(arrow, threads));
        }
    }

    private static OnDemandClips read(ArrowFile arrow, int threads) throws IOException {
        if (arrow.metadata(RECIPE_KEY) == null || arrow.metadata(CLASSES_KEY) == null
            || !arrow.schema().getFields().equals(fields())) {
            throw new IOException("it is an Arrow file, but not an on-demand clip table");
        }
        List<String> classes = JSON.readValue(arrow.metadata(CLASSES_KEY), new TypeReference<>() { });
        List<Video> videos = new ArrayList<>();
        for (ArrowBlock block : arrow.blocks()) {
            arrow.reader().loadRecordBatch(block);
            VectorSchemaRoot rows = arrow.reader().getVectorSchemaRoot();
            IntVector label = (IntVector) rows.getVector("label");
            for (int row = 0; row < rows.getRowCount(); row++) {
                videos.add(new Video(ArrowFile.text((VarCharVector) rows.getVector("video"), row), label.isNull(row)
                    ? Clip.NO_LABEL : ArrowFile.checkLabel(label.get(row), classes.size())));
            }
        }
        return new OnDemandClips(Recipe.ofJson(arrow.metadata(RECIPE_KEY)), classes, videos, threads);
    }

    /** @throws IOException when the file cannot be written; nothing is left of it then */
    static void write(Path target, Recipe recipe, List<String> classes, List<Video> videos) throws IOException {
        Schema schema = new Schema(fields(),
            Map.of(RECIPE_KEY, recipe.json(), CLASSES_KEY, JSON.writeValueAsString(classes)));
        try (UnfinishedFile file = new UnfinishedFile(target)) {
            try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot rows = VectorSchemaRoot.create(schema, allocator);
                ArrowFileWriter writer = new ArrowFileWriter(rows, null, file.channel())) {
                fill(rows, videos);
                writer.writeBatch();
                writer.end();
            } catch (IOException e) {
                throw file.failed(e);
            }
            file.finish();
        }
    }

    private static void fill(VectorSchemaRoot rows, List<Video> videos) {
        VarCharVector path = (VarCharVector) rows.getVector("video");
        IntVector label = (IntVector) rows.getVector("label");
        label.allocateNew(videos.size());
        for (int row = 0; row < videos.size(); row++) {
            Video video = videos.get(row);
            path.setSafe(row, video.path().getBytes(StandardCharsets.UTF_8));
            if (video.label() == Clip.NO_LABEL) {
                label.setNull(row);
            } else {
                label.set(row, video.label());
            }
        }
        rows.setRowCount(videos.size());
    }

    private static List<Field> fields() {
        return List.of(new Field("video", new FieldType(false, new ArrowType.Utf8(), null), null),
            new Field("label", new FieldType(true, new ArrowType.Int(Integer.SIZE, true), null), null));
    }

    @Override
    public ClipSpec spec() {
        return spec;
    }

    @Override
    public int size() {
        return Math.multiplyExact(videos.size(), spec.views());
    }

    @Override
    public String video(int clip) {
        return videos.get(clip / spec.views()).path();
    }

    @Override
    public int label(int clip) {
        return videos.get(clip / spec.views()).label();
    }

    @Override
    public ClipBatches batches(Pass pass) {
        return new ClipBatches(spec, pass, new Decoding(pass));
    }

    @Override
    public void close() {
        // nothing stays open between passes
    }

    /** Neighbours in a pass that come from one video, which is decoded once for all of them. */
    private record Run(int video, List<Integer> views) {
    }

    private List<Run> runs(int[] order) {
        List<Run> runs = new ArrayList<>();
        for (int clip : order) {
            int video = clip / spec.views();
            if (runs.isEmpty() || runs.get(runs.size() - 1).video() != video) {
                runs.add(new Run(video, new ArrayList<>()));
            }
            runs.get(runs.size() - 1).views().add(clip % spec.views());
        }
        return runs;
    }

    /** The clips of a run, and the reading that their memory belongs to. */
    private record Decoded(VideoViews read, List<Clip> clips) {
    }

    /** Decodes a run. Its random numbers depend on recipe, pass and video, not on what was read before. */
    private Decoded decode(ViewReader reader, Run run, long passSeed) throws VideoException {
        Video video = videos.get(run.video());
        long seed = (recipe.seed() * 31 + passSeed) * 1_000_003 + run.video();
        VideoViews read = reader.read(Path.of(video.path()), () -> new SplittableRandom(seed));
        List<Clip> clips = new ArrayList<>();
        for (int v : run.views()) {
            View view = read.views().get(v);
            clips.add(new Clip(run.video() + "_" + view.clip() + "_" + view.crop(), video.path(), video.label(),
                view.frames()[0], read.info().fps(), view.clip(), view.crop(), SampledVideo.status(read),
                read.clips().get(v)));
        }
        return new Decoded(read, clips);
    }

    /** The videos of a pass, decoded ahead. */
    private final class Decoding implements ClipBatches.Clips {

        private final ViewReader reader = new ViewReader(recipe.sampling(), recipe.limits(), recipe.resize());
        private final OrderedWork<Decoded> runs;
        private Decoded current;
        private int taken;

        Decoding(Pass pass) {
            List<Run> all = runs(pass.order());
            this.runs = new OrderedWork<>(threads, all.size(), i -> () -> decode(reader, all.get(i), pass.seed()));
        }

        @Override
        public Clip next(Runnable whileWaiting) throws IOException, InterruptedException {
            if (current == null || taken == current.clips().size()) {
                nextRun(whileWaiting);
            }
            return current.clips().get(taken++);
        }

        private void nextRun(Runnable whileWaiting) throws IOException, InterruptedException {
            if (current != null) {
                reader.recycle(current.read());
            }
            current = null;
            try {
                current = runs.next(whileWaiting);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof VideoException broken) {
                    throw broken;
                }
                throw new IllegalStateException("a video could not be sampled: " + e.getCause(), e.getCause());
            }
            taken = 0;
        }

        @Override
        public void close() {
            runs.close();
        }
    }
}
