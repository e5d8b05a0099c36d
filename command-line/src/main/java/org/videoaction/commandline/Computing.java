package org.videoaction.commandline;

import java.util.List;
import java.util.Optional;
import org.videoaction.model.scoring.ScoringSettings;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.ScoringDevice;
import picocli.CommandLine.Option;

/** The options that say where a network computes, and in which numbers. */
final class Computing {

    @Option(names = "--device", paramLabel = "D", defaultValue = "auto")
    private String device;

    @Option(names = "--precision", paramLabel = "P")
    private Precision precision;

    /** @throws IllegalArgumentException when there is no device of that name */
    ScoringSettings settings() {
        return ScoringSettings.AUTOMATIC.on(ScoringDevice.named(device, Optional.ofNullable(precision)));
    }

    /** The same for another program of ours. */
    List<String> arguments() {
        return precision == null ? List.of("--device", device)
            : List.of("--device", device, "--precision", precision.name());
    }
}
