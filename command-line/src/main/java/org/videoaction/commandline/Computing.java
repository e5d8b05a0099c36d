package org.videoaction.commandline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.ScoringDevice.Engine;
import picocli.CommandLine.Option;

/** The options that say where a network computes, and in which numbers. */
final class Computing {

    @Option(names = "--device", paramLabel = "D", defaultValue = "auto")
    private String device;

    @Option(names = "--precision", paramLabel = "P")
    private Precision precision;

    @Option(names = "--engine", paramLabel = "E", defaultValue = "automatic")
    private String engine;

    /** @throws IllegalArgumentException when there is no device or engine of that name */
    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.on(ScoringDevice.named(device, Optional.ofNullable(precision)).by(engine()));
    }

    private Engine engine() {
        return switch (engine.toLowerCase(Locale.ROOT)) {
            case "automatic" -> Engine.AUTOMATIC;
            case "libtorch" -> Engine.LIBTORCH;
            case "onnxruntime" -> Engine.ONNX_RUNTIME;
            default -> throw new IllegalArgumentException("There is no engine \"" + engine
                + "\"; choose automatic, libtorch or onnxruntime.");
        };
    }

    /**
     * The same for a job on a cluster.
     *
     * @throws IllegalArgumentException when an engine is chosen
     */
    List<String> arguments() {
        if (engine() != Engine.AUTOMATIC) {
            throw new IllegalArgumentException("On a cluster the engine is automatic. Leave --engine out.");
        }
        return precision == null ? List.of("--device", device)
            : List.of("--device", device, "--precision", precision.name());
    }
}
