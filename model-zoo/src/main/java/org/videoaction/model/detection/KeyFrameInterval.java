package org.videoaction.model.detection;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.videoaction.data.video.FrameTimes;

/**
 * How often a detector looks at a video.
 *
 * @param every the distance between key frames, positive
 * @param seconds whether it counts seconds; else frames
 * @param between how many frames between two key frames are looked at too, so that persons are not mixed up; from 0
 */
public record KeyFrameInterval(double every, boolean seconds, int between) {

    public KeyFrameInterval {
        if (!(every > 0) || Double.isInfinite(every) || between < 0) {
            throw new IllegalArgumentException("Key frames are a positive distance apart, with a number of frames between "
                + "them from 0; not " + every + " with " + between + ".");
        }
    }

    /**
     * A frame that is looked at.
     *
     * @param frame its number in the video, from 0
     * @param key whether it is a key frame
     */
    public record Look(int frame, boolean key) {}

    /** The frames of a video that are looked at, from its first one on, each once. */
    public Look[] looks(FrameTimes times) {
        double end = seconds ? times.seconds() : times.frames();
        double step = every / (between + 1);
        int count = (int) Math.max(1, Math.min(Integer.MAX_VALUE - 1, Math.ceil(end / step - 1e-9)));
        Look[] looks = IntStream.range(0, count)
            .mapToObj(look -> new Look(frame(look * step, times), look % (between + 1) == 0)).toArray(Look[]::new);
        return distinct(looks);
    }

    private int frame(double at, FrameTimes times) {
        return seconds ? times.nearest(at) : (int) Math.min(times.frames() - 1, Math.round(at));
    }

    /** Where several looks fall on one frame, it is a key frame if one of them is. */
    private static Look[] distinct(Look[] looks) {
        int kept = 0;
        for (Look look : looks) {
            if (kept > 0 && looks[kept - 1].frame() >= look.frame()) {
                looks[kept - 1] = new Look(looks[kept - 1].frame(), looks[kept - 1].key() || look.key());
            } else {
                looks[kept++] = look;
            }
        }
        return Arrays.copyOf(looks, kept);
    }
}
