package org.videoaction.commandline;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import org.videoaction.data.list.Classes;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.RunningScores;
import org.videoaction.model.scoring.VideoScore;

/** Counts how right scores are and prints it, and at once each video that has none. */
final class PrintedAccuracy {

    private static final int TOP = 5;

    private final RunningScores scores;
    private final PrintWriter out;

    PrintedAccuracy(Classes classes, PrintWriter out) {
        this.scores = new RunningScores(classes);
        this.out = out;
    }

    void add(VideoScore score) {
        scores.add(score.labels(), score.probabilities());
        if (score.problem() != null) {
            out.println("left out: " + score.video() + ": " + score.problem());
        }
    }

    void print() {
        Coverage coverage = scores.coverage();
        if (coverage.measured() == 0) {
            out.println("No video has both a label and a score.");
            return;
        }
        OptionalDouble precision = scores.meanAveragePrecision();
        out.println(precision.isPresent()
            ? String.format(Locale.ROOT, "mAP    %.4f%s", precision.getAsDouble(), coverage.share())
            : "mAP    is not computed of so many videos, which it compares with each other; scores.arrow has all that it needs");
        scores.confusion().ifPresent(accuracy -> {
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
