package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.videoaction.data.list.Classes;
import org.videoaction.data.list.ListedVideo;
import org.videoaction.model.insight.Explanation;
import org.videoaction.model.insight.StrongestClips;
import org.videoaction.model.scoring.ScoringReport;
import org.videoaction.model.scoring.VideoScore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the most probable classes of videos. */
@Command(name = "predict", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class PredictCommand implements Callable<Integer> {

    private static final int TOP = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Computing computing;

    @Mixin
    private Weights weights;

    @Mixin
    private Viewing viewing;

    @Mixin
    private Explaining explaining;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "VIDEO")
    private List<Path> videos;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Explanation> explanation = explaining.wanted() ? Optional.of(explaining.explanation(videos.size()))
            : Optional.empty();
        TestedModel views = TestedModel.of(model, weights, viewing, computing.settings(), explanation, out);
        views.printRemark(out);
        List<ListedVideo> listed = videos.stream().map(video -> new ListedVideo(video, null)).toList();
        StrongestClips strongest = new StrongestClips(explanation.isPresent() ? listed.size() : 0, views.classes().names());
        ScoringReport report = views.score(listed, strongest::add, video -> {
            strongest.add(video);
            print(video, views.classes(), out);
        });
        if (explanation.isPresent()) {
            explaining.write(listed, views.explain(listed, strongest.chosen()));
        }
        out.println(report.summary());
        return report.broken() == 0 ? VideoAction.DONE : VideoAction.LEFT_OUT;
    }

    private static void print(VideoScore score, Classes classes, PrintWriter out) {
        out.println(score.video() + (score.problem() == null ? "" : ": " + score.problem()));
        for (int label : score.problem() == null ? score.top(TOP) : new int[0]) {
            out.printf(Locale.ROOT, "  %.4f  %s%n", score.probabilities()[label], classes.name(label));
        }
    }
}
