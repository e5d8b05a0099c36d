package org.videoaction.model.training;

import java.io.IOException;
import java.util.List;

/** Where the validation clips are looked at. */
@FunctionalInterface
public interface Looks {

    /**
     * Has {@link RoundWorker}s evaluate a network.
     *
     * @param weights all of it, one parameter after the other
     * @return what came of all batches, in their order
     * @throws IOException when that is not possible
     */
    List<EvaluatedBatch> look(float[] weights) throws IOException;
}
