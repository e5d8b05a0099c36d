package org.videoaction.data.video;

import java.time.Duration;

/**
 * How much a single file may cost before it is given up: a hundred kilobytes can hold frames of 35 megapixels.
 *
 * @param maxPixels the largest width times height of a frame
 * @param maxTime the longest wall-clock time between opening a file and its last wanted frame
 * @param maxErrors how many corrupt packets are passed over
 */
public record VideoLimits(long maxPixels, Duration maxTime, int maxErrors) {

    /** Up to 4096 x 2304, ten minutes and 1,000 corrupt packets a file. */
    public static final VideoLimits DEFAULT = new VideoLimits(4096L * 2304, Duration.ofMinutes(10), 1000);
}
