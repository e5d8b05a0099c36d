package org.videoaction.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.data.video.VideoProbe;
import org.videoaction.data.video.VideoReport;
import org.videoaction.standin.NodeRun;
import org.videoaction.standin.NodeState;
import org.videoaction.standin.RunResult;
import org.videoaction.standin.WorkflowException;
import org.videoaction.standin.WorkflowListener;
import org.videoaction.standin.WorkflowRunner;

/** A node that is cancelled while it works, as KNIME does it: it is told so and its thread is interrupted. */
enum CancelledNode {

    SAMPLING(Material.SAMPLER),
    TRAINING(Material.LEARNER),
    SCORING(Material.PREDICTOR),
    ANNOTATING(Material.ANNOTATOR);

    static final String TOOK = "took ";
    static final String BROKEN = "broken ";

    private static final long LONGEST_MILLISECONDS = 2000;
    /** So many runs may end before their cancel without that the campaign gives up. */
    private static final int RUNS_FOR_A_CANCEL = 5;
    private static final int WARM_UPS = 2;

    private final String node;

    CancelledNode(String node) {
        this.node = node;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Arguments: the node, the folder of the material, a folder to work in, how many cancels, the seed. */
    public static void main(String[] arguments) throws Exception {
        valueOf(arguments[0]).cancel(new Material(Path.of(arguments[1])), Path.of(arguments[2]),
            Integer.parseInt(arguments[3]), new SplittableRandom(Long.parseLong(arguments[4])));
        System.exit(0);
    }

    /** Once the node begins to work, a cancel some time later. */
    private final class Cancel implements WorkflowListener {

        private final WorkflowRunner runner;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile long cancelled;

        Cancel(WorkflowRunner runner) {
            this.runner = runner;
        }

        @Override
        public void stateChanged(NodeRun run) {
            if (run.name().equals(node) && (run.comment().isEmpty() || run.comment().equals(node))) {
                if (run.state() == NodeState.EXECUTING) {
                    begun.countDown();
                } else if (begun.getCount() == 0) {
                    ended.countDown();
                }
            }
        }

        void after(long nanos) {
            try {
                begun.await();
                if (!ended.await(nanos, TimeUnit.NANOSECONDS)) {
                    cancelled = System.nanoTime();
                    runner.cancel();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void cancel(Material material, Path work, int cancels, SplittableRandom random) throws Exception {
        long duration = 0;
        for (int i = 0; i < WARM_UPS; i++) {
            duration = undisturbed(material, work.resolve("warm-up-" + i));
        }
        Traces before = Traces.of(work, material.folder());
        int done = 0;
        Path folder = work.resolve("run-0");
        for (int run = 1; done < cancels && run <= RUNS_FOR_A_CANCEL * cancels; run++) {
            try (WorkflowRunner runner = runner(material, folder)) {
                Cancel cancel = new Cancel(runner);
                long moment = random.nextLong(Math.max(1, duration));
                Thread canceller = new Thread(() -> cancel.after(moment), "canceller");
                canceller.start();
                RunResult result = runner.run(cancel);
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - cancel.cancelled);
                canceller.interrupt();
                canceller.join();
                if (result.nodes().stream().anyMatch(one -> one.state() == NodeState.FAILED)) {
                    broken(run, "the node failed instead: " + result.error().orElse(""));
                }
                if (cancel.cancelled != 0 && result.nodes().stream().anyMatch(one -> one.state() == NodeState.CANCELED)) {
                    done++;
                    System.out.println(TOOK + took);
                    if (took > LONGEST_MILLISECONDS) {
                        broken(run, "it took " + took + " ms to end");
                    }
                    checkFiles(run, work);
                } else {
                    folder = work.resolve("run-" + run);
                }
            }
            Optional<String> left = before.left(work, material.folder());
            if (left.isPresent()) {
                broken(run, left.get());
            }
        }
        undisturbed(material, folder);
    }

    private static void broken(int run, String problem) {
        System.out.println(BROKEN + "run " + run + ": " + problem.replace('\n', ' '));
    }

    /** What lies about while the cancelled workflow is still open. */
    private static void checkFiles(int run, Path work) throws IOException {
        for (Path file : Contents.files(work)) {
            String name = file.getFileName().toString();
            try {
                if (name.endsWith(".unfinished")) {
                    broken(run, file + " is left");
                } else if (name.endsWith(".arrow")) {
                    ClipSource.open(file).close();
                } else if (name.endsWith(".mp4")
                    && new VideoProbe(VideoLimits.DEFAULT).scan(file).status() != VideoReport.Status.OK) {
                    broken(run, file + " is half");
                }
            } catch (IOException e) {
                broken(run, file + " is half: " + e.getMessage());
            }
        }
    }

    /** @return how long the node worked, in nanoseconds */
    private long undisturbed(Material material, Path folder) throws WorkflowException, IOException {
        try (WorkflowRunner runner = runner(material, folder)) {
            RunResult result = runner.run(WorkflowListener.NONE);
            if (!result.succeeded()) {
                System.out.println(BROKEN + "undisturbed work failed: " + result.error().orElse(""));
            }
            return result.nodes().stream().filter(run -> run.name().equals(node)).mapToLong(run -> run.duration().toNanos())
                .max().orElseThrow();
        }
    }

    private WorkflowRunner runner(Material material, Path folder) throws WorkflowException, IOException {
        if (this == TRAINING) {
            return WorkflowRunner.load(material.trainingWorkflow())
                .set(Material.LEARNER, "training/checkpoints/folder", folder.resolve("checkpoints").toString());
        }
        return WorkflowRunner.load(material.annotatingWorkflow())
            .set(Material.PREDICTOR, "output_folder", folder.resolve("scores").toString())
            .set(Material.ANNOTATOR, "target/folder", Files.createDirectories(folder.resolve("annotated")).toString());
    }
}
