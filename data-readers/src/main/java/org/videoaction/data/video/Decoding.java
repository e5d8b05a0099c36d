package org.videoaction.data.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_NONREF;

/** How exactly frames are decoded. */
public enum Decoding {

    /** Every pixel as the codec's standard says. */
    EXACT(AVDISCARD_DEFAULT),

    /**
     * Frames from which no other is predicted keep the edges of their blocks, which the codec would smooth. No other frame is
     * touched, so that nothing adds up from one to the next. Videos without such frames, or of codecs that do not smooth,
     * are as ever.
     */
    FAST(AVDISCARD_NONREF),

    /** Nobody sees the frames: none is smoothed. */
    UNSEEN(AVDISCARD_ALL);

    private final int unsmoothed;

    Decoding(int unsmoothed) {
        this.unsmoothed = unsmoothed;
    }

    /** FFmpeg's number of the frames that are not smoothed. */
    int unsmoothed() {
        return unsmoothed;
    }
}
