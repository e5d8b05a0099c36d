package org.videoaction.data.video;

/**
 * The condition of one video.
 *
 * @param info what it holds, or null where it failed
 * @param reason why it is not {@link Status#OK}, or null
 */
public record VideoReport(Status status, VideoInfo info, String reason) {

    /** How much of a video can be used. */
    public enum Status {
        /** All of it. */
        OK,
        /** Frames are missing or damaged; the rest can be used. */
        PARTIAL,
        /** Nothing. */
        FAILED
    }

    static VideoReport of(VideoInfo info, String problem) {
        return new VideoReport(problem == null ? Status.OK : Status.PARTIAL, info, problem);
    }

    static VideoReport failed(VideoException problem) {
        return new VideoReport(Status.FAILED, null, problem.reason());
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
