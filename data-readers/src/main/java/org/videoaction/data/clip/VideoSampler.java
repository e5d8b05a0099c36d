package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.list.LabeledVideo;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/**
 * Makes a clip table from videos. Several videos are decoded at once; the table's order and content depend on the
 * videos, the sampling and the seed alone. A video that cannot be decoded is left out and reported.
 */
public final class VideoSampler {

    private static final int POLL_MILLIS = 100;

    private final ClipSampling sampling;
    private final VideoLimits limits;
    private final long seed;
    private final int threads;

    /** @param threads how many videos are decoded at once */
    public VideoSampler(ClipSampling sampling, VideoLimits limits, long seed, int threads) {
        this.sampling = sampling;
        this.limits = limits;
        this.seed = seed;
        this.threads = threads;
    }

    /** What all clips of this sampler have in common. */
    public static ClipSpec spec(ClipSampling sampling, List<String> classes) {
        int side = sampling.space().size();
        return new ClipSpec(PlanarFrame.CHANNELS, sampling.time().length(), side, side, sampling.time().stride(),
            sampling.time().clips(), sampling.space().crops(), classes);
    }

    /**
     * Writes the table.
     *
     * @param classes the class names; a video without label has the label null
     * @return for each video, in order, what came of it
     * @throws IOException when the table cannot be written; no file is left then
     * @throws CancellationException when {@code progress} or an interruption stopped the work; no file is left then
     */
    public List<SampledVideo> sample(List<LabeledVideo> videos, List<String> classes, Path target, Progress progress)
        throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, VideoSampler::daemon);
        try (ClipTableWriter writer = new ClipTableWriter(target, spec(sampling, classes))) {
            List<SampledVideo> sampled = decode(videos, classes, pool, writer, progress);
            writer.finish();
            return sampled;
        } catch (ClosedByInterruptException | InterruptedException e) {
            throw cancelled(e);
        } finally {
            stop(pool);
        }
    }

    private List<SampledVideo> decode(List<LabeledVideo> videos, List<String> classes, ExecutorService pool,
        ClipTableWriter writer, Progress progress) throws IOException, InterruptedException {
        List<SampledVideo> sampled = new ArrayList<>();
        Deque<Future<VideoViews>> ahead = new ArrayDeque<>();
        Pace pace = new Pace("videos", videos.size());
        int submitted = 0;
        while (sampled.size() < videos.size()) {
            while (submitted < videos.size() && ahead.size() < threads + 1) {
                ahead.add(submit(pool, videos.get(submitted).video(), submitted++));
            }
            int index = sampled.size();
            sampled.add(write(videos.get(index), index, classes, ahead.remove(), writer, pace, progress));
            progress.report(pace.fraction(sampled.size()), pace.message(sampled.size()));
        }
        return sampled;
    }

    private Future<VideoViews> submit(ExecutorService pool, Path video, int index) {
        ViewReader reader = new ViewReader(sampling, limits);
        return pool.submit(() -> reader.read(video, () -> new SplittableRandom(seed * 31 + index)));
    }

    private SampledVideo write(LabeledVideo video, int index, List<String> classes, Future<VideoViews> decoding,
        ClipTableWriter writer, Pace pace, Progress progress) throws IOException, InterruptedException {
        VideoViews read;
        try {
            while (!finished(decoding)) {
                progress.report(pace.fraction(index), pace.message(index));
            }
            read = decoding.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VideoException broken) {
                return SampledVideo.failed(video, broken.reason());
            }
            throw new IllegalStateException(video.video() + " could not be sampled: " + e.getCause(), e.getCause());
        }
        SampledVideo result = SampledVideo.of(video, read);
        int label = video.label() == null ? Clip.NO_LABEL : classes.indexOf(video.label());
        for (int v = 0; v < read.views().size(); v++) {
            View view = read.views().get(v);
            writer.write(new Clip(index + "_" + view.clip() + "_" + view.crop(), video.video().toString(), label,
                view.frames()[0], read.info().fps(), view.clip(), view.crop(), result.status(), read.clips().get(v)));
        }
        return result;
    }

    /** Waits a moment for a video, so that cancelling need not wait for a long one. */
    private static boolean finished(Future<VideoViews> decoding) throws InterruptedException, ExecutionException {
        try {
            decoding.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "video decoder");
        thread.setDaemon(true);
        return thread;
    }

    private static void stop(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static CancellationException cancelled(Exception cause) {
        CancellationException cancelled = new CancellationException("sampling was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
