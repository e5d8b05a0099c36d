package org.videoaction.model.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.training.EpochSteps.Step;

/** The batches of an epoch, each in its shape. Those of one shape are read ahead together; shapes take turns. */
final class ShapedBatches implements AutoCloseable {

    private final Map<BatchShape, Lane> lanes = new HashMap<>();

    /** The batches of one shape. */
    private record Lane(ClipSpec spec, ClipBatches batches) {}

    /**
     * A batch and what its clips have in common.
     *
     * @param clips valid until the next batch of its shape is asked for
     */
    record Batch(ClipBatch clips, ClipSpec spec) {

        /** N x C x T x H x W. */
        long[] shape() {
            return new long[] {clips.size(), spec.channels(), spec.frames(), spec.height(), spec.width()};
        }
    }

    /**
     * @param steps those whose batches are wanted
     * @param pass the order of the epoch's clips
     * @param broken hears of videos that can no longer be read; their clips are left out
     */
    ShapedBatches(ClipSource clips, List<Step> steps, Pass pass, Consumer<VideoException> broken) {
        try {
            steps.stream().collect(Collectors.groupingBy(Step::shape)).forEach((shape, alike) -> {
                ClipSource source = source(clips, shape);
                lanes.put(shape, new Lane(source.spec(), source.batches(part(pass, alike),
                    (clip, problem) -> broken.accept(problem))));
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The clips in a shape; the source must be able to sample them anew where that is not its own. */
    private static ClipSource source(ClipSource clips, BatchShape shape) {
        return shape.isWhole() ? clips
            : clips.resized(shape.frames(clips.spec().frames()), shape.crop(clips.spec().height())).orElseThrow();
    }

    private static Pass part(Pass pass, List<Step> steps) {
        int[] order = steps.stream()
            .flatMapToInt(step -> Arrays.stream(pass.order(), step.first(), step.first() + step.clips()))
            .toArray();
        return new Pass(order, steps.get(0).clips(), pass.seed());
    }

    /** @param whileWaiting called again and again while clips are awaited */
    Batch next(Step step, Runnable whileWaiting) throws IOException {
        Lane lane = lanes.get(step.shape());
        return new Batch(lane.batches().next(whileWaiting), lane.spec());
    }

    @Override
    public void close() {
        lanes.values().forEach(lane -> lane.batches().close());
    }
}
