package org.videoaction.model.insight;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.Progress;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.network.Network;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoreGradients;
import org.videoaction.model.torch.ScoreGradients.Found;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Evidence by the gradients of a class's score, that before softmax or sigmoid, at the end of a stage. Batch normalisation uses its
 * running statistics. The stage's map is enlarged to the frames that its pathway sees, and then scaled to reach from 0 to 1.
 */
public final class GradCam implements Explainer {

    private final ActivationRule rule;
    private final Stage stage;
    private final int channels;
    private final ScoreGradients network;

    /**
     * Loads a model's network.
     *
     * @param stage a name of {@link Stage#of}, empty for the last one
     * @throws IllegalArgumentException when the model is of another program or recognises nothing in whole clips, has no such
     *     stage, or there is no such device
     */
    public GradCam(VideoModel model, ActivationRule rule, String stage, ScoringDevice device) {
        Network layers = model.architecture().network();
        this.rule = rule;
        this.stage = Stage.of(layers, stage);
        this.channels = model.preprocessing().mean().size();
        this.network = new ScoreGradients(layers, model.preprocessing(), model.weights(),
            this.stage.paths().stream().map(Stage.Path::layer).toList(), device.here());
    }

    @Override
    public Evidence explain(ByteBuffer clip, int frames, FrameSize size, int label, Progress progress) {
        progress.report(0, "computing gradients");
        Found found = network.of(clip, label, channels, frames, size.height(), size.width());
        List<HeatMap> maps = new ArrayList<>();
        for (int i = 0; i < stage.paths().size(); i++) {
            Stage.Path path = stage.paths().get(i);
            maps.add(HeatMap.of(path.name(), path.seen(frames), size.height(), size.width(),
                rule.grid(found.results().get(i))));
        }
        return new Evidence(found.label(), found.probabilities()[found.label()], maps);
    }

    @Override
    public void close() {
        network.close();
    }
}
