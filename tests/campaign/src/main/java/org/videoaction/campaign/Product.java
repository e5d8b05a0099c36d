package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The product in processes of its own, started as {@code ./run} does. */
record Product(Path project, Material material) {

    private static final String WORKFLOWS = "org.videoaction.workflows.Main";
    private static final String COMMAND_LINE = "org.videoaction.commandline.VideoAction";
    private static final int MINUTES = 10;

    /** What a process said and how it ended. */
    record Ended(int code, String output) {

        boolean crashed() {
            return code != 0 && code != 1 && code != 2;
        }
    }

    /**
     * A process that can be started.
     *
     * @param temporary where its temporary files go
     * @param words the main class and its arguments
     */
    record Command(Path temporary, List<String> words) {

        /** One thread, so that the numbers are the same each time; compiled quickly, since it lives for seconds. */
        Process start(Path output) throws IOException {
            List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:+UseSerialGC", "-Xmx512m", "-XX:-CreateCoredumpOnCrash",
                "-Djava.io.tmpdir=" + temporary, "-cp",
                System.getProperty("java.class.path")));
            line.addAll(words);
            Files.createDirectories(temporary);
            ProcessBuilder process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            process.environment().put("OMP_NUM_THREADS", "1");
            process.environment().put("GOMP_SPINCOUNT", "1000");
            return process.start();
        }

        Ended run() throws IOException, InterruptedException {
            return run(MINUTES);
        }

        /** @param minutes after which it counts as hung and is killed */
        Ended run(int minutes) throws IOException, InterruptedException {
            Path output = Files.createTempFile("campaign", ".txt");
            try {
                Process process = start(output);
                if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                    process.destroyForcibly().waitFor();
                }
                return new Ended(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        }
    }

    /** {@code ./run WORKFLOW} with its options. */
    Command workflow(Path temporary, Path workflow, String... options) {
        List<String> words = new ArrayList<>(List.of(WORKFLOWS, project.toString(), workflow.toString()));
        words.addAll(List.of(options));
        return new Command(temporary, words);
    }

    /** {@code ./run score MODEL LIST --out DIR}. */
    Command scoring(Path temporary, Path model, Path list, Path out) {
        return new Command(temporary, List.of(COMMAND_LINE, "score", model.toString(), list.toString(),
            "--out", out.toString()));
    }

    /** A class of the campaign that calls the product's. */
    Command calling(Path temporary, Class<?> main, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(main.getName()));
        words.addAll(arguments);
        return new Command(temporary, words);
    }
}
