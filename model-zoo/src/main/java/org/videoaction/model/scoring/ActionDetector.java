package org.videoaction.model.scoring;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.KeyFrames;
import org.videoaction.data.list.LabelledBox;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.data.sampling.Crop;
import org.videoaction.data.sampling.KeyFrameClips;
import org.videoaction.data.sampling.KeyFrameViews;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.View;
import org.videoaction.data.video.PlanarFrame;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoViews;
import org.videoaction.model.network.FiniteNumbers;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.torch.Boxes;
import org.videoaction.model.torch.RunningNetwork;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Scores the actions in boxes. Each key frame is seen as a whole, in one size or several, and mirrored too where wanted; the
 * probabilities of a box are the mean over these views.
 */
public final class ActionDetector {

    private final VideoModel model;
    private final KeyFrameViews views;
    private final DetectionSettings settings;

    /** @throws IllegalArgumentException when the model does not look into boxes */
    public ActionDetector(VideoModel model, DetectionSettings settings) {
        if (!model.architecture().head().detects()) {
            throw new IllegalArgumentException("The model, " + model.architecture().displayName()
                + ", recognizes whole clips; it does not look into boxes. Train one on clips with boxes, or score the clips "
                + "with the Action Predictor.");
        }
        settings.device().checked(model.quantization());
        if (settings.device().engine() == ScoringDevice.Engine.ONNX_RUNTIME) {
            throw new IllegalArgumentException("Boxes are looked into by libtorch alone. Choose it as the engine.");
        }
        VideoModel.Input input = model.input();
        List<Integer> sides = settings.shortSides().isEmpty() ? List.of(model.test().shortSide())
            : settings.shortSides();
        sides.forEach(side -> model.architecture().checkClip(input.frames(), side));
        this.model = model;
        this.views = new KeyFrameViews(new KeyFrameClips(input.frames(), input.stride(), settings.targetFps()), sides,
            settings.flip());
        this.settings = settings;
    }

    /** Hears of each key frame. */
    @FunctionalInterface
    public interface Listener {

        /** @param scores those of the key frame's boxes, in their order */
        void scored(ListedVideo keyFrame, List<BoxScore> scores);
    }

    /**
     * Scores the boxes of key frames, in their order. The boxes of a video that cannot be read have the reason in place of
     * probabilities.
     *
     * @throws CancellationException when {@code progress} says so
     */
    public void detect(List<ListedVideo> keyFrames, Progress progress, Listener listener) {
        Pace pace = new Pace("key frames", keyFrames.size());
        try (
            RunningNetwork network = RunningNetwork.of(model.architecture().network(), model.preprocessing(),
                model.weights(), model.quantization(), settings.device());
            KeyFrames reading = new KeyFrames(keyFrames, views, settings.limits(), settings.threads())) {
            for (int i = 0; i < keyFrames.size(); i++) {
                int done = i;
                Runnable report = () -> progress.report(pace.fraction(done), pace.message(done));
                listener.scored(keyFrames.get(i), scores(network, keyFrames.get(i), reading, report));
            }
            progress.report(1, pace.message(keyFrames.size()));
        }
    }

    private List<BoxScore> scores(RunningNetwork network, ListedVideo keyFrame, KeyFrames reading, Runnable report) {
        try {
            return scores(network, keyFrame.boxes().stream().map(LabelledBox::place).toList(), reading.next(report), report);
        } catch (VideoException e) {
            return Collections.nCopies(keyFrame.boxes().size(), new BoxScore(null, e.reason()));
        }
    }

    private List<BoxScore> scores(RunningNetwork network, List<RelativeBox> boxes, VideoViews read, Runnable report) {
        List<ViewAverage> averages = boxes.stream().map(box -> new ViewAverage(ViewRule.PROBABILITIES,
            model.architecture().network().labels(), model.classes().size())).toList();
        for (int v = 0; v < read.views().size(); v++) {
            report.run();
            float[][] seen = seen(network, boxes, read.views().get(v), read.clips().get(v));
            IntStream.range(0, seen.length).forEach(box -> averages.get(box).add(seen[box]));
        }
        List<BoxScore> scores = new ArrayList<>();
        for (ViewAverage average : averages) {
            float[] probabilities = average.probabilities();
            scores.add(FiniteNumbers.are(probabilities) ? new BoxScore(probabilities, null)
                : new BoxScore(null, Scores.NO_NUMBERS));
        }
        return scores;
    }

    private static float[][] seen(RunningNetwork network, List<RelativeBox> boxes, View view, ByteBuffer clip) {
        Crop crop = view.space();
        // a whole frame shows every box
        List<RelativeBox> shown = boxes.stream().map(box -> box.within(crop).orElseThrow()).toList();
        float[] pixels = Boxes.pixels(shown, crop.width(), crop.height());
        return network.predict(clip, new Boxes(List.of(pixels)).values(), 1, PlanarFrame.CHANNELS, view.frames().length,
            crop.height(), crop.width());
    }
}
