package org.videoaction.model.torch;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.videoaction.model.network.Regions;

/**
 * What a network learns from in a step.
 *
 * @param boxes those in the clips, where the network detects
 * @param targets what is right for each clip, or for each box
 */
record Examples(Clips clips, Optional<Boxes> boxes, Targets targets) {

    /** The number of clips. */
    int size() {
        return boxes.isPresent() ? boxes.get().ofClips().size() : targets.size();
    }

    /** The place in the targets at which those of a clip begin. */
    private int first(int clip) {
        return boxes.isPresent() ? boxes.get().part(0, clip).count() : clip;
    }

    /** Some clips in a row. */
    Part part(int from, int to) {
        return new Part(this, from, to, first(from), targets.part(first(from), first(to)));
    }

    /**
     * Some clips in a row.
     *
     * @param first the place of their targets among those of all
     * @param targets what is right for them
     */
    record Part(Examples all, int from, int to, int first, Targets targets) {

        /** Clips, boxes where there are any, targets, as scripts take them. */
        NDList inputs(NDManager manager) {
            NDList inputs = new NDList(all.clips().array(manager, from, to));
            all.boxes().ifPresent(boxes -> {
                float[] values = boxes.part(from, to).values();
                inputs.add(manager.create(values, new Shape(values.length / Regions.BOX_VALUES, Regions.BOX_VALUES)));
            });
            inputs.add(targets.array(manager));
            return inputs;
        }
    }
}
