package org.videoaction.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/** Says at the end of each task how many shuffles lie on the executor's disk. */
public final class KeptShuffles implements SparkPlugin {

    private static final Pattern NUMBER = Pattern.compile("shuffle_\\d+");

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {

            private Path disk;

            @Override
            public void init(PluginContext context, Map<String, String> extra) {
                disk = Path.of(context.conf().get("spark.local.dir"));
            }

            @Override
            public void onTaskStart() {
                TaskContext.get().addTaskCompletionListener(done -> {
                    System.out.println("shuffles kept: " + kept());
                });
            }

            private long kept() {
                try (Stream<Path> files = Files.walk(disk)) {
                    return files.flatMap(file -> NUMBER.matcher(file.getFileName().toString()).results())
                        .map(MatchResult::group).distinct().count();
                } catch (IOException e) {
                    return -1;
                }
            }
        };
    }
}
