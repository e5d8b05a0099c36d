package org.videoaction.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Trains a network on a cluster; what is not about the cluster is for the job, which knows its options. */
@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = VideoAction.Version.class)
final class TrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OnSpark spark;

    @Unmatched
    private List<String> ofJob = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!spark.isChosen()) {
            throw new ParameterException(spec.commandLine(),
                "Say which cluster is to train with --spark MASTER; on one machine, the learners in KNIME train");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> arguments = new ArrayList<>(List.of("train"));
        arguments.addAll(ofJob);
        spark.run(arguments, new TextProgress(out), out);
        return VideoAction.DONE;
    }
}
