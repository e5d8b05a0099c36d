package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.LeftOut;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.FiniteNumbers;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;

/**
 * A {@link VideoScorer} whose network is loaded. Scores are handed over one by one: of a list of any length, only the few
 * videos are in memory that are being decoded or scored. For one thread at a time.
 */
public final class LoadedScorer implements AutoCloseable {

    private static final String LOOKING = "looking for kept scores";
    private static final int LARGEST_BATCH = 32;
    private static final int LARGEST_BATCH_BYTES = 64 << 20;

    /** Without its weights, of which the network has its own form. */
    private final VideoModel model;
    /** The model's, where scores are kept. */
    private final Optional<String> fingerprint;
    private final ScoringSettings settings;
    private final ScoringDevice device;
    private final ModelNetwork network;

    LoadedScorer(VideoModel model, ScoringSettings settings) {
        this(model, settings, ModelNetwork.device(model, settings.device()));
    }

    private LoadedScorer(VideoModel model, ScoringSettings settings, ScoringDevice device) {
        this(model, settings, device, ModelNetwork.of(model, device, settings.features()));
    }

    /** @param network computes in the place of the model's own */
    LoadedScorer(VideoModel model, ScoringSettings settings, ScoringDevice device, ModelNetwork network) {
        this.model = model.withoutWeights();
        this.device = device;
        this.settings = settings.on(device);
        this.fingerprint = settings.folder().map(folder -> ScoringWork.fingerprint(model, this.settings));
        this.network = network;
    }

    /**
     * Scores all videos of a source, or their segments where clips were taken from some. A video has the reason in place of
     * a score when the source left it out, when it can no longer be read on demand, when one of its clips was damaged in its
     * file, or when its scores are not finite.
     *
     * @param clips hears of each clip that has finite scores, also of those that a folder has kept; those of a video come
     *     before its score
     * @param videos takes a score a video in the order of the list
     * @throws IOException when the folder of the settings holds the scores of another model, recipe or other settings, or
     *     cannot be written; or what the sink throws
     * @throws CancellationException when {@code progress} says so
     */
    public ScoringReport score(ClipSource source, Progress progress, Consumer<ClipScore> clips, ScoreSink videos)
        throws IOException {
        return score(source, source.leftOut(), progress, clips, videos);
    }

    /** The same without the videos that the source left out. */
    ScoringReport scoreClips(ClipSource source, Progress progress, Consumer<ClipScore> clips, ScoreSink videos)
        throws IOException {
        return score(source, List.of(), progress, clips, videos);
    }

