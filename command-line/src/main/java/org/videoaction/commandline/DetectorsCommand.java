package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.videoaction.data.FilePath;
import org.videoaction.model.detection.DetectorFile;
import org.videoaction.model.detection.DetectorSettings;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.published.PublishedDetector;
import org.videoaction.model.published.WeightsCache;
import org.videoaction.model.published.WeightsSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the published detectors that detect-persons takes by name, and those that are not offered; or shows what one is. */
@Command(name = "detectors", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class DetectorsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DETECTOR")
    private String detector;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (detector == null) {
            list(out);
        } else {
            try (ObjectDetector opened = DetectorFile.open(file(detector, spec.commandLine().getErr()),
                DetectorSettings.PERSONS)) {
                print(opened, out);
            }
        }
        out.flush();
        return VideoAction.DONE;
    }

    private static void list(PrintWriter out) {
        for (PublishedDetector detector : PublishedDetector.all()) {
            out.println(detector.id() + "  " + detector.summary());
            out.println("    " + (detector.isOffered() ? detector.address() : "not offered: " + detector.problem()));
        }
    }

    /** Prints the form that a detector was recognized by, and what it takes. */
    static void print(ObjectDetector detector, PrintWriter out) {
        detector.card().forEach((name, value) -> out.println(name + ": " + value));
    }

    /** The file of a detector, downloaded where it is a name and its file is not here. */
    static Path file(String detector, PrintWriter said) throws IOException {
        return PublishedDetector.isName(detector) ? new WeightsCache(WeightsSource.ofEnvironment())
            .file(PublishedDetector.named(detector), new TextProgress(said)) : FilePath.of(detector);
    }
}
