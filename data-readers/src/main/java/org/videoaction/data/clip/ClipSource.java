package org.videoaction.data.clip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Clips that can be gone through again and again: those that lie in a {@link ClipTable}, or {@link OnDemandClips} that
 * are decoded anew each time.
 */
public interface ClipSource extends Closeable {

    /**
     * Opens a file of either kind.
     *
     * @throws IOException when the file is missing, damaged or of another kind; the message names it
     */
    static ClipSource open(Path file) throws IOException {
        return OnDemandTable.is(file) ? OnDemandClips.open(file) : ClipTable.open(file);
    }

    /** What all clips have in common. */
    ClipSpec spec();

    /** The number of clips. */
    int size();

    /** The path of the video that a clip is taken from. */
    String video(int clip);

    /** The index of a clip's class, or {@link Clip#NO_LABEL}. */
    int label(int clip);

    /** The indices of all classes that a clip's video shows, {@link #label} among them. */
    List<Integer> labels(int clip);

    /**
     * Reads clips. Their order and content depend on the source and the pass alone.
     *
     * @return to be closed by the caller, at any time
     */
    ClipBatches batches(Pass pass);

    @Override
    void close();
}