    private ScoringReport score(ClipSource source, List<LeftOut> leftOut, Progress progress, Consumer<ClipScore> clips,
        ScoreSink videos) throws IOException {
        if (source.spec().wholeFrames() && model.architecture().head().window() == 0) {
            throw new IllegalArgumentException("The clips show whole frames, and the network's head does not look at them "
                + "place by place.");
        }
        try (ScoringFolder folder = ScoringFolder.open(() -> work(source), model.classes().size(), source, settings,
            () -> progress.report(0, LOOKING))) {
            return new Run(source, leftOut, folder, progress, clips, videos).run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Tells apart what would give other scores, where they are kept in a folder. */
    ScoringWork work(ClipSource source) {
        return new ScoringWork(fingerprint.orElseThrow(), model, source, settings);
    }

    /** How many clips are read and scored at once. */
    private int atOnce(ClipSpec spec) {
        int most = Math.max(1, Math.min(LARGEST_BATCH, LARGEST_BATCH_BYTES / spec.clipBytes()));
        return settings.batch() != VideoScorer.AUTOMATIC ? settings.batch()
            : BatchSize.of(model.architecture(), spec.frames(), Math.min(spec.height(), spec.width()),
                device.kind(), most);
    }

    /**
     * How many clips are scored at once where a later run that has only some of the videos left has to give the very same
     * numbers: as many as leave every video its own batches, on CPUs single clips.
     */
    private int repeatable(ClipSource source) {
        int views = source.spec().views();
        int most = settings.batch() == VideoScorer.AUTOMATIC && device.kind() == ScoringDevice.Kind.CPU ? 1
            : atOnce(source.spec());
        boolean alike = IntStream.range(0, source.size()).allMatch(clip -> source.entry(clip) == clip / views);
        return alike ? IntStream.rangeClosed(1, Math.min(most, views)).filter(size -> views % size == 0).max().orElse(1) : 1;
    }

    @Override
    public void close() {
        network.close();
    }

    /** What the clips of one video, or of a segment of one, have said so far. */
    private final class Views {

        private final int entry;
        private final String video;
        private final List<String> names;
        private final ViewAverage average;
        private final List<ClipScore> clips = new ArrayList<>();
        private ViewAverage features;
        private boolean numbers = true;

        Views(int entry, String video, List<String> names) {
            this.entry = entry;
            this.video = video;
            this.names = names;
            this.average = new ViewAverage(settings.rule(model), model.architecture().head().labels(),
                model.classes().size());
        }

        /** Gives what is known of the clip; nothing where its scores are no numbers. */
        Optional<ClipScore> add(Clip clip, float[] probabilities, float[] seen) {
            if (!FiniteNumbers.are(probabilities) || !FiniteNumbers.are(seen)) {
                numbers = false;
                return Optional.empty();
            }
            average.add(probabilities);
            if (settings.features()) {
                features = features == null ? ViewAverage.mean(seen.length) : features;
                features.add(seen);
            }
            ClipScore score = new ClipScore(video, names, clip.startFrame(), clip.clip(), clip.crop(), probabilities,
                settings.features() ? seen : null);
            if (settings.clips()) {
                clips.add(score);
            }
            return Optional.of(score);
        }

        VideoScore score() {
            return !numbers ? VideoScore.broken(video, names, Scores.NO_NUMBERS)
                : new VideoScore(video, names, average.views(), average.probabilities(),
                    features == null ? null : features.probabilities(), null);
        }
    }

    /** @param place where its score is kept, or {@link KeptScores#NONE} */
    private record Pending(int entry, long place) {}

    /** The scoring of one source. */
    private final class Run {

        private final ClipSource source;
        private final ClipSpec spec;
        private final Deque<LeftOut> leftOut;
        private final ScoringFolder folder;
        private final Progress progress;
        private final Consumer<ClipScore> listener;
        private final ScoreSink sink;
        private final Pace pace;
        private final int atOnce;
        private final BatchedNetwork batched;
        /** The entries that were looked for, whose scores were not handed over yet. */
        private final Deque<Pending> pending = new ArrayDeque<>();
        /** Those among them that cannot be read. A video with one broken clip is broken. */
        private final Map<Integer, VideoScore> broken = new HashMap<>();
        private final Left left = new Left();
        private Views current;
        private long waited;
        /** The last clip that was scored or could not be read, and how many before it or soon after it need not be scored. */
        private int reached = -1;
        private int lastBroken = -1;
        private int dropped;
        private long videos;
        private long withoutScore;

        Run(ClipSource source, List<LeftOut> leftOut, ScoringFolder folder, Progress progress,
            Consumer<ClipScore> listener, ScoreSink sink) {
            this.source = source;
            this.spec = source.spec();
            this.leftOut = new ArrayDeque<>(leftOut);
            this.folder = folder;
            this.progress = progress;
            this.listener = listener;
            this.sink = sink;
            this.pace = new Pace("clips", source.size());
            this.atOnce = settings.folder().isPresent() ? repeatable(source) : atOnce(spec);
            this.batched = new BatchedNetwork((frames, clips, size) -> network.score(frames, clips, spec.channels(),
                spec.frames(), size.height(), size.width()), atOnce);
        }

        ScoringReport run() throws IOException {
            long start = System.nanoTime();
            try (ClipBatches batches = source.batches(left, atOnce, 0, this::addBroken)) {
                while (batches.hasNext()) {
                    long asked = System.nanoTime();
                    ClipBatch clips = batches.next(this::report);
                    waited += System.nanoTime() - asked;
                    add(clips);
                    handOverReached();
                    report();
                }
            }
            finish();
            handOverBefore(Integer.MAX_VALUE);
            handOverLeftOut(Integer.MAX_VALUE);
            return new ScoringReport(videos, withoutScore, seconds(System.nanoTime() - start), seconds(waited),
                batched.size(), device.title(), folder.reuse());
        }

        private void report() {
            // where nothing waits to be scored, all was handed over that was looked for
            int place = pending.isEmpty() ? left.next : reached + 1;
            progress.report(source.size() == 0 ? 1 : (double) place / source.size(),
                done() == 0 && settings.folder().isPresent() ? LOOKING : pace.message(done()));
        }

        private int done() {
            return Math.max(0, reached + 1 - dropped);
        }

        private void add(ClipBatch batch) throws IOException {
            batched.score(batch.frames(), batch.size(), batch.frameSize(), (first, part) -> {
                for (int i = 0; i < part.probabilities().length; i++) {
                    add(batch.indices().get(first + i), batch.clips().get(first + i), part.probabilities()[i],
                        part.features()[i]);
                }
                report();
            });
        }

        private void add(int index, Clip clip, float[] probabilities, float[] features) throws IOException {
            int entry = source.entry(index);
            reached = Math.max(reached, index);
            if (current == null || current.entry != entry) {
                finish();
                handOverBefore(entry);
                handOverLeftOut(entry);
                current = new Views(entry, clip.video(), names(clip.labels()));
            }
            current.add(clip, probabilities, features).ifPresent(listener);
        }

        /** Clips come in order, so that those of another video are the end of the one before. */
        private void finish() throws IOException {
            if (current != null && !broken.containsKey(current.entry)) {
                VideoScore score = current.score();
                if (score.problem() == null) {
                    folder.keep(current.entry, score, current.clips, this::report);
                }
                pending.remove();
                handOver(score);
            }
            current = null;
        }

        /** Those that broken videos keep waiting, where no clip of a later one is there yet. */
        private void handOverReached() throws IOException {
            reached = Math.max(reached, lastBroken);
            int entry = reached < 0 ? 0 : source.entry(reached);
            if (current != null && current.entry < entry) {
                finish();
            }
            handOverBefore(entry);
        }

        /** Of the entries before another one, none is left to be scored. */
        private void handOverBefore(int entry) throws IOException {
            while (!pending.isEmpty() && pending.peek().entry() < entry) {
                Pending next = pending.remove();
                VideoScore problem = broken.remove(next.entry());
                if (problem != null) {
                    folder.broken(next.entry());
                    handOverLeftOut(next.entry());
                    handOver(problem);
                } else {
                    handOverKept(next);
                }
            }
        }

        private void handOverKept(Pending video) throws IOException {
            handOverLeftOut(video.entry());
            KeptScore kept = folder.kept(video.entry(), video.place());
            kept.clips().forEach(listener);
            handOver(kept.score());
        }

        /** Those that the list names before an entry, whose clips are not heard yet. */
        private void handOverLeftOut(int entry) throws IOException {
            while (!leftOut.isEmpty() && leftOut.peek().place() <= entry) {
                handOver(leftOut.remove());
            }
        }

        private void handOver(LeftOut video) throws IOException {
            handOver(VideoScore.broken(video.video(), names(video.labels()), video.reason()));
        }

        private void handOver(VideoScore score) throws IOException {
            videos++;
            withoutScore += score.problem() == null ? 0 : 1;
            sink.take(score);
        }

        private List<String> names(List<Integer> indices) {
            return indices.stream().map(spec.classes()::name).toList();
        }

        private void addBroken(int clip, VideoException problem) {
            lastBroken = Math.max(lastBroken, clip);
            broken.putIfAbsent(source.entry(clip),
                VideoScore.broken(source.video(clip), names(source.labels(clip)), problem.reason()));
        }

        private double seconds(long nanos) {
            return (double) nanos / TimeUnit.SECONDS.toNanos(1);
        }

        /** The clips that have no kept score. */
        private final class Left implements PrimitiveIterator.OfInt {

            private int next;
            private int entry = -1;
            private boolean kept;

            @Override
            public boolean hasNext() {
                try {
                    while (next < source.size() && isKept(source.entry(next))) {
                        next++;
                        pace.drop(1);
                        dropped++;
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return next < source.size();
            }

            private boolean isKept(int another) throws IOException {
                if (another != entry) {
                    entry = another;
                    Pending video = new Pending(entry, folder.find(entry, Run.this::report));
                    kept = video.place() != KeptScores.NONE;
                    if (kept && pending.isEmpty()) {
                        handOverKept(video);
                    } else {
                        pending.add(video);
                    }
                }
                return kept;
            }

            @Override
            public int nextInt() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all clips were asked for");
                }
                return next++;
            }
        }
    }
}
