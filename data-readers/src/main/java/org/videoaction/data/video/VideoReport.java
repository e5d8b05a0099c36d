package org.videoaction.data.video;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The condition of one video.
 *
 * @param info what it holds, or null where it failed
 * @param times when its frames are shown; null where it failed, or does not say
 * @param reason why it is not {@link Status#OK}; of a folder of frames also what was passed over; or null
 */
public record VideoReport(Status status, VideoInfo info, FrameTimes times, String reason) {

    /** How much of a video can be used. */
    public enum Status {
        /** All of it. */
        OK,
        /** Frames are missing or damaged; the rest can be used. */
        PARTIAL,
        /** Nothing. */
        FAILED
    }

    /** @param remark what else is to be said, or null */
    static VideoReport of(VideoInfo info, FrameTimes times, String problem, String remark) {
        String reason = Stream.of(problem, remark).filter(Objects::nonNull).collect(Collectors.joining("; "));
        return new VideoReport(problem == null ? Status.OK : Status.PARTIAL, info, times, reason.isEmpty() ? null : reason);
    }

    /** From its first frame to the end of its last one, or null where it failed or does not say. */
    public Double seconds() {
        return times == null ? null : (Double) times.seconds();
    }

    /** Of a video that cannot be used. */
    public static VideoReport failed(VideoException problem) {
        return new VideoReport(Status.FAILED, null, null, problem.reason());
    }

    /**
     * Words what is wrong with a video that gives frames, null where nothing is.
     *
     * @param errors corrupt packets and damaged frames
     * @param frames the frames that are there
     * @param promised the frames that should be there
     */
    static String problem(int errors, long frames, long promised) {
        if (frames < promised) {
            String missing = "has " + frames + " of " + promised + " frames";
            return errors == 0 ? missing : missing + " and " + errors + " corrupt packets";
        }
        return errors == 0 ? null : "has " + errors + " corrupt packets";
    }
}
