package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.videoaction.data.clip.Pass;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringNetwork;

/** Scores the videos of a clip source: each clip on its own, then what a video's clips say together. */
public final class VideoScorer {

    /** The batch size that follows from the network and the clips. */
    public static final int AUTOMATIC = 0;

    private static final int LARGEST_BATCH = 32;
    private static final int LARGEST_BATCH_BYTES = 64 << 20;

    private final VideoModel model;
    private final ScoringSettings settings;

    /** @param batch clips at once, or {@link #AUTOMATIC} */
    public VideoScorer(VideoModel model, int batch) {
        this(model, ScoringSettings.AUTOMATIC.withBatch(batch));
    }

    /** @throws IllegalArgumentException when the model wants boxes, which clips do not have */
    public VideoScorer(VideoModel model, ScoringSettings settings) {
        if (model.architecture().head().detects()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", detects actions in boxes; it cannot score whole videos. Use the Action Detector for it, or choose a model "
                + "that recognizes clips.");
        }
        this.model = model;
        this.settings = settings;
    }

    /**
     * The scores of all videos, or of their segments where clips were taken from some, in the source's order.
     *
     * @throws IOException when a video of on-demand clips can no longer be read, a clip was damaged in its file, or scores are
     *     not finite
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipSource source, Progress progress) throws IOException {
        Scores scores = score(source, progress, clip -> {}, (clip, problem) -> {
            throw new UncheckedIOException(problem);
        });
        if (!scores.broken().isEmpty()) {
            throw new IOException(scores.broken().get(0).video() + ": " + scores.broken().get(0).problem());
        }
        return scores.videos();
    }

    /**
     * As {@link #score}, with a row that says why for each video that the source left out, that can no longer be read on
     * demand, of whose clips one was damaged in its file, or whose scores are not finite.
     *
     * @param clips hears of each clip that has finite scores, also of those that a folder has kept
     * @throws IOException when the folder of the settings holds the scores of another model, recipe or other settings, or
     *     cannot be written
     */
    public Scores scoreReadable(ClipSource source, Progress progress, Consumer<ClipScore> clips) throws IOException {
        return score(source, progress, clips, (clip, problem) -> {}).with(source.leftOut(), source.spec().classes());
    }

    private Scores score(ClipSource source, Progress progress, Consumer<ClipScore> clips, ClipSource.Broken broken)
        throws IOException {
        ScoringDevice device = settings.device().checked(model.quantization()).here();
        try (ScoringFolder folder = ScoringFolder.open(model, source, settings.on(device),
            () -> progress.report(0, "looking for kept scores"));
            ScoringNetwork running = new ScoringNetwork(model.architecture().network(), model.preprocessing(),
                model.weights(), model.quantization(), device)) {
            return new Run(source, running, device, folder, clips).run(progress, broken);
        }
    }

    /** How many clips are read and scored at once. */
    private int atOnce(ClipSpec spec, ScoringDevice device) {
        int most = Math.max(1, Math.min(LARGEST_BATCH, LARGEST_BATCH_BYTES / spec.clipBytes()));
        return settings.batch() != AUTOMATIC ? settings.batch() : BatchSize.of(model.architecture().network(), spec.frames(),
            Math.min(spec.height(), spec.width()), device.kind(), most);
    }

    /**
     * How many clips are scored at once where a later run that has only some of the videos left has to give the very same
     * numbers: as many as leave every video its own batches, on CPUs single clips.
     */
    private int repeatable(ClipSource source, ScoringDevice device) {
        int views = source.spec().views();
        int most = settings.batch() == AUTOMATIC && device.kind() == ScoringDevice.Kind.CPU ? 1
            : atOnce(source.spec(), device);
        boolean alike = IntStream.range(0, source.size()).allMatch(clip -> source.entry(clip) == clip / views);
        return alike ? IntStream.rangeClosed(1, Math.min(most, views)).filter(size -> views % size == 0).max().orElse(1) : 1;
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
            this.average = new ViewAverage(settings.rule(model), model.architecture().network().labels(),
                model.classes().size());
        }

        /** Gives what is known of the clip; nothing where its scores are no numbers. */
        Optional<ClipScore> add(Clip clip, float[] probabilities, float[] seen) {
            if (!Scores.areNumbers(probabilities) || !Scores.areNumbers(seen)) {
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

    /** The scoring of one source. */
    private final class Run {

        private final ClipSource source;
        private final ClipSpec spec;
        private final ScoringDevice device;
        private final ScoringFolder folder;
        private final int atOnce;
        private final BatchedNetwork network;
        private final Consumer<ClipScore> listener;
        private final SortedMap<Integer, VideoScore> videos = new TreeMap<>();
        /** By their entries, as those above. A video with one broken clip is broken. */
        private final Map<Integer, VideoScore> broken = new HashMap<>();
        private Views current;
        private long waited;
        private int scored;

        Run(ClipSource source, ScoringNetwork network, ScoringDevice device, ScoringFolder folder,
            Consumer<ClipScore> listener) {
            this.source = source;
            this.spec = source.spec();
            this.device = device;
            this.folder = folder;
            this.atOnce = settings.folder().isPresent() ? repeatable(source, device) : atOnce(spec, device);
            this.network = new BatchedNetwork((frames, clips) -> network.score(frames, clips, spec.channels(),
                spec.frames(), spec.height(), spec.width()), atOnce);
            this.listener = listener;
        }

        Scores run(Progress progress, ClipSource.Broken alsoHears) throws IOException {
            long start = System.nanoTime();
            folder.kept().forEach((entry, kept) -> {
                videos.put(entry, kept.score());
                kept.clips().forEach(listener);
            });
            int[] left = IntStream.range(0, source.size()).filter(clip -> !videos.containsKey(source.entry(clip))).toArray();
            Pace pace = new Pace("clips", left.length);
            try (ClipBatches batches = source.batches(new Pass(left, atOnce, 0), (clip, problem) -> {
                alsoHears.hear(clip, problem);
                addBroken(clip, problem);
            })) {
                while (batches.hasNext()) {
                    long asked = System.nanoTime();
                    ClipBatch clips = batches.next(() -> report(progress, pace));
                    waited += System.nanoTime() - asked;
                    add(clips, () -> report(progress, pace));
                }
            }
            finish();
            videos.putAll(broken);
            return new Scores(List.copyOf(videos.values()), seconds(System.nanoTime() - start), seconds(waited),
                network.size(),
                device.title(), folder.reuse());
        }

        private void report(Progress progress, Pace pace) {
            progress.report(pace.fraction(scored), pace.message(scored));
        }

        private void add(ClipBatch batch, Runnable afterEach) throws IOException {
            network.score(batch.frames(), batch.size(), (first, part) -> {
                for (int i = 0; i < part.probabilities().length; i++) {
                    add(batch.indices().get(first + i), batch.clips().get(first + i), part.probabilities()[i],
                        part.features()[i]);
                }
                scored += part.probabilities().length;
                afterEach.run();
            });
        }

        private void add(int index, Clip clip, float[] probabilities, float[] features) throws IOException {
            int entry = source.entry(index);
            if (current == null || current.entry != entry) {
                finish();
                current = new Views(entry, clip.video(), names(clip.labels()));
            }
            current.add(clip, probabilities, features).ifPresent(listener);
        }

        /** Clips come in order, so that those of another video are the end of the one before. */
        private void finish() throws IOException {
            if (current != null && !broken.containsKey(current.entry)) {
                VideoScore score = current.score();
                videos.put(current.entry, score);
                if (score.problem() == null) {
                    folder.keep(current.entry, score, current.clips);
                }
            }
            current = null;
        }

        private List<String> names(List<Integer> indices) {
            return indices.stream().map(spec.classes()::name).toList();
        }

        private void addBroken(int clip, VideoException problem) {
            broken.putIfAbsent(source.entry(clip),
                VideoScore.broken(source.video(clip), names(source.labels(clip)), problem.reason()));
        }

        private double seconds(long nanos) {
            return (double) nanos / TimeUnit.SECONDS.toNanos(1);
        }
    }
}
