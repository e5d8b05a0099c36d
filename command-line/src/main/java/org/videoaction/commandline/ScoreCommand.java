package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.videoaction.data.list.ClassFile;
import org.videoaction.data.list.DatasetList;
import org.videoaction.data.list.LabelReading;
import org.videoaction.data.list.ListFormat;
import org.videoaction.data.list.Part;
import org.videoaction.model.scoring.ScoreFiles;
import org.videoaction.model.scoring.ScoringReport;
import org.videoaction.model.scoring.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a model on a list of videos and writes their scores. */
@Command(name = "score", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Computing computing;

    @Mixin
    private Weights weights;

    @Mixin
    private OnSpark spark;

    @Mixin
    private Viewing viewing;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path folder;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "VIDEOS")
    private ListFormat format;

    @Option(names = "--videos", paramLabel = "DIR")
    private Path videos;

    @Option(names = "--part", paramLabel = "PART", defaultValue = "ALL")
    private Part partOfDataset;

    @Option(names = "--shard", paramLabel = "I/N")
    private String shard;

    @Parameters(index = "0", paramLabel = "MODEL")
    private String model;

    @Parameters(index = "1", paramLabel = "LIST")
    private Path list;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Shard> part = Optional.ofNullable(shard).map(Shard::parse);
        Path kept = part.map(one -> folder.resolve(one.name())).orElse(folder);
        TestedModel views = TestedModel.of(model, weights, viewing, computing.settings().keptIn(kept), Optional.empty(),
            out);
        if (spark.isChosen()) {
            return submit(views, out);
        }
        views.printRemark(out);
        DatasetList listed = DatasetList.read(format, list, videos, ClassFile.of(views.classes()),
            LabelReading.AUTOMATIC, null, partOfDataset);
        listed.remarks().forEach(out::println);
        PrintedAccuracy accuracy = new PrintedAccuracy(views.classes(), out);
        if (part.isPresent()) {
            out.println(views.score(listed.videos(), part.get(), folder, accuracy::add).summary());
            out.println("Shard " + part.get().number() + " of " + part.get().of() + ": "
                + folder.toAbsolutePath().normalize() + "; the command merge makes the scores of all of them.");
            return VideoAction.DONE;
        }
        AtomicReference<ScoringReport> report = new AtomicReference<>();
        new ScoreFiles(folder, views.classes()).write(files -> report.set(views.score(listed.videos(), clip -> {}, score -> {
            files.take(score);
            accuracy.add(score);
        })));
        accuracy.print();
        out.println(report.get().summary());
        out.println("Scores: " + folder.toAbsolutePath().normalize());
        return VideoAction.DONE;
    }

    /** The cluster computes and the folder is the job's, which goes on by itself where it was. */
    private int submit(TestedModel views, PrintWriter out) throws IOException {
        if (shard != null) {
            throw new ParameterException(spec.commandLine(),
                "--shard divides a list among processes that know nothing of each other; --spark does that by itself. Leave "
                    + "one of them out.");
        }
        OnSpark.checkPath(list);
        OnSpark.checkPath(folder);
        Files.createDirectories(folder);
        Path saved = folder.toAbsolutePath().resolve("model.zip");
        views.save(saved);
        List<String> arguments = new ArrayList<>(List.of("score", "--model", saved.toString(), "--list", list.toString(),
            "--format", format.name(), "--part", partOfDataset.name(), "--out", folder.toAbsolutePath().toString(),
            "--collect",
            folder.toAbsolutePath().toString()));
        if (videos != null) {
            arguments.addAll(List.of("--videos", videos.toAbsolutePath().toString()));
        }
        arguments.addAll(viewing.arguments());
        arguments.addAll(computing.arguments());
        spark.run(arguments, new TextProgress(out), out);
        return VideoAction.DONE;
    }
}
