package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.Shards;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the scores of a list of those of its shards. */
@Command(name = "merge", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class MergeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path folder;

    @Parameters(index = "0..*", arity = "1..*", paramLabel = "SHARDS")
    private List<Path> places;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Shards shards = Shards.open(places)) {
            PrintedAccuracy accuracy = new PrintedAccuracy(shards.classes(), out);
            new ScoreFiles(folder, shards.classes()).write(files -> shards.into(score -> {
                files.take(score);
                accuracy.add(score);
            }));
            accuracy.print();
            out.println(shards.videos() + " videos. Scores: " + folder.toAbsolutePath().normalize());
        }
        return VideoAction.DONE;
    }
}
