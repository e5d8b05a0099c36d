package org.videoaction.knime.score;

import org.videoaction.knime.OptionalSetting;
import org.videoaction.model.scoring.VideoScorer;

/** How many clips are scored together where that is not left to the network and the size of the clips. */
final class BatchSize extends OptionalSetting.OfInt {
    BatchSize() {
        super("batch_size", VideoScorer.AUTOMATIC, 8);
    }
}
