package org.videoaction.data.clip;

import java.nio.file.Path;
import org.videoaction.data.video.VideoReport;

/**
 * What is known of a video before clips are made of it.
 *
 * @param thumbnail a PNG picture of a frame from its middle, or null where none was wanted or could be decoded
 */
public record SurveyedVideo(Path video, VideoReport report, byte[] thumbnail) {}
