package org.videoaction.model.exchange;

import org.videoaction.data.sampling.Convention;
import org.videoaction.data.sampling.PastEnd;
import org.videoaction.data.sampling.PySlowFastClips;
import org.videoaction.data.sampling.SegmentMiddles;
import org.videoaction.data.sampling.ShortSide;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.ViewRule;

/**
 * What a program's own configuration says of the test of a network.
 *
 * @param clips along time
 * @param crops of each clip, 1 or 3
 * @param shortSide the pixels that a frame's shorter side is scaled to
 * @param crop the sides of the crops in pixels
 */
public record TestConfiguration(CodeBase program, Videos videos, int clips, int crops, int shortSide, int crop) {

    private static final int CLIPS = 10;
    private static final int CROPS = 3;
    /** What PySlowFast and those that follow it take clips at, whatever the video's own rate. */
    private static final double TARGET_FPS = 30;

    /** What data sets differ in. */
    public enum Videos {
        /** Videos of one action, such as Kinetics. */
        TRIMMED,
        /** Something-Something, whose videos are seen from end to end in one clip. */
        WHOLE,
        /** Charades, where several actions happen in one video. */
        SEVERAL_ACTIONS
    }

    /** Ten clips of three crops, each along the frame's whole shorter side. */
    static TestConfiguration usual(CodeBase program, Videos videos, int side) {
        return new TestConfiguration(program, videos, videos == Videos.WHOLE ? 1 : CLIPS,
            videos == Videos.WHOLE ? 1 : CROPS, side, side);
    }

    /**
     * The test of a network.
     *
     * @param frames T of its clips
     * @param stride tau
     */
    public TestProtocol protocol(int frames, int stride) {
        return new TestProtocol(time(frames, stride), new SpatialSampling(
            new ShortSide(shortSide, shortSide, ShortSide.Draw.EVEN), crop, place(), false, convention()), Resize.REFERENCE,
            videos == Videos.SEVERAL_ACTIONS ? ViewRule.LARGEST : ViewRule.PROBABILITIES);
    }

    private TemporalSampling time(int frames, int stride) {
        return switch (videos) {
            case WHOLE -> new SegmentMiddles(frames);
            case SEVERAL_ACTIONS -> new UniformClips(frames, stride, clips, 0, PastEnd.REPEAT_LAST);
            case TRIMMED -> program.testsAsPySlowFast()
                ? new PySlowFastClips(frames, stride, clips, TARGET_FPS, PySlowFastClips.Start.EVEN)
                : new UniformClips(frames, stride, clips);
        };
    }

    /** PySlowFast's only crop of Something-Something is the left one. */
    private Place place() {
        return crops == CROPS ? Place.THREE : videos == Videos.WHOLE ? Place.FIRST : Place.CENTRE;
    }

    private Convention convention() {
        return program.testsAsPySlowFast() ? Convention.PYSLOWFAST : Convention.MMACTION2;
    }
}
