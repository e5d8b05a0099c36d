package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.video.VideoContent;
import org.videoaction.model.TestClips;
import org.videoaction.model.training.EpochSteps.Step;

class ShapedBatchesTest {

    private static final int CLIPS = 8;
    private static final BatchShape TWICE = new BatchShape(1, 2, 1, 1);
    private static final BatchShape SHORTER = new BatchShape(2, 1, 0.5, Math.sqrt(0.5));
    private static final Pass PASS = new Pass(new int[] {5, 3, 1, 0, 2, 4, 7, 6}, 2, 9);

    @TempDir
    private Path folder;

    /** A table that tells how it is read, and gives the same clips whatever the shape. */
    private record Told(ClipSource clips, List<Tuple> shapes, List<Pass> passes) implements ClipSource {

        @Override
        public ClipSpec spec() {
            return clips.spec();
        }

        @Override
        public int size() {
            return clips.size();
        }

        @Override
        public String video(int clip) {
            return clips.video(clip);
        }

        @Override
        public int entry(int clip) {
            return clips.entry(clip);
        }

        @Override
        public void describe(Consumer<String> texts) {
            clips.describe(texts);
        }

        @Override
        public String recipe() {
            return clips.recipe();
        }

        @Override
        public String segment(int clip) {
            return clips.segment(clip);
        }

        @Override
        public VideoContent content(int clip) throws IOException {
            return clips.content(clip);
        }

        @Override
        public String wholeContent(int clip, Runnable whileReading) throws IOException {
            return clips.wholeContent(clip, whileReading);
        }

        @Override
        public int label(int clip) {
            return clips.label(clip);
        }

        @Override
        public List<Integer> labels(int clip) {
            return clips.labels(clip);
        }

        @Override
        public ClipBatches batches(Pass pass, Broken broken) {
            passes.add(pass);
            return clips.batches(pass, broken);
        }

        @Override
        public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
            return clips.batches(order, batch, seed, broken);
        }

        @Override
        public Optional<ClipSource> resized(int frames, int side) {
            shapes.add(Tuple.tuple(frames, side));
            return Optional.of(this);
        }

        @Override
        public void close() {
            clips.close();
        }
    }

    private Told told() throws IOException {
        return new Told(TestClips.table(folder.resolve("clips.arrow"), CLIPS), new ArrayList<>(), new ArrayList<>());
    }

    private static void assertNext(ShapedBatches batches, Step step, Integer... clips) throws IOException {
        ShapedBatches.Batch batch = batches.next(step, () -> {});
        assertThat(batch.clips().indices()).containsExactly(clips);
        assertThat(batch.shape()).containsExactly(clips.length, 3, 8, 32, 32);
    }

    @Test
    void eachStepTakesItsOwnClipsOfTheOrder() throws Exception {
        Step first = new Step(BatchShape.WHOLE, 0, 2);
        Step second = new Step(TWICE, 2, 4);
        Step third = new Step(BatchShape.WHOLE, 6, 2);
        try (Told source = told();
            ShapedBatches batches = new ShapedBatches(source, List.of(first, second, third), PASS, broken -> {})) {
            assertNext(batches, first, 5, 3);
            assertNext(batches, second, 1, 0, 2, 4);
            assertNext(batches, third, 7, 6);
            assertThat(source.shapes()).as("other shapes than the source's own").isEmpty();
            assertThat(source.passes()).extracting(Pass::seed).containsExactly(9L, 9L);
        }
    }

    @Test
    void clipsOfAnotherShapeAreSampledAnew() throws Exception {
        Step step = new Step(SHORTER, 1, 3);
        try (Told source = told(); ShapedBatches batches = new ShapedBatches(source, List.of(step), PASS, broken -> {})) {
            assertNext(batches, step, 3, 1, 0);
            // half of 8 frames and 32 / sqrt(2) = 22.6 pixels
            assertThat(source.shapes()).containsExactly(Tuple.tuple(4, 23));
        }
    }

    @Test
    void clipsThatLieInAFileHaveNoOtherShape() throws Exception {
        try (ClipSource table = TestClips.table(folder.resolve("clips.arrow"), CLIPS)) {
            assertThatThrownBy(() -> new ShapedBatches(table, List.of(new Step(SHORTER, 0, 4)), PASS, broken -> {}))
                .isInstanceOf(NoSuchElementException.class);
        }
    }
}
