package org.videoaction.data.video;

import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Which FFmpeg decodes here. */
public final class FfmpegVersion {

    private FfmpegVersion() {
    }

    /** For example "7.1". */
    public static String text() {
        // a text of the library's own, which is not to be freed
        BytePointer version = avutil.av_version_info();
        return version == null ? "unknown" : version.getString();
    }
}
