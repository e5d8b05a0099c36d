package org.videoaction.model.detection;

import java.util.Optional;

/**
 * How a detector is used.
 *
 * @param form of its output, or nothing to find out
 * @param fit of frames into its input, or nothing for what goes with the form
 * @param pixels its numbers, or nothing for what goes with the form
 * @param side pixels of the sides of its input where its file leaves them open
 * @param kept the name or the number of the class to find
 * @param least the score that is kept, from 0 to 1
 * @param overlap the most that two objects overlap, from 0 to 1
 */
public record DetectorSettings(Optional<OutputForm> form, Optional<FrameFit> fit, Optional<PixelValues> pixels, int side,
    String kept, double least, double overlap) {

    private static final int SIDE = 640;

    /** Persons, as a detector of any form finds them. */
    public static final DetectorSettings PERSONS = new DetectorSettings(Optional.empty(), Optional.empty(),
        Optional.empty(), SIDE, "person", 0.1, 0.65);

    public DetectorSettings {
        if (side < 32) {
            throw new IllegalArgumentException("The input of a detector has sides of 32 pixels at least, not " + side + ".");
        }
        if (!(least >= 0 && least <= 1 && overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException(
                "Scores and overlaps are from 0 to 1, not " + least + " and " + overlap + ".");
        }
    }
}
