package org.videoaction.model.insight;

import java.util.List;

/**
 * What of a clip speaks for a class.
 *
 * @param label the class
 * @param probability what the network gives it for this clip
 * @param maps one a pathway
 */
public record Evidence(int label, double probability, List<HeatMap> maps) {

    public Evidence {
        maps = List.copyOf(maps);
    }
}
