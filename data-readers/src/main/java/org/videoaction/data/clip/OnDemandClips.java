package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.videoaction.data.FilePath;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Span;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/**
 * Clips that are decoded when they are wanted, and sampled anew in every {@link Pass}. Safe for several threads.
 */
public final class OnDemandClips implements ClipSource {

    /** An odd number without a pattern: added to a pass's seed, no other pass is likely to have that. */
    private static final long NEXT_TIME = 0xd1342543de82ef95L;

    private final Recipe recipe;
    private final ClipSpec spec;
    private final List<OnDemandTable.Video> videos;
    private final List<LeftOut> leftOut;
    private final IntFunction<Path> files;
    private final int threads;

    private OnDemandClips(OnDemandTable table, IntFunction<Path> files, int threads) {
        this.recipe = table.recipe();
        this.spec = recipe.spec(table.classes());
        this.videos = table.videos();
        this.leftOut = table.leftOut();
        this.files = files;
        this.threads = threads;
    }

    /**
     * Clips of listed videos, or of their segments or key frames; nothing is read yet. As many videos as there are cores
     * will be decoded at once.
     *
     * @param classes what labels are indices into
     * @param videos kept as they are; of very many, a list of {@link ListedVideo#packed}
     */
    public static OnDemandClips of(Recipe recipe, Classes classes, List<ListedVideo> videos) {
        return new OnDemandClips(new OnDemandTable(recipe, classes, rows(videos, classes)),
            number -> videos.get(number).video(), Runtime.getRuntime().availableProcessors());
    }

    /** As before, of videos that are listed one by one and packed here. */
    public static OnDemandClips of(Recipe recipe, Classes classes, Iterator<ListedVideo> videos) {
        List<ListedVideo> packed = ListedVideo.packed();
        videos.forEachRemaining(packed::add);
        return of(recipe, classes, packed);
    }

    private static List<OnDemandTable.Video> rows(List<ListedVideo> videos, Classes classes) {
        return new AbstractList<>() {

            @Override
            public OnDemandTable.Video get(int index) {
                return OnDemandTable.Video.of(videos.get(index), classes);
            }

            @Override
            public int size() {
                return videos.size();
            }
        };
    }

    /** Opens a file; as many videos as there are cores will be decoded at once. */
    static OnDemandClips open(Path file) throws IOException {
        return open(file, Runtime.getRuntime().availableProcessors());
    }

    static OnDemandClips open(Path file, int threads) throws IOException {
        OnDemandTable table = OnDemandTable.read(file);
        return new OnDemandClips(table, number -> FilePath.of(table.videos().get(number).path()), threads);
    }

    @Override
    public Optional<ClipSource> resized(int frames, int side) {
        Recipe other = new Recipe(recipe.sampling().resized(frames, side), recipe.limits(), recipe.resize(),
            recipe.frameNames(), recipe.seed());
        return Optional.of(new OnDemandClips(new OnDemandTable(other, spec.classes(), videos, leftOut), files, threads));
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
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    @Override
    public void describe(Consumer<String> texts) {
        texts.accept(recipe.json());
        spec.classes().names().forEach(texts);
        videos.forEach(video -> texts.accept(video.toString()));
    }

    @Override
    public boolean readsVideos() {
        return true;
    }

    @Override
    public String recipe() {
        return recipe.json();
    }

    /**
     * Writes which videos there are and how to sample them, as {@link VideoSampler#sampleOnDemand}, without a look into them.
     */
    public void save(Path target) throws IOException {
        new OnDemandTable(recipe, spec.classes(), videos, leftOut).write(target);
    }

    /** What is drawn depends on the place in the table. */
    @Override
    public String segment(int clip) {
        Span span = videos.get(clip / spec.views()).span();
        return (span == null ? "" : span.toString()) + (recipe.sampling().draws() ? " at " + entry(clip) : "");
    }

    @Override
    public VideoContent content(int clip) throws IOException {
        return VideoContent.of(files.apply(entry(clip)));
    }

    @Override
    public String wholeContent(int clip, Runnable whileReading) throws IOException {
        return VideoContent.whole(files.apply(entry(clip)), whileReading);
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
    public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
        ViewReader reader = new ViewReader(recipe.sampling(), recipe.limits(), recipe.resize());
        return new ClipBatches(spec, batch, broken, new DecodedRuns(reader, threads,
            (batch + spec.views() - 1) / spec.views(),
            new Runs<>(order, (run, next) -> run.get(0) / spec.views() == next / spec.views(),
                run -> run(reader, run, seed))));
    }

    /** @param order neighbours in a pass, of one video and drawn for the same time */
    private DecodedRuns.Run run(ViewReader reader, List<Integer> order, long seed) {
        int time = order.get(0) / size();
        List<Integer> clips = order.stream().map(place -> place % size()).toList();
        return new DecodedRuns.Run(clips, () -> decode(reader, clips, seed + time * NEXT_TIME));
    }

    @Override
    public void close() {
        // nothing stays open between passes
    }

    /**
     * Decodes clips of one video. Random numbers depend on recipe, pass and video, not on what was read before.
     */
    private DecodedRuns.Decoded decode(ViewReader reader, List<Integer> clips, long passSeed) throws VideoException {
        int number = entry(clips.get(0));
        OnDemandTable.Video video = videos.get(number);
        long seed = (recipe.seed() * 31 + passSeed) * 1_000_003 + number;
        VideoViews read = reader.read(files.apply(number),
            new FolderFrames(recipe.frameNames(), video.offset(), video.frames()), video.span(),
            () -> new SplittableRandom(seed));
        return new DecodedRuns.Decoded(read, video.clips(number, read,
            clips.stream().map(clip -> clip % spec.views()).toList(), recipe.sampling().boxJitter(),
            new SplittableRandom(~seed)));
    }
}
