package org.videoaction.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.OnDemandClips;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which clips a network is trained on and validated with. */
final class TrainingSource {

    /** Clips to train on. */
    static final class Training {

        @Option(names = "--clips", required = true, paramLabel = "FILE", description = "a clip table, as the Frame Sampler or the job sample make it, where every executor sees it")
        private Place clips;

        @Option(names = "--list", required = true, paramLabel = "LIST", description = "a list in one of the formats")
        private Place list;
    }

    @ArgGroup(multiplicity = "1")
    private Training training;

    @Option(names = "--validation-clips", paramLabel = "FILE", description = "a clip table to validate with, where every executor sees it")
    private Place validationClips;

    @Option(names = "--validation-list", paramLabel = "LIST", description = "a list; the middle of each video is validated with")
    private Place validationList;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS", description = "how lists are written: ${COMPLETION-CANDIDATES}")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR", description = "what paths are relative to; without it, the folder of the list")
    private Place videos;

    @Option(names = "--classes", paramLabel = "FILE", description = "the names of the classes; without it, the list names them")
    private Path classes;

    @Option(names = "--part-of-list", paramLabel = "PART", defaultValue = "ALL", description = "what to train on, of lists that say: ${COMPLETION-CANDIDATES}")
    private Part part;

    @Mixin
    private SamplingOptions sampling;

    /** The clip table to train on, or null where there is a list. */
    Path table() {
        return training.clips == null ? null : training.clips.path();
    }

    /** The clip table to validate with, or null where there is none. */
    Path validationTable() {
        return validationClips == null ? null : validationClips.path();
    }

    /**
     * The clips to train on.
     *
     * @param usual what the network is made for
     * @param remarks is told what a person should know of how a list was read
     */
    ClipSource training(VideoModel.Input usual, Consumer<String> remarks) throws IOException {
        if (training.clips != null) {
            return ClipSource.open(table());
        }
        DatasetList listed = read(training.list, classes == null ? null : format.classes(classes), part, remarks);
        return OnDemandClips.of(sampling.training(usual), listed.classes(), listed.videos());
    }

    /**
     * The clips to validate with, as long and large as those to train on, or null where there are none.
     *
     * @param usual says the stride where it varies among those to train on
     * @param remarks as for those to train on
     */
    ClipSource validation(ClipSource learned, VideoModel.Input usual, Consumer<String> remarks) throws IOException {
        if (validationClips != null) {
            return ClipSource.open(validationTable());
        }
        if (validationList == null) {
            return null;
        }
        ClipSpec spec = learned.spec();
        VideoModel.Input alike = new VideoModel.Input(spec.frames(), spec.height(), spec.width(),
            spec.stride() == TemporalSampling.VARYING ? usual.stride() : spec.stride());
        return OnDemandClips.of(sampling.testing(alike, TestViews.ONE), spec.classes(),
            read(validationList, ClassFile.of(spec.classes()), Part.ALL, remarks).videos());
    }

    private DatasetList read(Place list, ClassFile named, Part of, Consumer<String> remarks) throws IOException {
        DatasetList listed = VideoList.read(list, videos,
            (file, root) -> DatasetList.read(format, file, root, named, LabelReading.AUTOMATIC, null, of));
        listed.remarks().forEach(remarks);
        return listed;
    }
}
