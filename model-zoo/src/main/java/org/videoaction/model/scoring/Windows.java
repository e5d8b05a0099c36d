package org.videoaction.model.scoring;

import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.video.FrameTimes;
import org.videoaction.data.video.Stretch;

/**
 * A window of a number of frames that slides over a video in steps of time, by at least one frame a step.
 *
 * @param stretches the window's places, ascending; where the video is shorter than the window, one
 */
record Windows(FrameTimes times, List<Stretch> stretches) {

    /** @param step seconds from the middle of one window to that of the next */
    static Windows of(FrameTimes times, int length, double step) {
        List<Stretch> stretches = new ArrayList<>();
        int start = 0;
        do {
            stretches.add(new Stretch(start, length));
            int middle = start + length / 2;
            start += Math.max(1, times.nearest(times.at(middle) + step) - middle);
        } while (start + length <= times.frames());
        return new Windows(times, stretches);
    }

    /** When the middle of each window is shown, in seconds after the first frame. */
    double[] middles() {
        return stretches.stream().mapToDouble(window -> times.at(window.first() + window.frames() / 2.0)).toArray();
    }
}
