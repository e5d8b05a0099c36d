package org.videoaction.data.clip;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.FrameNames;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoCopies;
import org.videoaction.data.video.VideoInfo;
import org.videoaction.data.video.VideoLimits;

/**
 * How videos become clips.
 *
 * @param limits what a single video may cost
 * @param resize how frames are scaled
 * @param frameNames how the pictures in folders of frames are called, or null to find out
 * @param seed decides everything that is drawn
 */
public record Recipe(ClipSampling sampling, VideoLimits limits, Resize resize, FrameNames frameNames, long seed) {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Finds out how frames in folders are called. */
    public Recipe(ClipSampling sampling, VideoLimits limits, Resize resize, long seed) {
        this(sampling, limits, resize, null, seed);
    }

    /** The same for videos that may lie elsewhere. */
    public Recipe with(VideoCopies copies) {
        return new Recipe(sampling, limits.with(copies), resize, frameNames, seed);
    }

    /** What all clips made by it have in common. */
    public ClipSpec spec(Classes classes) {
        int side = sampling.space().size();
        return new ClipSpec(PlanarFrame.CHANNELS, sampling.time().length(), side, side, sampling.time().stride(),
            sampling.time().clips(), sampling.space().crops(), classes, sampling.time().showsKeyFrames(), sampling.draws(),
            sampling.space().place() == SpatialSampling.Place.WHOLE);
    }

    /**
     * How many times smaller the frames of a video become at most, by a filter that passes pixels over above 2, which
     * aliases; 1 by one that sees them all.
     */
    public double shrinks(VideoInfo video) {
        return resize == Resize.FAST ? 1
            : Math.max(1, sampling.space().shrinks(new FrameSize(video.width(), video.height())));
    }

    /** A recipe as it is kept in a file; kept scores know their clips by it. What is not said is as it was in 1.0.0. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(int version, ClipSampling sampling, Resize resize, long maxPixels, long maxSeconds,
        int maxErrors, Decoding decoding, String frameNames, long seed) {}

    /** All of it but how copies of videos are found, as clip tables keep it. */
    public String json() {
        try {
            return JSON.writeValueAsString(new Stored(VERSION, sampling, resize, limits.maxPixels(),
                limits.maxTime().toSeconds(), limits.maxErrors(),
                limits.decoding() == Decoding.EXACT ? null : limits.decoding(),
                frameNames == null ? null : frameNames.toString(), seed));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException when the text is no {@link #json} of a recipe */
    public static Recipe ofJson(String json) throws IOException {
        int version = JSON.readTree(json).path("version").asInt();
        if (version != VERSION) {
            throw new IOException("it is an on-demand clip table of version " + version + "; this program reads version "
                + VERSION);
        }
        Stored stored = JSON.readValue(json, Stored.class);
        return new Recipe(stored.sampling(), new VideoLimits(stored.maxPixels(),
            Duration.ofSeconds(stored.maxSeconds()), stored.maxErrors())
            .with(stored.decoding() == null ? Decoding.EXACT : stored.decoding()), stored.resize(),
            stored.frameNames() == null ? null : FrameNames.of(stored.frameNames()), stored.seed());
    }
}
