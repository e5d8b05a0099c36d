package org.videoaction.model.scoring;

import java.util.List;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.torch.ScoringDevice;

/**
 * How boxes are scored.
 *
 * @param shortSides of the frames in pixels; none for 8/7 of the crops that the model was trained on
 * @param flip whether frames are also seen mirrored
 * @param targetFps frames a second that the model's stride counts in, or 0 for each video's own
 * @param limits what a video may cost
 * @param threads how many videos are decoded at once
 */
public record DetectionSettings(List<Integer> shortSides, boolean flip, double targetFps, VideoLimits limits, int threads,
    ScoringDevice device) {

    public DetectionSettings {
        shortSides = List.copyOf(shortSides);
    }

    /** On the CPU, at each video's own rate. */
    public static DetectionSettings of(List<Integer> shortSides, boolean flip) {
        return new DetectionSettings(shortSides, flip, 0, VideoLimits.DEFAULT, Runtime.getRuntime().availableProcessors(),
            ScoringDevice.CPU);
    }
}
