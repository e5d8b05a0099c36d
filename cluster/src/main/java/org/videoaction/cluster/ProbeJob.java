package org.videoaction.cluster;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks into the videos of a list, as the Video Reader does. */
@Command(name = "probe", description = "Looks into the videos of a list: Parquet files, a row a video.", mixinStandardHelpOptions = true)
final class ProbeJob implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Waves waves;

    @Option(names = "--thorough", description = "decodes every video as a whole, so that its frames are counted and damage is found")
    private boolean thorough;

    @Override
    public Integer call() throws IOException {
        waves.check();
        try (SparkSession spark = Session.open("videoaction probe", Optional.empty())) {
            waves.run(spark, null, new Waves.Work(Map.of("job", "probe", "thorough", String.valueOf(thorough)),
                new ProbeTask(thorough), thorough ? Effort.Decoding.ALL : Effort::bytes, ProbeTask.SCHEMA),
                spec.commandLine().getOut());
        }
        return 0;
    }
}
