package org.videoaction.data.video;

import java.nio.ByteBuffer;
import java.util.List;
import org.videoaction.data.sampling.View;

/**
 * What was read from one video.
 *
 * @param steadyFps frames a second, 0 where unknown or where frames come at no steady rate
 * @param clips for each view its frames: C x T x H x W bytes, channels red, green, blue
 * @param corruptPackets how many packets were passed over or gave a damaged frame
 * @param problem what is missing or damaged in the part that was read, or null
 */
public record VideoViews(VideoInfo info, double steadyFps, List<View> views, List<ByteBuffer> clips,
    int corruptPackets, String problem) {}
