package org.videoaction.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.list.Part;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.video.Decoding;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.saved.TestProtocol;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which clips a network is trained on and validated with. */
final class TrainingSource {

    private static final double LARGEST_SHORT_SIDE = 320.0 / 224;

    /** Clips to train on. */
    static final class Training {

        @Option(names = "--clips", required = true, paramLabel = "FILE", description = "a clip table, as the Frame Sampler or the job sample make it, where every executor sees it")
        private Path clips;

        @Option(names = "--list", required = true, paramLabel = "LIST", description = "a list in one of the formats")
        private Path list;
    }

    @ArgGroup(multiplicity = "1")
    private Training training;

    @Option(names = "--validation-clips", paramLabel = "FILE", description = "a clip table; the driver validates with it")
    private Path validationClips;

    @Option(names = "--validation-list", paramLabel = "LIST", description = "a list; the middle of each video is validated with")
    private Path validationList;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS", description = "how lists are written: ${COMPLETION-CANDIDATES}")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR", description = "what paths are relative to; without it, the folder of the list")
    private Path videos;

    @Option(names = "--classes", paramLabel = "FILE", description = "the names of the classes; without it, the list names them")
    private Path classes;

    @Option(names = "--part-of-list", paramLabel = "PART", defaultValue = "ALL", description = "what to train on, of lists that say: ${COMPLETION-CANDIDATES}")
    private Part part;

    @Option(names = "--frames", paramLabel = "T", description = "of a clip; without it, what the network is made for")
    private Integer frames;

    @Option(names = "--stride", paramLabel = "TAU", description = "from one frame of a clip to the next")
    private Integer stride;

    @Option(names = "--size", paramLabel = "PIXELS", description = "of the crops")
    private Integer size;

    @Option(names = "--no-flip", description = "clips are not flipped, for motions whose direction matters")
    private boolean steady;

    @Option(names = "--fast-decoding", description = "faster, and not to the last bit what a decoder gives")
    private boolean fast;

    @Option(names = "--sampling-seed", defaultValue = "0", paramLabel = "N", description = "decides which clips are drawn")
    private long samplingSeed;

    /** The clip table to train on, or null where there is a list. */
    Path table() {
        return training.clips;
    }

    /**
     * The clips to train on.
     *
     * @param usual what the network is made for
     */
    ClipSource training(VideoModel.Input usual) throws IOException {
        if (training.clips != null) {
            return ClipSource.open(training.clips);
        }
        VideoModel.Input input = input(usual);
        DatasetList listed = DatasetList.read(format, training.list, videos,
            classes == null ? null : format.classes(classes),
            LabelReading.AUTOMATIC, null, part);
        int least = TestProtocol.shortSide(input.width());
        Recipe recipe = new Recipe(new ClipSampling(new RandomClips(input.frames(), input.stride(), 1),
            new SpatialSampling(least, Math.max(least, (int) Math.round(input.width() * LARGEST_SHORT_SIDE)), input.width(),
                SpatialSampling.Place.RANDOM, !steady)),
            limits(), Resize.FAST, samplingSeed);
        return OnDemandClips.of(recipe, listed.classes(), listed.videos());
    }

    private VideoLimits limits() {
        return VideoLimits.DEFAULT.with(fast ? Decoding.FAST : Decoding.EXACT);
    }

    private VideoModel.Input input(VideoModel.Input usual) {
        int side = size == null ? usual.width() : size;
        return new VideoModel.Input(frames == null ? usual.frames() : frames, side, side,
            stride == null ? usual.stride() : stride);
    }

    /** The clips to validate with, or null where there are none. */
    ClipSource validation(ClipSource learned, VideoModel.Input usual) throws IOException {
        if (validationClips != null) {
            return ClipSource.open(validationClips);
        }
        if (validationList == null) {
            return null;
        }
        List<ListedVideo> listed = DatasetList.read(format, validationList, videos,
            ClassFile.of(learned.spec().classes()), LabelReading.AUTOMATIC).videos();
        return OnDemandClips.of(TestViews.ONE.recipe(TestProtocol.of(input(usual)), limits()), learned.spec().classes(),
            listed);
    }
}
