package org.videoaction.model.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.saved.ModelFile;
import org.videoaction.model.torch.Sgd;

/** Training in a process of its own, which can be killed. */
final class TrainingProcess {

    static final int STEPS_OF_EPOCH = 5;
    static final int EPOCHS = 2;

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 2);
    static final int BATCH = 4;

    private TrainingProcess() {
    }

    /** The training that both processes do. */
    static Trainer trainer(ClipSource clips) {
        TrainingPlan plan = new TrainingPlan(EPOCHS, BATCH,
            new PySlowFastSchedule(0.05, 0.005, 1, new CosineDecay(EPOCHS)), Sgd.PYSLOWFAST, 11);
        return new Trainer(new TrainingClips(clips, Optional.of(clips)), TINY, plan);
    }

    /** The number of clips of an epoch; two are left over. */
    static int clips() {
        return STEPS_OF_EPOCH * BATCH + 2;
    }

    /** Arguments: the clip table, the checkpoint folder, the file for the model. Prints a line a step. */
    public static void main(String[] arguments) throws IOException, TrainingException {
        try (ClipSource clips = ClipSource.open(Path.of(arguments[0]))) {
            double[] done = {0};
            TrainingResult result = trainer(clips).keeping(new CheckpointFolder(Path.of(arguments[1]), 2))
                .train((fraction, message) -> {
                    if (fraction > done[0]) {
                        done[0] = fraction;
                        System.out.println("step " + message);
                    }
                });
            ModelFile.save(result.model(), Path.of(arguments[2]));
        }
    }

    /**
     * Runs it.
     *
     * @param killAfter how many lines of steps it may print before it is killed
     * @return the steps that it printed
     */
    static List<String> run(Path clips, Path checkpoints, Path model, int killAfter)
        throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
            TrainingProcess.class.getName(), clips.toString(), checkpoints.toString(), model.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> steps = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && steps.size() < killAfter) {
                if (line.startsWith("step ")) {
                    steps.add(line);
                }
                line = steps.size() < killAfter ? lines.readLine() : null;
            }
        } finally {
            if (steps.size() >= killAfter) {
                process.destroyForcibly();
            }
            process.waitFor();
        }
        return steps;
    }
}
