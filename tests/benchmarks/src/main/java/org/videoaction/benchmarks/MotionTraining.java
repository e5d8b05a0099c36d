package org.videoaction.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.sampling.ClipSampling;
import org.videoaction.data.sampling.RandomClips;
import org.videoaction.data.sampling.SpatialSampling;
import org.videoaction.data.sampling.SpatialSampling.Place;
import org.videoaction.data.sampling.TemporalSampling;
import org.videoaction.data.sampling.UniformClips;
import org.videoaction.data.video.Resize;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.generated.MotionVideos;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.Multigrid;
import org.videoaction.model.training.Schedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;

/**
 * Whole trainings on generated videos of motions, from decoding to the test.
 *
 * @param folder where the videos lie
 * @param frames T of the clips
 * @param stride tau of the clips
 * @param seed of first weights, order and sampling
 */
record MotionTraining(Path folder, int frames, int stride, int seed) {

    private static final int CROP = 64;
    private static final int LARGEST_SHORT_SIDE = 72;
    private static final int TEST_CLIPS = 3;

    /**
     * What came of a training.
     *
     * @param accuracy top-1 on the test videos' clips
     * @param loss on the training clips of the last epoch
     * @param cpuSeconds of the whole process
     */
    record Outcome(double accuracy, double loss, double cpuSeconds) {}

    /** Writes the videos where they are not there yet. */
    static Path videos(Path folder, MotionVideos videos) throws IOException {
        if (!Files.exists(folder.resolve("test.txt"))) {
            videos.write(folder);
        }
        return folder;
    }

    /** Trains from scratch, with PySlowFast's optimiser. */
    Outcome train(Architecture architecture, int epochs, int batch, Schedule schedule, Multigrid multigrid)
        throws IOException {
        TrainingPlan plan = new TrainingPlan(epochs, batch, batch, 0, schedule, LearningRules.plain(Sgd.PYSLOWFAST), false,
            epochs, 0, multigrid, seed);
        try (ClipSource training = clips("train", new RandomClips(frames, stride, 1), Place.RANDOM);
            ClipSource test = clips("test", new UniformClips(frames, stride, TEST_CLIPS), Place.CENTRE)) {
            OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long start = process.getProcessCpuTime();
            List<Epoch> history = new Trainer(new TrainingClips(training, Optional.of(test)), architecture, plan)
                .train(Progress.NONE).model().history();
            Epoch last = history.get(history.size() - 1);
            return new Outcome(last.validation().top1(), last.loss(), (process.getProcessCpuTime() - start) / 1e9);
        } catch (TrainingException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ClipSource clips(String part, TemporalSampling time, Place place) throws IOException {
        DatasetList list = DatasetList.read(ListFormat.PATH_LABEL, folder.resolve(part + ".txt"), null,
            folder.resolve("classes.txt"));
        SpatialSampling space = new SpatialSampling(CROP, place == Place.RANDOM ? LARGEST_SHORT_SIDE : CROP, CROP, place,
            false);
        ClipSampling sampling = new ClipSampling(time, space);
        Path file = folder.resolve(part + "-" + frames + "x" + stride + ".arrow");
        new VideoSampler(new Recipe(sampling, VideoLimits.DEFAULT, Resize.FAST, seed), 1)
            .sampleOnDemand(list.videos(), list.classes(), file, Progress.NONE);
        return ClipSource.open(file);
    }
}
