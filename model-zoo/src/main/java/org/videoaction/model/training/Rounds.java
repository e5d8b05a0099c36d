package org.videoaction.model.training;

import java.io.IOException;
import java.util.List;

/** Where rounds of training are computed. */
@FunctionalInterface
public interface Rounds {

    /**
     * What came of a round.
     *
     * @param mean the {@link WeightedMean} of the shares' values, in the order of the partitions
     * @param reports those of the partitions, in their order
     */
    record Outcome(float[] mean, List<Share.Report> reports) {}

    /**
     * Has a {@link RoundWorker} compute the share of each partition.
     *
     * @throws IOException when that is not possible
     */
    Outcome compute(Round round) throws IOException;
}
