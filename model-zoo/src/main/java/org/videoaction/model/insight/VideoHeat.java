package org.videoaction.model.insight;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.FramePainter;
import org.videoaction.data.annotation.Heat;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.Pass;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.StretchClips;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.data.video.EvenTimes;
import org.videoaction.data.video.Stretch;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.TestViews;

/**
 * Paints over the frames of a video, from its first to its last, what speaks for a class: clip after clip of the length that the
 * model takes, the middle crop of each; what lies beside it stays as it is. A clip is explained when its first frame comes. A bar
 * along the lower edge shows the video's time: how hot each moment is beside the hottest one of its clip, times the probability
 * that the network gives the class there. It is black where no clip was explained yet, and the moment shown is marked white.
 */
public final class VideoHeat implements FramePainter, AutoCloseable {

    /** A bar is so much of a frame's height, or a little more. */
    private static final int BARS_OF_A_FRAME = 32;
    private static final int SMALLEST_BAR = 3;

    private final Explainer explainer;
    private final int label;
    private final Progress progress;
    private final Recipe recipe;
    private final EvenTimes even;
    private final List<Stretch> stretches;
    private final StretchClips clips;
    private final ClipBatches batches;
    private final TimeBar time;
    private int current = -1;
    private Evidence evidence;

    /**
     * Looks how long the video is.
     *
     * @param label a class of the model, or {@link Explainer#BEST} for that of each clip
     * @throws VideoException when the video cannot be read, or does not say when its frames are shown
     */
    public VideoHeat(VideoModel model, Explainer explainer, Path video, int label, VideoLimits limits, Progress progress)
        throws VideoException {
        VideoReport report = new VideoProbe(limits).scan(video);
        if (report.status() == VideoReport.Status.FAILED || report.times() == null) {
            throw new VideoException(video, report.reason() != null ? report.reason()
                : "does not say how many frames a second it has");
        }
        this.explainer = explainer;
        this.label = label;
        this.progress = progress;
        this.recipe = TestViews.ONE.recipe(model.test(), limits);
        this.even = EvenTimes.of(report.times());
        this.stretches = stretches(even.frames().length, model.input().span(recipe.sampling().time(), even.rate()));
        this.clips = new StretchClips(recipe, model.classes(), video, stretches, even);
        this.batches = clips.batches(Pass.inOrder(stretches.size(), 1), (clip, problem) -> {});
        this.time = new TimeBar(new double[even.frames().length]);
    }

    /** One behind the other; the last one ends with the video. */
    private static List<Stretch> stretches(int frames, int length) {
        List<Stretch> stretches = new ArrayList<>();
        for (int first = 0; first < frames; first += length) {
            stretches.add(new Stretch(Math.max(0, Math.min(first, frames - length)), length));
        }
        return stretches;
    }

    @Override
    public void paint(BufferedImage image, FrameSize shown, double seconds) throws IOException {
        int moment = even.times().nearest(seconds);
        int wanted = Math.min(moment / stretches.get(0).frames(), stretches.size() - 1);
        while (current < wanted) {
            explainNext();
        }
        if (evidence != null) {
            int frame = frame(moment);
            Crop crop = recipe.sampling().space().sample(shown, new SplittableRandom(0)).get(0);
            int left = crop.x() * shown.width() / crop.scaled().width();
            int top = crop.y() * shown.height() / crop.scaled().height();
            heat(frame).paint(image, left, top,
                Math.min(shown.width() - left, crop.width() * shown.width() / crop.scaled().width()),
                Math.min(shown.height() - top, crop.height() * shown.height() / crop.scaled().height()));
        }
        int height = Math.min(shown.height(), Math.max(SMALLEST_BAR, shown.height() / BARS_OF_A_FRAME));
        time.paint(image, shown.height() - height, shown.width(), height);
        time.mark(image, shown.height() - height, shown.width(), height, moment);
    }

    /** The frame of the current clip at a moment of the video. */
    private int frame(int moment) {
        Stretch stretch = stretches.get(current);
        double share = (moment - stretch.first() + 0.5) / stretch.frames();
        return (int) Math.max(0, Math.min(clips.spec().frames() - 1, share * clips.spec().frames()));
    }

    private void explainNext() throws IOException {
        current++;
        double before = (double) stretches.get(current).first() / even.frames().length;
        String message = "explaining clip " + (current + 1) + " of " + stretches.size();
        ClipBatch batch = batches.next(() -> progress.report(before, message));
        evidence = batch.size() == 0 ? null
            : explainer.explain(batch.frames(), clips.spec().frames(), batch.frameSize(), label,
                (fraction, part) -> progress.report(before, message + ": " + part));
        if (evidence != null) {
            enterTime();
        }
    }

    /** From where the clip before ends: the last one may lie over it. */
    private void enterTime() {
        double[] heats = new double[clips.spec().frames()];
        for (HeatMap map : evidence.maps()) {
            double[] ofPathway = map.overTime(heats.length);
            for (int i = 0; i < heats.length; i++) {
                heats[i] += ofPathway[i];
            }
        }
        TimeBar ofClip = TimeBar.relative(heats);
        Stretch stretch = stretches.get(current);
        int end = Math.min(time.heat().length, stretch.first() + stretch.frames());
        for (int moment = current * stretch.frames(); moment < end; moment++) {
            time.heat()[moment] = evidence.probability() * ofClip.heat()[frame(moment)];
        }
    }

    /** The mean of the pathways. */
    private Heat heat(int frame) {
        List<HeatMap> maps = evidence.maps();
        float[] mean = maps.get(0).frame(frame);
        for (HeatMap map : maps.subList(1, maps.size())) {
            float[] heat = map.frame(frame);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += heat[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= maps.size();
        }
        return new Heat(maps.get(0).height(), maps.get(0).width(), mean);
    }

    @Override
    public void close() {
        batches.close();
        clips.close();
    }
}
