package org.videoaction.commandline;

import java.io.PrintWriter;
import org.videoaction.model.published.PublishedDetector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the published detectors that detect-persons takes by name, and those that are not offered. */
@Command(name = "detectors", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class DetectorsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (PublishedDetector detector : PublishedDetector.all()) {
            out.println(detector.id() + "  " + detector.summary());
            out.println("    " + (detector.isOffered() ? detector.address() : "not offered: " + detector.problem()));
        }
        out.flush();
    }
}
