package org.videoaction.workflows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowRunner;

/**
 * Executes a saved workflow and keeps its results in a folder.
 *
 * @param workflow null where none is named
 * @param out null where none is named, for one of the workflow's name
 */
record RunCommand(Path workflow, List<Setting> settings, Map<String, String> variables, Path out) {

    private static final long LONGEST_WAIT_SECONDS = 10;

    /** A setting to change: {@code node/key=value}. */
    record Setting(String node, String key, String value) {

        static Setting parse(String text) {
            int equals = text.indexOf('=');
            int slash = text.indexOf('/');
            if (slash < 1 || equals < slash + 2) {
                throw new IllegalArgumentException("\"" + text + "\" is not of the form NODE/key=value");
            }
            return new Setting(text.substring(0, slash), text.substring(slash + 1, equals), text.substring(equals + 1));
        }
    }

    static RunCommand parse(List<String> arguments) {
        Path workflow = null;
        Path out = null;
        List<Setting> settings = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (List.of("--set", "--variable", "--out").contains(argument)) {
                if (i + 1 == arguments.size()) {
                    throw new IllegalArgumentException(argument + " needs a value; see ./run --help");
                }
                String value = arguments.get(++i);
                if (argument.equals("--set")) {
                    settings.add(Setting.parse(value));
                } else if (argument.equals("--variable")) {
                    addVariable(value, variables);
                } else {
                    out = Path.of(value);
                }
            } else if (argument.startsWith("-") || workflow != null) {
                throw new IllegalArgumentException("\"" + argument + "\" is not understood; see ./run --help");
            } else {
                workflow = Path.of(argument);
            }
        }
        return new RunCommand(workflow, settings, variables, out);
    }

    /** The same for another workflow, with its results in {@code otherwise} where no folder is named. */
    RunCommand of(Path other, Path otherwise) {
        return new RunCommand(other, settings, variables, out == null ? otherwise : out);
    }

    private static void addVariable(String text, Map<String, String> variables) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form NAME=value");
        }
        variables.put(text.substring(0, equals), text.substring(equals + 1));
    }

    int run() throws WorkflowException, IOException {
        Path folder = out == null ? Path.of("out").resolve(workflow.toAbsolutePath().normalize().getFileName()) : out;
        Files.createDirectories(folder);
        try (WorkflowRunner runner = WorkflowRunner.load(workflow)) {
            for (Setting setting : settings) {
                runner.set(setting.node(), setting.key(), setting.value());
            }
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                runner.setVariable(variable.getKey(), variable.getValue());
            }
            RunResult result = stoppable(runner);
            new Results(result, folder).write();
            for (NodeRun node : result.nodes()) {
                node.error().ifPresent(error -> System.err.println("run: " + Console.name(node) + ": " + error));
            }
            System.out.println("Results: " + folder.toAbsolutePath().normalize());
            return result.succeeded() ? 0 : 1;
        }
    }

    /** When the process is told to end, its end waits for that of the work: natives that are taken down meanwhile crash. */
    private static RunResult stoppable(WorkflowRunner runner) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> {
            runner.cancel();
            try {
                ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            RunResult result = runner.run(new Console(System.out));
            if (!result.canceled()) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
            return result;
        } finally {
            ended.countDown();
        }
    }
}
