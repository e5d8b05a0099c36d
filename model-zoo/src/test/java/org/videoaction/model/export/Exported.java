package org.videoaction.model.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.videoaction.data.Progress;
import org.videoaction.model.TestNetworks;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchNetwork;

/** Models to write, and what they give for clips of noise. */
final class Exported {

    static final int FRAMES = 16;
    static final int SIDE = 64;
    static final List<String> CLASSES = List.of("walk", "run", "jump \"high\"", "öffnen", "sit");

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

    /** Class probabilities, computed with batch normalisations as they are. */
    static float[] probabilities(VideoModel model, int count, int side) {
        Network network = model.architecture().network();
        try (TorchNetwork torch = new TorchNetwork(network, model.preprocessing(), model.weights())) {
            float[] scores = torch.outputs(Set.of("head.fc"), clips(count, side), count, 3, FRAMES, side, side).get("head.fc");
            return network.givesProbabilities() ? scores : softmax(scores, CLASSES.size());
        }
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
