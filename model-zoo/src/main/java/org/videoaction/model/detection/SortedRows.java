package org.videoaction.model.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.tracking.TrackBox;

/** One output of rows of six: x1, y1, x2, y2 in pixels, score, label. */
final class SortedRows implements OutputDecoder {

    private static final int VALUES = 6;
    private static final int SCORE = 4;
    private static final int LABEL = 5;

    @Override
    public boolean reads(List<NetworkOutput> outputs, FrameSize input) {
        return rows(outputs).isPresent();
    }

    @Override
    public boolean isLikely(List<NetworkOutput> outputs, FrameSize input) {
        return outputs.size() == 1;
    }

    private static Optional<NetworkOutput> rows(List<NetworkOutput> outputs) {
        return outputs.stream().filter(output -> output.shape().length > 1 && output.sides() <= 2
            && output.last(0) == VALUES).findFirst();
    }

    @Override
    public ObjectClasses classes(List<NetworkOutput> outputs, FrameSize input) {
        return ObjectClasses.COCO;
    }

    @Override
    public List<Candidate> candidates(List<NetworkOutput> outputs, FrameSize input, double least) {
        float[] values = rows(outputs).orElseThrow().values();
        List<Candidate> candidates = new ArrayList<>();
        for (int at = 0; at < values.length; at += VALUES) {
            if (values[at + SCORE] >= least) {
                candidates.add(new Candidate(new TrackBox(values[at], values[at + 1], values[at + 2], values[at + 3]),
                    values[at + SCORE], Math.round(values[at + LABEL])));
            }
        }
        return candidates;
    }
}
