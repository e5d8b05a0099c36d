package org.videoaction.model.scoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringNetwork;

/** Scores the videos of a clip source: each clip on its own, then what a video's clips say together. */
public final class VideoScorer {

    /** The batch size that is found while scoring. */
    public static final int AUTOMATIC = 0;

    private static final int LARGEST_BATCH = 32;
    private static final int LARGEST_BATCH_BYTES = 64 << 20;

    private final VideoModel model;
    private final int batch;
    private final ViewAverage.Rule rule;

    /** @param batch clips at once, or {@link #AUTOMATIC} */
    public VideoScorer(VideoModel model, int batch) {
        this(model, batch, ViewAverage.Rule.PROBABILITIES);
    }

    /**
     * @param batch clips at once, or {@link #AUTOMATIC}
     * @param rule how the clips of a video are put together
     * @throws IllegalArgumentException when the model wants boxes, which clips do not have
     */
    public VideoScorer(VideoModel model, int batch, ViewAverage.Rule rule) {
        if (model.architecture().head().detects()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", detects actions in boxes; it cannot score whole videos. Use the Action Detector for it, or choose a model "
                + "that recognises clips.");
        }
        this.model = model;
        this.batch = batch;
        this.rule = rule;
    }

    /**
     * The scores of all videos, or of their segments where clips were taken from some, in the source's order.
     *
     * @throws IOException when a video of on-demand clips can no longer be read
     * @throws CancellationException when {@code progress} says so
     */
    public List<VideoScore> score(ClipSource source, Progress progress) throws IOException {
        return score(source, progress, clip -> { }, broken -> {
            throw new UncheckedIOException(broken);
        }).videos();
    }

    /**
     * As {@link #score}, with a row that says why for each video of on-demand clips that can no longer be read.
     *
     * @param clips hears of each clip that was scored
     */
    public Scores scoreReadable(ClipSource source, Progress progress, Consumer<ClipScore> clips) throws IOException {
        return score(source, progress, clips, broken -> { });
    }

    private Scores score(ClipSource source, Progress progress, Consumer<ClipScore> clips, Consumer<VideoException> broken)
        throws IOException {
        Network network = model.architecture().network();
        try (ScoringNetwork running = new ScoringNetwork(network, model.preprocessing(), model.weights())) {
            return new Run(source, running, clips).run(progress, broken);
        }
    }

    private int read(ClipSpec spec) {
        return batch != AUTOMATIC ? batch
            : Math.max(1, Math.min(LARGEST_BATCH, LARGEST_BATCH_BYTES / spec.clipBytes()));
    }

    /** A video, or a segment of one. */
    private record Part(String video, Span span) {
    }

    /** The scoring of one source. */
    private final class Run {

        private final ClipSource source;
        private final ClipSpec spec;
        private final BatchSize size;
        private final MeasuredNetwork network;
        private final Consumer<ClipScore> listener;
        private final Map<Part, ViewAverage> averages = new LinkedHashMap<>();
        private final Map<Part, List<String>> labels = new LinkedHashMap<>();
        private final List<VideoException> broken = new ArrayList<>();
        private final Pace pace;
        private long waited;
        private int scored;

        Run(ClipSource source, ScoringNetwork network, Consumer<ClipScore> listener) {
            this.source = source;
            this.spec = source.spec();
            this.size = batch == AUTOMATIC ? BatchSize.automatic(read(spec)) : BatchSize.fixed(batch);
            this.network = new MeasuredNetwork((frames, clips) -> network.predict(frames, clips, spec.channels(),
                spec.frames(), spec.height(), spec.width()), size);
            this.listener = listener;
            this.pace = new Pace("clips", source.size());
        }

        Scores run(Progress progress, Consumer<VideoException> alsoHears) throws IOException {
            long start = System.nanoTime();
            try (ClipBatches batches = source.batches(Pass.inOrder(source.size(), read(spec)),
                alsoHears.andThen(broken::add))) {
                while (batches.hasNext()) {
                    long asked = System.nanoTime();
                    ClipBatch clips = batches.next(() -> report(progress, scored));
                    waited += System.nanoTime() - asked;
                    add(clips, progress);
                }
            }
            return new Scores(videos(), seconds(System.nanoTime() - start), seconds(waited), size.size());
        }

        private void report(Progress progress, int clips) {
            progress.report(pace.fraction(clips), pace.message(clips));
        }

        private void add(ClipBatch batch, Progress progress) {
            float[][] probabilities =
                network.predict(batch.frames(), batch.size(), done -> report(progress, scored + done));
            for (int i = 0; i < batch.size(); i++) {
                Clip clip = batch.clips().get(i);
                List<String> names = names(clip.labels());
                Part part = new Part(clip.video(), clip.span());
                averages.computeIfAbsent(part, unseen -> new ViewAverage(rule,
                    model.architecture().network().labels(), model.classes().size())).add(probabilities[i]);
                labels.put(part, names);
                listener.accept(new ClipScore(clip.video(), names, clip.startFrame(), clip.clip(), clip.crop(),
                    probabilities[i]));
            }
            scored += batch.size();
        }

        private List<String> names(List<Integer> indices) {
            return indices.stream().map(spec.classes()::get).toList();
        }

        /** In the source's order, in which broken videos have their place. */
        private List<VideoScore> videos() {
            List<VideoScore> videos = new ArrayList<>();
            averages.forEach((part, average) -> videos.add(new VideoScore(part.video(), labels.get(part), average.views(),
                average.probabilities(), null)));
            if (broken.isEmpty()) {
                return videos;
            }
            Map<Path, Integer> first = new HashMap<>();
            for (int clip = 0; clip < source.size(); clip++) {
                first.putIfAbsent(Path.of(source.video(clip)), clip);
            }
            for (VideoException problem : broken) {
                int clip = first.get(problem.video());
                videos.add(new VideoScore(source.video(clip), names(source.labels(clip)), 0, null, problem.reason()));
            }
            videos.sort(Comparator.comparing(video -> first.get(Path.of(video.video()))));
            return videos;
        }

        private double seconds(long nanos) {
            return (double) nanos / TimeUnit.SECONDS.toNanos(1);
        }
    }
}
