package org.videoaction.model.scoring;

import java.io.IOException;

/** Takes scores as they are made, so that nobody has to keep them. */
@FunctionalInterface
public interface ScoreSink {

    /**
     * @param score of the next video of the list; every listed video has one, with the reason where it could not be scored
     * @throws IOException when it cannot be written; that ends the scoring
     */
    void take(VideoScore score) throws IOException;
}
