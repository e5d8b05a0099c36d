package org.videoaction.commandline;

import java.util.Optional;
import org.videoaction.data.list.Classes;
import org.videoaction.model.exchange.CodeBase;
import org.videoaction.model.exchange.ForeignClips;
import org.videoaction.model.exchange.ForeignClips.Scores;
import org.videoaction.model.exchange.ImportRequest;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.Preprocessing;
import picocli.CommandLine.Option;

/** The options that say what the file of a model does not: mostly of ONNX and TorchScript files of other programs. */
final class ForeignOptions {

    @Option(names = "--layout", paramLabel = "L")
    private String layout;

    @Option(names = "--frames", paramLabel = "T", defaultValue = "0")
    private int frames;

    @Option(names = "--stride", paramLabel = "N", defaultValue = "0")
    private int stride;

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = "0")
    private int side;

    @Option(names = "--normalization", paramLabel = "M")
    private String normalization;

    @Option(names = "--scores", paramLabel = "S")
    private String scores;

    /** @throws IllegalArgumentException when something is none of the choices */
    ImportRequest request(Classes names) {
        return new ImportRequest(Optional.empty(), 0, names, Optional.ofNullable(normalization).map(ForeignOptions::means),
            side,
            0, new ForeignClips(Optional.ofNullable(layout).map(ForeignOptions::sides), frames, stride,
                Optional.ofNullable(scores).map(ForeignOptions::given)));
    }

    private static ClipLayout sides(String name) {
        return switch (name) {
            case "ncthw" -> ClipLayout.CHANNELS_FIRST;
            case "ntchw" -> ClipLayout.FRAMES_FIRST;
            case "nthwc" -> ClipLayout.CHANNELS_LAST;
            default -> throw unknown("layout", name, "ncthw, ntchw or nthwc");
        };
    }

    private static Preprocessing means(String name) {
        return switch (name) {
            case "kinetics" -> Preprocessing.KINETICS;
            case "imagenet" -> CodeBase.Means.IMAGENET;
            case "vmz" -> CodeBase.Means.VMZ;
            case "0..1" -> CodeBase.Means.ZERO_TO_ONE;
            case "-1..1" -> CodeBase.Means.MINUS_ONE_TO_ONE;
            case "0..255" -> CodeBase.Means.NONE;
            default -> throw unknown("normalization", name, "kinetics, imagenet, vmz, 0..1, -1..1 or 0..255");
        };
    }

    private static Scores given(String name) {
        return switch (name) {
            case "probabilities" -> Scores.PROBABILITIES;
            case "softmax" -> Scores.FOR_SOFTMAX;
            case "sigmoid" -> Scores.FOR_SIGMOID;
            default -> throw unknown("kind of scores", name, "probabilities, softmax or sigmoid");
        };
    }

    private static IllegalArgumentException unknown(String what, String name, String choices) {
        return new IllegalArgumentException("There is no " + what + " \"" + name + "\"; choose " + choices + ".");
    }
}
