package org.videoaction.data.video;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Brings videos here that lie elsewhere, such as on a server. */
@FunctionalInterface
public interface VideoCopies {

    /** All videos lie where their paths say. */
    VideoCopies NONE = video -> video;

    /**
     * Where to read a video: its own path, or that of a copy, to be opened at once. Called by the threads that read,
     * whenever they read.
     *
     * @param video as lists and tables name it
     * @throws VideoException when the video cannot be brought here
     * @throws CancellationException when the thread was interrupted
     */
    Path here(Path video) throws VideoException;
}
