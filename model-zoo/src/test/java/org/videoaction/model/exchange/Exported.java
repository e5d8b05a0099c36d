package org.videoaction.model.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.videoaction.data.Progress;
import org.videoaction.data.list.Classes;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchNetwork;

/** Models to write, and what they give for clips of noise. */
final class Exported {

    static final int FRAMES = 16;
    static final int SIDE = 64;
    static final Classes CLASSES = Classes.of("walk", "run", "jump \"high\"", "öffnen", "sit");

    private Exported() {
    }

    static VideoModel model(Architecture architecture) {
        return new VideoModel(architecture, Preprocessing.KINETICS, new VideoModel.Input(FRAMES, SIDE, SIDE, 2), CLASSES,
            TestNetworks.weights(architecture.network()), List.of());
    }

    static Path write(ExportFormat format, VideoModel model, Path folder) throws IOException {
        Path file = folder.resolve("model." + format.extension());
        format.write(model, file, Progress.NONE);
        return file;
    }

    /** The same clips whenever the count is the same. */
    static float[] clips(int count, int side) {
        return TestNetworks.clips(count, FRAMES, side);
    }

    /** Boxes of two clips, the last one partly outside the picture. */
    static float[] boxes() {
        return new float[] {0, 4, 8, 40, 60, 1, 0, 0, 63, 63, 1, 20.5f, 11.25f, 31, 40, 0, 50, 30, 80, 70};
    }

    /** Class probabilities, computed with batch normalisations as they are. */
    static float[] probabilities(VideoModel model, int count, int side) {
        return probabilities(model, null, count, side);
    }

    /** @param boxes null for a network that takes none */
    static float[] probabilities(VideoModel model, float[] boxes, int count, int side) {
        Network network = model.architecture().network();
        try (TorchNetwork torch = new TorchNetwork(network, model.preprocessing(), model.weights())) {
            float[] scores = torch.outputs(Set.of("head.fc"), clips(count, side), boxes, count, 3, FRAMES, side, side)
                .get("head.fc");
            return network.givesProbabilities() ? scores
                : network.labels() == Labels.ONE ? softmax(scores, CLASSES.size()) : sigmoid(scores);
        }
    }

    private static float[] sigmoid(float[] scores) {
        float[] shares = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            shares[i] = (float) (1 / (1 + Math.exp(-scores[i])));
        }
        return shares;
    }

    private static float[] softmax(float[] scores, int classes) {
        float[] shares = new float[scores.length];
        for (int row = 0; row < scores.length; row += classes) {
            double sum = 0;
            for (int i = row; i < row + classes; i++) {
                sum += Math.exp(scores[i]);
            }
            for (int i = row; i < row + classes; i++) {
                shares[i] = (float) (Math.exp(scores[i]) / sum);
            }
        }
        return shares;
    }
}
