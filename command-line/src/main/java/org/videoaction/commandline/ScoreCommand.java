package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.AveragePrecision;
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

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path folder;

    @Parameters(index = "0", paramLabel = "MODEL")
    private Path model;

    @Parameters(index = "1", paramLabel = "LIST")
    private Path list;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ThirtyViews views = ThirtyViews.of(model, computing.settings().keptIn(folder), out);
        DatasetList listed = DatasetList.read(ListFormat.VIDEOS, list, null, ClassFile.of(new Classes(views.classes())),
            LabelReading.AUTOMATIC);
        listed.remarks().forEach(out::println);
        Scores scores = views.score(listed.videos());
        new ScoreFiles(scores.videos(), views.classes()).write(folder);
        scores.broken().forEach(video -> out.println("left out: " + video.video() + ": " + video.problem()));
        printAccuracy(scores.videos().stream().filter(video -> video.problem() == null && !video.labels().isEmpty())
            .toList(), views.classes(), out);
        out.println(scores.summary());
        out.println("Scores: " + folder.toAbsolutePath().normalize());
        return VideoAction.DONE;
    }

    private static void printAccuracy(List<VideoScore> scores, List<String> classes, PrintWriter out) {
        if (scores.isEmpty()) {
            out.println("No video has both a label and a score.");
            return;
        }
        boolean[][] shown = new boolean[scores.size()][classes.size()];
        double[][] probabilities = new double[scores.size()][classes.size()];
        int[] truth = new int[scores.size()];
        for (int i = 0; i < truth.length; i++) {
            for (String label : scores.get(i).labels()) {
                shown[i][classes.indexOf(label)] = true;
            }
            truth[i] = classes.indexOf(scores.get(i).label());
            for (int c = 0; c < probabilities[i].length; c++) {
                probabilities[i][c] = scores.get(i).probabilities()[c];
            }
        }
        out.printf(Locale.ROOT, "mAP    %.4f%n", AveragePrecision.of(probabilities, shown).mean());
        if (scores.stream().allMatch(score -> score.labels().size() == 1)) {
            Accuracy accuracy = Accuracy.of(classes, truth,
                scores.stream().map(score -> score.top(classes.size())).toList());
            out.printf(Locale.ROOT, "top-1  %.4f%ntop-5  %.4f%n", accuracy.top(1), accuracy.top(TOP));
            out.printf(Locale.ROOT, "mean class accuracy  %.4f, without %d classes that have no videos%n",
                accuracy.meanClass(), accuracy.absent().size());
        }
    }
}
