package org.videoaction.data.clip;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.RelativeBox;

/**
 * A box in the key frame of a clip, and the actions in it.
 *
 * @param place in shares of the clip's width and height, or of the frame's where it is not sampled yet
 * @param labels the indices of the actions' classes, in any number
 */
public record ClipBox(RelativeBox place, List<Integer> labels) {

    public ClipBox {
        labels = List.copyOf(labels);
    }

    /**
     * The boxes of a frame that a crop shows.
     *
     * @param jitter how far edges move by chance, as a share of a box's side
     */
    static List<ClipBox> within(Crop crop, List<ClipBox> boxes, double jitter, RandomGenerator random) {
        List<ClipBox> shown = new ArrayList<>();
        for (ClipBox box : boxes) {
            RelativeBox place = jitter > 0 ? box.place().jittered(jitter, random) : box.place();
            place.within(crop).ifPresent(seen -> shown.add(new ClipBox(seen, box.labels())));
        }
        return shown;
    }
}
