package org.videoaction.model.detection;

import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;

/**
 * How a detector is used.
 *
 * @param form of its output, or nothing to find out
 * @param fit of frames into its input, or nothing for what goes with the form
 * @param pixels its numbers, or nothing for what goes with the form
 * @param size of its input where its file leaves it open
 * @param kept the name or the number of the class to find
 * @param least the score that is kept, from 0 to 1
 * @param overlap the most that two objects overlap, from 0 to 1
 */
public record DetectorSettings(Optional<OutputForm> form, Optional<FrameFit> fit, Optional<PixelValues> pixels,
    FrameSize size,
    String kept, double least, double overlap) {

    /** That of most detectors. */
    public static final FrameSize USUAL_SIZE = new FrameSize(640, 640);
    private static final int SMALLEST = 32;

    /** Persons, as a detector of any form finds them. */
    public static final DetectorSettings PERSONS = new DetectorSettings(Optional.empty(), Optional.empty(),
        Optional.empty(), USUAL_SIZE, "person", 0.1, 0.65);

    public DetectorSettings {
        if (size.width() < SMALLEST || size.height() < SMALLEST) {
            throw new IllegalArgumentException("The input of a detector has sides of " + SMALLEST + " pixels at least, not "
                + size.width() + " x " + size.height() + ".");
        }
        if (!(least >= 0 && least <= 1 && overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException(
                "Scores and overlaps are from 0 to 1, not " + least + " and " + overlap + ".");
        }
    }
}
