package org.videoaction.data.list;

import java.util.List;
import org.videoaction.data.sampling.RelativeBox;

/**
 * A box in a key frame, and the names of the actions in it.
 *
 * @param place in shares of the frame
 * @param labels none where they are not known
 */
public record LabelledBox(RelativeBox place, List<String> labels) {

    public LabelledBox {
        labels = List.copyOf(labels);
    }
}
