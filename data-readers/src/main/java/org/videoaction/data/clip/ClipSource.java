package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.Consumer;
import org.videoaction.data.video.VideoContent;
import org.videoaction.data.video.VideoException;

/**
 * Clips that can be gone through again and again: those that lie in a {@link ClipTable}, or {@link OnDemandClips} that
 * are decoded anew each time.
 */
public interface ClipSource extends Closeable {

    /**
     * Opens a file of either kind, or a folder with the parts of a clip table.
     *
     * @throws IOException when the file is missing, damaged or of another kind, or parts are missing; the message names it
     */
    static ClipSource open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return PartedClipTable.open(file);
        }
        return OnDemandTable.is(file) ? OnDemandClips.open(file) : ClipTable.open(file);
    }

    /** Hears of clips that can no longer be read. */
    @FunctionalInterface
    interface Broken {

        /** @param clip the index of the clip, or of the first of neighbours that are broken for the same reason */
        void hear(int clip, VideoException problem);
    }

    /** What all clips have in common. */
    ClipSpec spec();

    /** The number of clips. */
    int size();

    /** The path of the video that a clip is taken from. */
    String video(int clip);

    /**
     * The number of the listed video, or segment of one, that a clip is taken from. Neighbouring clips have the same number
     * or the next.
     */
    int entry(int clip);

    /** The listed videos that have no clips, in their order; none where that is not known. */
    default List<LeftOut> leftOut() {
        return List.of();
    }

    /** Tells in texts all that decides the clips, but for what the files of the videos hold. */
    void describe(Consumer<String> texts);

    /** How videos become clips, as far as it is known. */
    String recipe();

    /** The same in more words, where clips in a file have them. */
    default String sampling() {
        return recipe();
    }

    /** Whether clips are decoded from their videos again and again, so that {@link #wholeContent} is that of the video. */
    default boolean readsVideos() {
        return false;
    }

    /** What beside {@link #recipe} and {@link #content} decides the clips of an entry, such as its segment. */
    String segment(int clip);

    /**
     * What an entry's clips are taken from.
     *
     * @throws IOException when it cannot be read
     */
    VideoContent content(int clip) throws IOException;

    /**
     * The fingerprint of all of {@link #content}.
     *
     * @param whileReading called again and again; what it throws ends the reading
     * @throws IOException when it cannot be read
     */
    String wholeContent(int clip, Runnable whileReading) throws IOException;

    /** The index of a clip's class, or {@link Clip#NO_LABEL}. */
    int label(int clip);

    /** The indices of all classes that a clip's video, or its key frame, shows, {@link #label} among them. */
    List<Integer> labels(int clip);

    /**
     * Reads clips. Their order and content depend on the source and the pass alone.
     *
     * @return to be closed by the caller, at any time; a clip that can no longer be read ends the reading with an error
     */
    default ClipBatches batches(Pass pass) {
        return batches(pass, (clip, problem) -> {
            throw new UncheckedIOException(problem);
        });
    }

    /**
     * Reads clips, as {@link #batches(Pass)}, and leaves out those of videos that can no longer be read, and those that
     * were damaged in their file: their batches are smaller, or empty, and the other batches are as they would be.
     *
     * @param broken hears of each such video or clip, from the thread that asks for batches
     */
    default ClipBatches batches(Pass pass, Broken broken) {
        return batches(Arrays.stream(pass.order()).iterator(), Math.min(pass.batch(), Math.max(1, pass.order().length)),
            pass.seed(), broken);
    }

    /**
     * As {@link #batches(Pass, Broken)}, in an order that is found on the way, however long it is.
     *
     * @param order as that of a pass, asked for by the thread that asks for batches, a few ahead
     * @param batch how many are handed over at once, at least 1; the last batch may be smaller
     * @param seed that of a pass
     */
    ClipBatches batches(PrimitiveIterator.OfInt order, int batch, long seed, Broken broken);

    /**
     * The same clips with other frames and smaller crops, where they can be sampled anew; empty where they lie in a file.
     * What is returned needs no closing.
     *
     * @param frames T, at most that of {@link #spec}
     * @param side height and width of the crops in pixels
     */
    default Optional<ClipSource> resized(int frames, int side) {
        return Optional.empty();
    }

    @Override
    void close();
}
