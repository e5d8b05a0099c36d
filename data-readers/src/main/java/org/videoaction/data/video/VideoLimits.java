package org.videoaction.data.video;

import java.nio.file.Path;
import java.time.Duration;
import org.videoaction.data.sampling.FrameSize;

/**
 * How a single file is read, and how much that may cost before it is given up: a hundred kilobytes can hold frames of 35
 * megapixels.
 *
 * @param maxPixels the largest width times height of a frame, decoded or scaled
 * @param maxTime the longest wall-clock time between opening a file and its last wanted frame
 * @param maxErrors how many corrupt packets are passed over
 * @param copies brings here what lies elsewhere; that takes its own time
 * @param decoding how exactly frames are decoded
 */
public record VideoLimits(long maxPixels, Duration maxTime, int maxErrors, VideoCopies copies, Decoding decoding) {

    /** Up to 4096 x 2304, ten minutes and 1,000 corrupt packets a file. */
    public static final VideoLimits DEFAULT = new VideoLimits(4096L * 2304, Duration.ofMinutes(10), 1000);

    /** For videos of this machine, decoded exactly. */
    public VideoLimits(long maxPixels, Duration maxTime, int maxErrors) {
        this(maxPixels, maxTime, maxErrors, VideoCopies.NONE, Decoding.EXACT);
    }

    /** The same for videos that may lie elsewhere. */
    public VideoLimits with(VideoCopies others) {
        return new VideoLimits(maxPixels, maxTime, maxErrors, others, decoding);
    }

    /** The same, decoded in another way. */
    public VideoLimits with(Decoding other) {
        return new VideoLimits(maxPixels, maxTime, maxErrors, copies, other);
    }

    /** @throws VideoException when a frame would have too many pixels once it is scaled, as that of a long thin one */
    FrameSize checkScaled(Path video, FrameSize scaled) throws VideoException {
        if ((long) scaled.width() * scaled.height() > maxPixels) {
            throw new VideoException(video, "has frames that would be scaled to " + scaled.width() + " x "
                + scaled.height() + " pixels, more than the limit of " + maxPixels);
        }
        return scaled;
    }
}
