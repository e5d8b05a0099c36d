package org.videoaction.cluster;

import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.util.TaskCompletionListener;

/** Lets a task of every third stage fail after it has computed, the first time that it is tried. */
public final class FailOnce implements SparkPlugin {

    @Override
    public DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {

            @Override
            public void init(PluginContext context, Map<String, String> extra) {
                System.out.println("tasks will fail once");
            }

            @Override
            public void onTaskStart() {
                TaskContext task = TaskContext.get();
                if (task.stageId() % 3 == 0 && task.partitionId() == 0 && task.attemptNumber() == 0) {
                    task.addTaskCompletionListener((TaskCompletionListener) done -> {
                        throw new IllegalStateException("a task that fails once");
                    });
                }
            }
        };
    }
}
