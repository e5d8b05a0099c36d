package org.videoaction.model.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;

/**
 * What the queries of DETR and its successors answer: logits (1 x queries x classes) and boxes (1 x queries x 4: middle, width
 * and height in shares of the input). DETR has one more class, the last one, for no object, and shares by softmax; its
 * successors have a sigmoid for each class.
 *
 * @param softmax whether it is DETR itself
 */
record QueryBoxes(boolean softmax) implements OutputDecoder {

    private static final int SIDES = 3;
    private static final int EDGES = 4;

    /** The classes of DETR as published: COCO's with their gaps, and none. */
    private static final int DETR_CLASSES = ObjectClasses.WITH_GAPS + 1;

    @Override
    public boolean reads(List<NetworkOutput> outputs, FrameSize input) {
        return boxes(outputs).isPresent() && logits(outputs).isPresent();
    }

    @Override
    public boolean isLikely(List<NetworkOutput> outputs, FrameSize input) {
        return softmax == (logits(outputs).orElseThrow().last(0) == DETR_CLASSES);
    }

    private static boolean isOfQueries(NetworkOutput output) {
        return output.shape().length == SIDES && output.shape()[0] == 1 && !output.whole();
    }

    /** Where there happen to be four classes, the boxes come behind the logits. */
    private static Optional<NetworkOutput> boxes(List<NetworkOutput> outputs) {
        return outputs.stream().filter(output -> isOfQueries(output) && output.last(0) == EDGES)
            .reduce((first, second) -> second);
    }

    private static Optional<NetworkOutput> logits(List<NetworkOutput> outputs) {
        Optional<NetworkOutput> boxes = boxes(outputs);
        return outputs.stream().filter(output -> boxes.isPresent() && isOfQueries(output) && output != boxes.get()
            && output.last(1) == boxes.get().last(1)).findFirst();
    }

    @Override
    public ObjectClasses classes(List<NetworkOutput> outputs, FrameSize input) {
        return ObjectClasses.of(logits(outputs).orElseThrow().last(0) - (softmax ? 1 : 0));
    }

    @Override
    public List<Candidate> candidates(List<NetworkOutput> outputs, FrameSize input, double least) {
        NetworkOutput logits = logits(outputs).orElseThrow();
        float[] boxes = boxes(outputs).orElseThrow().values();
        int classes = logits.last(0);
        List<Candidate> candidates = new ArrayList<>();
        for (int query = 0; query < logits.last(1); query++) {
            Scored best = best(logits.values(), query * classes, classes);
            if (best.score() >= least) {
                int at = query * EDGES;
                candidates.add(Candidate.around(boxes[at] * input.width(), boxes[at + 1] * input.height(),
                    boxes[at + 2] * input.width(), boxes[at + 3] * input.height(), best.score(), best.label()));
            }
        }
        return candidates;
    }

    private Scored best(float[] logits, int from, int classes) {
        int objects = softmax ? classes - 1 : classes;
        Scored best = Scored.best(logits, from, objects, 1);
        if (!softmax) {
            return new Scored(1 / (1 + Math.exp(-best.score())), best.label());
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += Math.exp(logits[from + i] - best.score());
        }
        return new Scored(1 / sum, best.label());
    }
}
