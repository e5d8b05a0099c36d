package org.videoaction.model.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.tracking.TrackBox;

/**
 * Boxes (N x 4: x1, y1, x2, y2 in pixels), their scores (N) and labels (N): torchvision's, where there may be none at all,
 * and those of RT-DETR's own post-processing, which have a first side of 1.
 */
final class LabelledBoxes implements OutputDecoder {

    private static final int EDGES = 4;

    @Override
    public boolean reads(List<NetworkOutput> outputs, FrameSize input) {
        return boxes(outputs).isPresent() && scores(outputs).isPresent() && labels(outputs).isPresent();
    }

    private static Optional<NetworkOutput> boxes(List<NetworkOutput> outputs) {
        return outputs.stream().filter(output -> output.shape().length > 1 && output.last(0) == EDGES).findFirst();
    }

    private static Optional<NetworkOutput> scores(List<NetworkOutput> outputs) {
        return row(outputs, output -> !output.whole() && !output.name().contains("label"));
    }

    private static Optional<NetworkOutput> labels(List<NetworkOutput> outputs) {
        return row(outputs, output -> output.whole() || output.name().contains("label"));
    }

    /** One value a box. */
    private static Optional<NetworkOutput> row(List<NetworkOutput> outputs, Predicate<NetworkOutput> kind) {
        Optional<NetworkOutput> boxes = boxes(outputs);
        return outputs.stream().filter(output -> boxes.isPresent() && output != boxes.get()
            && output.shape().length == boxes.get().shape().length - 1 && output.last(0) == boxes.get().last(1)
            && kind.test(output)).findFirst();
    }

    /** torchvision counts COCO's classes with their gaps, RT-DETR without. */
    @Override
    public ObjectClasses classes(List<NetworkOutput> outputs, FrameSize input) {
        return boxes(outputs).orElseThrow().shape().length == 2 ? ObjectClasses.COCO_WITH_GAPS : ObjectClasses.COCO;
    }

    @Override
    public List<Candidate> candidates(List<NetworkOutput> outputs, FrameSize input, double least) {
        float[] boxes = boxes(outputs).orElseThrow().values();
        float[] scores = scores(outputs).orElseThrow().values();
        float[] labels = labels(outputs).orElseThrow().values();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= least) {
                int at = i * EDGES;
                candidates.add(new Candidate(new TrackBox(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]), scores[i],
                    Math.round(labels[i])));
            }
        }
        return candidates;
    }
}
