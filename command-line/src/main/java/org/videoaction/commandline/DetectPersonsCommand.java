package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.model.detection.DetectorFile;
import org.videoaction.model.detection.DetectorSettings;
import org.videoaction.model.detection.KeyFrameInterval;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.detection.PersonBox;
import org.videoaction.model.detection.PersonFinder;
import org.videoaction.model.detection.VideoPersons;
import org.videoaction.model.tracking.TrackingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the persons in videos, a line a box. */
@Command(name = "detect-persons", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class DetectPersonsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--detector", paramLabel = "DETECTOR", defaultValue = "yolox-s")
    private String detector;

    @Option(names = "--class", paramLabel = "CLASS", defaultValue = "person")
    private String kept;

    @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "1")
    private double every;

    @Option(names = "--between", paramLabel = "FRAMES", defaultValue = "4")
    private int between;

    @Option(names = "--least-score", paramLabel = "SCORE", defaultValue = "0.5")
    private double leastScore;

    @Parameters(arity = "1..*", paramLabel = "VIDEO")
    private List<Path> videos;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter said = spec.commandLine().getErr();
        KeyFrameInterval interval = new KeyFrameInterval(every, true, between);
        TrackingSettings tracking = new TrackingSettings(leastScore,
            Math.min(leastScore, TrackingSettings.DEFAULT.weak()), TrackingSettings.DEFAULT.patience());
        DetectorSettings usual = DetectorSettings.PERSONS;
        boolean whole = true;
        try (ObjectDetector opened = DetectorFile.open(DetectorsCommand.file(detector, said),
            new DetectorSettings(usual.form(), usual.fit(),
                usual.pixels(), usual.size(), kept, tracking.weak(), usual.overlap()))) {
            DetectorsCommand.print(opened, said);
            PersonFinder finder = new PersonFinder(opened, interval, tracking, true, VideoLimits.DEFAULT,
                Runtime.getRuntime().availableProcessors());
            out.println("video,seconds,x1,y1,x2,y2,score,person");
            for (Path video : videos) {
                VideoPersons persons = finder.find(video, new TextProgress(said));
                persons.boxes().forEach(box -> print(video, box, out));
                if (persons.problem() != null) {
                    said.println(video + ": " + persons.problem());
                    whole = false;
                }
            }
            out.flush();
        }
        return whole ? VideoAction.DONE : VideoAction.LEFT_OUT;
    }

    /** In the order of AVA's lists of boxes. */
    private static void print(Path video, PersonBox box, PrintWriter out) {
        String path = video.toString();
        out.printf(Locale.ROOT, "%s,%.3f,%.4f,%.4f,%.4f,%.4f,%.3f,%d%n",
            path.matches("(?s).*[,\"\r\n].*") ? '"' + path.replace("\"", "\"\"") + '"' : path, box.seconds(),
            box.box().x1(), box.box().y1(), box.box().x2(), box.box().y2(), box.score(), box.person());
    }
}
