package org.videoaction.data.list;

import java.nio.file.Path;

/**
 * A line of an annotation list.
 *
 * @param label the name of its class
 */
public record LabeledVideo(Path video, String label) {
}
