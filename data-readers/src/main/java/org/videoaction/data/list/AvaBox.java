package org.videoaction.data.list;

import java.util.List;

/**
 * A person in a frame of a video, and what he or she does there, as AVA has it.
 *
 * @param video the video's id, its file name without extension
 * @param seconds the time of the frame
 * @param x1 the left edge as a share of the frame's width, from 0 to 1
 * @param y1 the upper edge as a share of the frame's height
 * @param labels the names of the actions, none where the box is only proposed
 * @param person a number that stays with a person, or -1
 * @param score how sure a detector is of the box, 1 for an annotated one
 */
public record AvaBox(String video, double seconds, double x1, double y1, double x2, double y2,
    List<String> labels, int person, double score) {

    /** The same person with actions. */
    AvaBox doing(List<String> actions) {
        return new AvaBox(video, seconds, x1, y1, x2, y2, List.copyOf(actions), person, score);
    }
}
