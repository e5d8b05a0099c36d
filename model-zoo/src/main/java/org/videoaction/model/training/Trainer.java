package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;

import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Trains a network from scratch on clips. The same plan and clips give the same weights. */
public final class Trainer {

    private final ClipSource source;
    private final Architecture architecture;
    private final TrainingPlan plan;
    private final Consumer<Epoch> listener;
    private final List<Epoch> history = new ArrayList<>();

    /** @param listener hears of every finished epoch */
    public Trainer(ClipSource source, Architecture architecture, TrainingPlan plan, Consumer<Epoch> listener) {
        this.source = source;
        this.architecture = architecture;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Runs the plan.
     *
     * @throws TrainingException when the clips do not allow it or the loss is no longer a number
     * @throws IOException when a video of on-demand clips can no longer be read
     * @throws CancellationException when {@code progress} says so
     */
    public VideoModel train(Progress progress) throws TrainingException, IOException {
        check();
        Network network = architecture.network();
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS,
                Weights.initial(network, plan.seed()));
            TorchLearning learning = torch.learning(LearningRules.plain(plan.sgd()))) {
            Run run = new Run(learning, progress);
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                Epoch result = run.epoch(epoch);
                history.add(result);
                listener.accept(result);
            }
            ClipSpec spec = source.spec();
            return new VideoModel(architecture, Preprocessing.KINETICS,
                new VideoModel.Input(spec.frames(), spec.height(), spec.width(), spec.stride()), spec.classes(),
                torch.weights(), history);
        }
    }

    private void check() throws TrainingException {
        if (source.size() == 0) {
            throw new TrainingException("There is no clip to train on.");
        }
        if (source.spec().classes().size() < 2) {
            throw new TrainingException("Training needs clips of at least two classes; there "
                + (source.spec().classes().isEmpty() ? "is none" : "is only " + source.spec().classes().get(0)) + ".");
        }
        for (int clip = 0; clip < source.size(); clip++) {
            if (source.label(clip) == Clip.NO_LABEL) {
                throw new TrainingException("The video " + source.video(clip) + " has no label to learn.");
            }
        }
    }

    /** The state of a training run. */
    private final class Run {

        private final TorchLearning learning;
        private final Progress progress;
        private final int batch = Math.min(plan.batch(), source.size());
        private final int steps = source.size() / batch;
        private final ClipSpec spec = source.spec();
        private final long[] shape = {batch, spec.channels(), spec.frames(), spec.height(), spec.width()};
        private final Pace pace = new Pace("clips", (long) plan.epochs() * steps * batch);

        Run(TorchLearning learning, Progress progress) {
            this.learning = learning;
            this.progress = progress;
        }

        Epoch epoch(int epoch) throws TrainingException, IOException {
            long seed = plan.seed() * 1_000_003 + epoch;
            RandomGenerator random = new SplittableRandom(seed);
            long start = System.nanoTime();
            double loss = 0;
            double rate = 0;
            int correct = 0;
            try (ClipBatches batches = source.batches(Pass.shuffled(source.size(), batch, seed, random))) {
                for (int step = 0; step < steps; step++) {
                    int before = step;
                    double mean = loss * steps / Math.max(1, step);
                    ClipBatch clips = batches.next(() -> report(epoch, before, mean));
                    int[] labels = clips.labels();
                    rate = plan.schedule().rate(epoch, step, steps);
                    TorchLearning.Step result = learning.step(clips.frames(), shape, new Targets.Classes(labels), batch, rate, random);
                    loss += checked(result.loss(), epoch, rate) / steps;
                    correct += correct(result.scores(), labels);
                    report(epoch, step + 1, loss * steps / (step + 1));
                }
            }
            return new Epoch(epoch + 1, rate, loss, (double) correct / (steps * batch),
                (System.nanoTime() - start) / 1e9, steps * batch);
        }

        private void report(int epoch, int step, double loss) {
            long done = ((long) epoch * steps + step) * batch;
            progress.report(pace.fraction(done), String.format(Locale.ROOT, "epoch %d of %d, loss %.3f, %s", epoch + 1,
                plan.epochs(), loss, pace.message(done)));
        }
    }

    private static double checked(double loss, int epoch, double rate) throws TrainingException {
        if (!Double.isFinite(loss)) {
            throw new TrainingException(String.format(Locale.ROOT, "The loss is no longer a number in epoch %d. "
                + "Lower the learning rate, which was %.4g, or lengthen the warm-up.", epoch + 1, rate));
        }
        return loss;
    }

    private static int correct(float[][] scores, int[] labels) {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += Accuracy.best(scores[i]) == labels[i] ? 1 : 0;
        }
        return correct;
    }
}
