package org.videoaction.model.detection;

import java.util.List;

/**
 * The persons in a video.
 *
 * @param boxes key frame by key frame, of each from the lowest number or the best score on
 * @param keyFrames how many were looked at
 * @param problem what is missing or damaged in the video, or why it cannot be read at all; or null
 */
public record VideoPersons(List<PersonBox> boxes, int keyFrames, String problem) {

    public VideoPersons {
        boxes = List.copyOf(boxes);
    }
}
