package org.videoaction.data.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.videoaction.data.video.Seconds;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;

/** When frames of a list's videos are shown, whose numbers the list has. */
final class FrameClock {

    private final BoxSource source;
    private final VideoProbe probe = new VideoProbe(VideoLimits.DEFAULT);
    private final Map<Path, double[]> times = new HashMap<>();

    FrameClock(BoxSource source) {
        this.source = source;
    }

    /**
     * The time of a frame in seconds after the first one.
     *
     * @param frame counted from 0
     * @throws IOException when the video is needed and is not there, or is over by then
     */
    double seconds(Path video, int frame) throws IOException {
        if (source.framesPerSecond() > 0) {
            return Seconds.rounded(frame / source.framesPerSecond());
        }
        double[] shown = times.get(video);
        if (shown == null) {
            if (!Files.exists(video)) {
                throw new IOException("The video " + video + " of " + source.list() + " is not there. It is needed to tell "
                    + "when its frames are shown, unless the frames a second are set.");
            }
            if (Files.isDirectory(video)) {
                throw new IOException("The folder of frames " + video + " of " + source.list()
                    + " does not say when they are shown. Set the frames a second.");
            }
            shown = probe.times(video);
            times.put(video, shown);
        }
        if (frame >= shown.length) {
            throw new IOException("The list " + source.list() + " has a box at frame " + frame + " of " + video
                + ", which has " + shown.length + " frames; the first is frame 0.");
        }
        return shown[frame];
    }
}
