package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_ENOMEM;

import java.nio.charset.StandardCharsets;

/** What FFmpeg's error numbers mean. */
final class FfmpegError {

    private static final int MAX_LENGTH = 256;

    private FfmpegError() {
    }

    static String text(int error) {
        if (error == AVERROR_ENOMEM()) {
            return "damaged: it asks for more memory than any video needs";
        }
        byte[] text = new byte[MAX_LENGTH];
        av_strerror(error, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
