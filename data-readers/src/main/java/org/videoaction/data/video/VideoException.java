package org.videoaction.data.video;

import java.io.IOException;
import java.nio.file.Path;

/** A video that gives no frames; the message names the file and what is wrong with it. */
public final class VideoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public VideoException(Path video, String reason) {
        this(video.toString(), reason);
    }

    /** @param video what should be the path of a file */
    public VideoException(String video, String reason) {
        super(video + ": " + reason);
        this.reason = reason;
    }

    /** What is wrong, without the file's name. */
    public String reason() {
        return reason;
    }
}
