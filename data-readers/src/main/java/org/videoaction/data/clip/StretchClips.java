package org.videoaction.data.clip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.videoaction.data.list.Classes;
import org.videoaction.data.video.EvenTimes;
import org.videoaction.data.video.FolderFrames;
import org.videoaction.data.video.Stretch;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.data.video.ViewReader;

/** Stretches of one video as clips, an entry each, which are decoded when they are wanted, neighbours together. */
public final class StretchClips implements ClipSource {

    /** As many clips lie in memory for each core. */
    private static final int TOGETHER = 16;

    private final Recipe recipe;
    private final ClipSpec spec;
    private final OnDemandTable.Video video;
    private final Path file;
    private final List<Stretch> stretches;
    private final EvenTimes even;

    /**
     * @param recipe gives one view a stretch
     * @param classes what the clips are to be told apart by
     * @param even what stretches are of
     */
    public StretchClips(Recipe recipe, Classes classes, Path video, List<Stretch> stretches,
        EvenTimes even) {
        this.recipe = recipe;
        this.spec = recipe.spec(classes);
        this.video = new OnDemandTable.Video(video.toString(), Clip.NO_LABEL, List.of(), null, List.of());
        this.file = video;
        this.stretches = List.copyOf(stretches);
        this.even = even;
        if (spec.views() != 1) {
            throw new IllegalArgumentException("A stretch is one clip, not " + spec.views() + ".");
        }
    }

    @Override
    public ClipSpec spec() {
        return spec;
    }

    @Override
    public int size() {
        return stretches.size();
    }

    @Override
    public String video(int clip) {
        return video.path();
    }

    @Override
    public int entry(int clip) {
        return clip;
    }

    @Override
    public void describe(Consumer<String> texts) {
        texts.accept(recipe.json());
        spec.classes().names().forEach(texts);
        texts.accept(video.path());
        texts.accept(Arrays.toString(even.frames()));
        stretches.forEach(stretch -> texts.accept(stretch.toString()));
    }

    @Override
    public String recipe() {
        return recipe.json();
    }

    @Override
    public String segment(int clip) {
        return stretches.get(clip).toString();
    }

    @Override
    public VideoContent content(int clip) throws IOException {
        return VideoContent.of(file);
    }

    @Override
    public String wholeContent(int clip, Runnable whileReading) throws IOException {
        return VideoContent.whole(file, whileReading);
    }

    @Override
    public int label(int clip) {
        return video.label();
    }

    @Override
    public List<Integer> labels(int clip) {
        return video.labels();
    }

    @Override
    public ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken) {
        ViewReader reader = new ViewReader(recipe.sampling(), recipe.limits(), recipe.resize());
        return new ClipBatches(spec, batch, broken, new DecodedRuns(reader, Runtime.getRuntime().availableProcessors(),
            (batch + TOGETHER - 1) / TOGETHER, new Runs<>(order, (run, next) -> run.size() < TOGETHER,
                run -> new DecodedRuns.Run(run, () -> decode(reader, run)))));
    }

    private DecodedRuns.Decoded decode(ViewReader reader, List<Integer> run) throws VideoException {
        VideoViews read = reader.read(file, new FolderFrames(recipe.frameNames(), FolderFrames.ALONE, 0),
            run.stream().map(stretches::get).toList(), even,
            () -> new SplittableRandom(recipe.seed()));
        List<Clip> clips = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            clips.addAll(video.clips(run.get(i), read, List.of(i), 0, new SplittableRandom(recipe.seed())));
        }
        return new DecodedRuns.Decoded(read, clips);
    }

    @Override
    public void close() {
        // nothing stays open between passes
    }
}
