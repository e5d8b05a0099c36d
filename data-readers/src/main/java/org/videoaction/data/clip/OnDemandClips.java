package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.videoaction.data.FilePath;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/**
 * Clips that are decoded when they are wanted, and sampled anew in every {@link Pass}. Safe for several threads.
 */
public final class OnDemandClips implements ClipSource {

    private final Recipe recipe;
    private final ClipSpec spec;
    private final List<OnDemandTable.Video> videos;
    private final int threads;

    private OnDemandClips(Recipe recipe, Classes classes, List<OnDemandTable.Video> videos, int threads) {
        this.recipe = recipe;
        this.spec = recipe.spec(classes);
        this.videos = videos;
        this.threads = threads;
    }

    /** Opens a file; as many videos as there are cores will be decoded at once. */
    static OnDemandClips open(Path file) throws IOException {
        return open(file, Runtime.getRuntime().availableProcessors());
    }

    static OnDemandClips open(Path file, int threads) throws IOException {
        OnDemandTable table = OnDemandTable.read(file);
        return new OnDemandClips(table.recipe(), table.classes(), table.videos(), threads);
    }

    @Override
    public Optional<ClipSource> resized(int frames, int side) {
        Recipe other = new Recipe(recipe.sampling().resized(frames, side), recipe.limits(), recipe.resize(),
            recipe.frameNames(), recipe.seed());
        return Optional.of(new OnDemandClips(other, spec.classes(), videos, threads));
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
    public int entry(int clip) {
        return clip / spec.views();
    }

    @Override
    public void describe(Consumer<String> texts) {
        texts.accept(recipe.json());
        spec.classes().names().forEach(texts);
        videos.forEach(video -> texts.accept(video.toString()));
    }

    @Override
    public String recipe() {
        return recipe.json();
    }

    /** What is drawn depends on the place in the table. */
    @Override
    public String segment(int clip) {
        Span span = videos.get(clip / spec.views()).span();
        return (span == null ? "" : span.toString()) + (recipe.sampling().draws() ? " at " + entry(clip) : "");
    }

    @Override
    public VideoContent content(int clip) throws IOException {
        return VideoContent.of(FilePath.of(video(clip)));
    }

    @Override
    public String wholeContent(int clip, Runnable whileReading) throws IOException {
        return VideoContent.whole(FilePath.of(video(clip)), whileReading);
    }

    @Override
    public int label(int clip) {
        return videos.get(clip / spec.views()).label();
    }

    @Override
    public List<Integer> labels(int clip) {
        return videos.get(clip / spec.views()).labels();
    }

    @Override
    public ClipBatches batches(Pass pass, Broken broken) {
        return new ClipBatches(spec, pass, broken, new Decoding(pass));
    }

    @Override
    public void close() {
        // nothing stays open between passes
    }

    /** Neighbours in a pass that come from one video, which is decoded once for all of them. */
    private record Run(int video, List<Integer> views) {}

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
    private record Decoded(VideoViews read, List<Clip> clips) {}

    /** Decodes a run. Its random numbers depend on recipe, pass and video, not on what was read before. */
    private Decoded decode(ViewReader reader, Run run, long passSeed) throws VideoException {
        OnDemandTable.Video video = videos.get(run.video());
        long seed = (recipe.seed() * 31 + passSeed) * 1_000_003 + run.video();
        SplittableRandom jitter = new SplittableRandom(~seed);
        VideoViews read = reader.read(FilePath.of(video.path()),
            new FolderFrames(recipe.frameNames(), video.offset(), video.frames()),
            video.span(), () -> new SplittableRandom(seed));
        List<Clip> clips = new ArrayList<>();
        for (int v : run.views()) {
            View view = read.views().get(v);
            clips.add(new Clip(run.video() + "_" + view.clip() + "_" + view.crop(), video.path(), video.label(),
                video.labels(), video.span(),
                ClipBox.within(view.space(), video.boxes(), recipe.sampling().boxJitter(), jitter), view.frames()[0],
                read.info().fps(), view.clip(), view.crop(),
                SampledVideo.status(read), read.clips().get(v)));
        }
        return new Decoded(read, clips);
    }

    /** The videos of a pass, decoded ahead. */
    private final class Decoding implements ClipBatches.Clips {

        private final ViewReader reader = new ViewReader(recipe.sampling(), recipe.limits(), recipe.resize());
        private final Iterator<Run> order;
        private final OrderedWork<Decoded> runs;
        private Decoded current;
        private VideoException broken;
        private int left;
        private int taken;

        /** While a batch is worked on, the next one is decoded. */
        Decoding(Pass pass) {
            List<Run> all = runs(pass.order());
            this.order = all.iterator();
            this.runs = new OrderedWork<>(threads, (pass.batch() + spec.views() - 1) / spec.views(), all.size(),
                i -> () -> decode(reader, all.get(i), pass.seed()));
        }

        @Override
        public Clip next(ByteBuffer place, Runnable whileWaiting) throws IOException, InterruptedException {
            if (left == 0) {
                nextRun(whileWaiting);
            }
            left--;
            if (broken != null) {
                throw broken;
            }
            Clip clip = current.clips().get(taken++);
            place.put(0, clip.frames(), 0, place.capacity());
            return clip.withFrames(place);
        }

        private void nextRun(Runnable whileWaiting) throws InterruptedException {
            if (current != null) {
                reader.recycle(current.read());
            }
            current = null;
            broken = null;
            taken = 0;
            try {
                current = runs.next(whileWaiting);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof VideoException video)) {
                    throw new IllegalStateException("a video could not be sampled: " + e.getCause(), e.getCause());
                }
                broken = video;
            }
            left = order.next().views().size();
        }

        @Override
        public void close() {
            runs.close();
        }
    }
}
