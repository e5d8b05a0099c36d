package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.videoaction.data.Pace;
import org.videoaction.data.PackedList;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/**
 * Makes a clip table from videos. Several videos are decoded at once; the table's order and content depend on the
 * videos, the sampling and the seed alone. A video that cannot be decoded is left out and reported,
 * here and in the table.
 */
public final class VideoSampler {

    /** The first frame, as small as can be: enough to know whether a video can be decoded. */
    private static final ClipSampling FIRST_FRAME = new ClipSampling(
        new PySlowFastClips(1, 1, 1, 0, PySlowFastClips.Start.EVEN),
        new SpatialSampling(16, 16, 16, SpatialSampling.Place.CENTRE, false));

    private final Recipe recipe;
    private final int threads;
    private final int first;

    /** @param threads how many videos are decoded at once */
    public VideoSampler(Recipe recipe, int threads) {
        this(recipe, threads, 0);
    }

    /**
     * For a part of a list, whose clips are those of the whole one.
     *
     * @param first how many videos of the list come before the part
     */
    public VideoSampler(Recipe recipe, int threads, int first) {
        this.recipe = recipe;
        this.threads = threads;
        this.first = first;
    }

    /** As {@link #sample(List, Classes, Path, Progress, Consumer)}, of so few videos that what came of each can be kept. */
    public List<SampledVideo> sample(List<ListedVideo> videos, Classes classes, Path target, Progress progress)
        throws IOException {
        List<SampledVideo> sampled = new ArrayList<>();
        sample(videos, classes, target, progress, sampled::add);
        return sampled;
    }

    /**
     * Decodes the videos and writes their clips.
     *
     * @param classes the class names; a video without label has the label null
     * @param reports hears of each video, in order, what came of it
     * @throws IOException when the table cannot be written; no file is left then
     * @throws CancellationException when {@code progress} or an interruption stopped the work; no file is left then
     */
    public void sample(List<ListedVideo> videos, Classes classes, Path target, Progress progress,
        Consumer<SampledVideo> reports) throws IOException {
        List<LeftOut> left = new ArrayList<>();
        try (ClipTableWriter writer = new ClipTableWriter(target, recipe, classes)) {
            decode(videos, recipe.sampling(), progress,
                (index, read) -> write(videos.get(index), index, classes, read, writer),
                LeftOut.gathering(left, classes).andThen(reports));
            writer.finish(left);
        } catch (ClosedByInterruptException e) {
            throw Interruption.asCancellation(e);
        }
    }

    /** As {@link #sampleOnDemand(List, Classes, Path, Progress, Consumer)}, of so few videos that what came of each can be kept. */
    public List<SampledVideo> sampleOnDemand(List<ListedVideo> videos, Classes classes, Path target, Progress progress)
        throws IOException {
        List<SampledVideo> sampled = new ArrayList<>();
        sampleOnDemand(videos, classes, target, progress, sampled::add);
        return sampled;
    }

    /**
     * Writes which videos there are and how to sample them, so that {@link OnDemandClips} can do it anew in each pass.
     * Of each video only the first frame is decoded.
     *
     * @param reports hears of each video, in order, what came of it
     * @throws IOException when the table cannot be written; no file is left then
     * @throws CancellationException when {@code progress} or an interruption stopped the work; no file is left then
     */
    public void sampleOnDemand(List<ListedVideo> videos, Classes classes, Path target, Progress progress,
        Consumer<SampledVideo> reports) throws IOException {
        List<OnDemandTable.Video> good = new PackedList<>(OnDemandTable.Video.FORM);
        List<LeftOut> left = new ArrayList<>();
        decode(videos, FIRST_FRAME, progress, (index, read) -> {
            ListedVideo video = videos.get(index);
            good.add(OnDemandTable.Video.of(video, classes));
            return SampledVideo.of(video, read, recipe.sampling().views(), recipe);
        }, LeftOut.gathering(left, classes).andThen(reports));
        try {
            new OnDemandTable(recipe, classes, good, left).write(target);
        } catch (ClosedByInterruptException e) {
            throw Interruption.asCancellation(e);
        }
    }

    /** Takes what was decoded of one video. */
    @FunctionalInterface
    private interface Sink {
        SampledVideo take(int index, VideoViews read) throws IOException;
    }

    private void decode(List<ListedVideo> videos, ClipSampling sampling, Progress progress, Sink sink,
        Consumer<SampledVideo> reports) throws IOException {
        ViewReader reader = new ViewReader(sampling, recipe.limits(), recipe.resize());
        int[] done = {0};
        Pace pace = new Pace("videos", videos.size());
        Runnable report = () -> progress.report(pace.fraction(done[0]), pace.message(done[0]));
        try (OrderedWork<VideoViews> reading = new OrderedWork<>(threads, videos.size(),
            i -> () -> reader.read(videos.get(i).video(), videos.get(i).folderFrames(recipe.frameNames()),
                videos.get(i).span(),
                () -> new SplittableRandom(seed(i))))) {
            while (reading.hasNext()) {
                reports.accept(next(videos.get(done[0]), done[0], reading, report, recycling(sink, reader)));
                done[0]++;
                report.run();
            }
        } catch (InterruptedException e) {
            throw Interruption.asCancellation(e);
        }
    }

    private static Sink recycling(Sink sink, ViewReader reader) {
        return (index, read) -> {
            SampledVideo taken = sink.take(index, read);
            reader.recycle(read);
            return taken;
        };
    }

    private static SampledVideo next(ListedVideo video, int index, OrderedWork<VideoViews> reading,
        Runnable whileWaiting, Sink sink) throws IOException, InterruptedException {
        VideoViews read;
        try {
            read = reading.next(whileWaiting);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VideoException broken) {
                return SampledVideo.failed(video, broken.reason());
            }
            throw new IllegalStateException(video.video() + " could not be sampled: " + e.getCause(), e.getCause());
        }
        return sink.take(index, read);
    }

    private SampledVideo write(ListedVideo video, int index, Classes classes, VideoViews read,
        ClipTableWriter writer) throws IOException {
        List<Integer> all = IntStream.range(0, read.views().size()).boxed().toList();
        for (Clip clip : OnDemandTable.Video.of(video, classes).clips(first + index, read, all,
            recipe.sampling().boxJitter(),
            new SplittableRandom(~seed(index)))) {
            writer.write(clip);
        }
        return SampledVideo.of(video, read, read.clips().size(), recipe);
    }

    private long seed(int index) {
        return recipe.seed() * 31 + first + index;
    }
}
