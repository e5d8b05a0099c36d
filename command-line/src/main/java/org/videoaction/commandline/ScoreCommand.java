package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.LabelledScores;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.Scores;
import org.videoaction.model.scoring.VideoScore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a model on a list of videos and writes their scores. */
@Command(name = "score", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class ScoreCommand implements Callable<Integer> {

    private static final int TOP = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Computing computing;

    @Mixin
    private Weights weights;

    @Mixin
    private Viewing viewing;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path folder;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR")
    private Path videos;

    @Option(names = "--part", paramLabel = "PART", defaultValue = "ALL")
    private Part part;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model;

    @Parameters(index = "1", paramLabel = "LIST")
    private Path list;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TestedModel views = TestedModel.of(model, weights, viewing, computing.settings().keptIn(folder), out);
        DatasetList listed = DatasetList.read(format, list, videos, ClassFile.of(views.classes()),
            LabelReading.AUTOMATIC, null, part);
        listed.remarks().forEach(out::println);
        Scores scores = views.score(listed.videos());
        new ScoreFiles(scores.videos(), views.classes()).write(folder);
        scores.broken().forEach(video -> out.println("left out: " + video.video() + ": " + video.problem()));
        printAccuracy(scores, views.classes(), out);
        out.println(scores.report().summary());
        out.println("Scores: " + folder.toAbsolutePath().normalize());
        return VideoAction.DONE;
    }

    private static void printAccuracy(Scores all, Classes classes, PrintWriter out) {
        List<VideoScore> scores = all.videos().stream()
            .filter(video -> video.problem() == null && !video.labels().isEmpty()).toList();
        int unscored = all.broken().size();
        Coverage coverage = new Coverage(scores.size(), unscored, all.videos().size() - unscored - scores.size());
        if (scores.isEmpty()) {
            out.println("No video has both a label and a score.");
            return;
        }
        LabelledScores labelled = new LabelledScores(classes, scores.stream().anyMatch(score -> score.labels().size() > 1),
            scores.stream().map(score -> Set.copyOf(classes.indices(score.labels()))).toList(),
            scores.stream().map(VideoScore::values).toList(), coverage);
        out.printf(Locale.ROOT, "mAP    %.4f%s%n", labelled.averagePrecision().mean(), coverage.share());
        labelled.accuracy().ifPresent(accuracy -> {
            out.printf(Locale.ROOT, "top-1  %.4f%s%ntop-5  %.4f%s%n", accuracy.top(1), coverage.share(),
                accuracy.top(TOP), coverage.share());
            out.printf(Locale.ROOT, "mean class accuracy  %.4f%s, without %d classes that have no videos%n",
                accuracy.meanClass(), coverage.share(), accuracy.absent().size());
        });
        if (!coverage.isWhole()) {
            out.println("of the others " + coverage.others("\"left out\" above and the problems in scores.csv"));
        }
    }
}
