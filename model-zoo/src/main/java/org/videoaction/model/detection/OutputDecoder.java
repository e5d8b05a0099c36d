package org.videoaction.model.detection;

import java.util.List;
import org.videoaction.data.sampling.FrameSize;

/** Reads what networks of one kind give. */
interface OutputDecoder {

    /** Whether a network gives what can be read in this way. @param input the pixels of its input */
    boolean reads(List<NetworkOutput> outputs, FrameSize input);

    /** Whether outputs that can be read in this way are not rather of another kind, which gives the same shapes. */
    default boolean isLikely(List<NetworkOutput> outputs, FrameSize input) {
        return true;
    }

    /** Which classes there are; only of outputs that it reads. */
    ObjectClasses classes(List<NetworkOutput> outputs, FrameSize input);

    /** All objects, each as the most probable of its classes. @param least the score that they have at least */
    List<Candidate> candidates(List<NetworkOutput> outputs, FrameSize input, double least);
}
