package org.videoaction.model.training;

import java.nio.ByteBuffer;
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
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;

import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Trains a network from scratch on a clip table. The same plan and table give the same weights. */
public final class Trainer {

    private final ClipTable table;
    private final Architecture architecture;
    private final TrainingPlan plan;
    private final Consumer<Epoch> listener;
    private final List<Epoch> history = new ArrayList<>();

    /** @param listener hears of every finished epoch */
    public Trainer(ClipTable table, Architecture architecture, TrainingPlan plan, Consumer<Epoch> listener) {
        this.table = table;
        this.architecture = architecture;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Runs the plan.
     *
     * @throws TrainingException when the clips do not allow it or the loss is no longer a number
     * @throws CancellationException when {@code progress} says so
     */
    public VideoModel train(Progress progress) throws TrainingException {
        check();
        Network network = architecture.network();
        try (TorchNetwork torch = new TorchNetwork(network, Preprocessing.KINETICS,
                Weights.initial(network, plan.seed()));
            TorchLearning learning = torch.learning(plan.sgd())) {
            Run run = new Run(learning, progress);
            for (int epoch = 0; epoch < plan.epochs(); epoch++) {
                Epoch result = run.epoch(epoch);
                history.add(result);
                listener.accept(result);
            }
            ClipSpec spec = table.spec();
            return new VideoModel(architecture, Preprocessing.KINETICS,
                new VideoModel.Input(spec.frames(), spec.height(), spec.width(), spec.stride()), spec.classes(),
                torch.weights(), history);
        }
    }

    private void check() throws TrainingException {
        if (table.size() == 0) {
            throw new TrainingException("There is no clip to train on.");
        }
        if (table.spec().classes().size() < 2) {
            throw new TrainingException("Training needs clips of at least two classes; there "
                + (table.spec().classes().isEmpty() ? "is none" : "is only " + table.spec().classes().get(0)) + ".");
        }
        for (Clip clip : table.clips()) {
            if (clip.label() == Clip.NO_LABEL) {
                throw new TrainingException("The video " + clip.video() + " has no label to learn.");
            }
        }
    }

    /** The state of a training run. */
    private final class Run {

        private final TorchLearning learning;
        private final Progress progress;
        private final int batch = Math.min(plan.batch(), table.size());
        private final int steps = table.size() / batch;
        private final ClipSpec spec = table.spec();
        private final ByteBuffer clips = ByteBuffer.allocateDirect(Math.multiplyExact(batch, spec.clipBytes()));
        private final long[] shape = {batch, spec.channels(), spec.frames(), spec.height(), spec.width()};
        private final Pace pace = new Pace("clips", (long) plan.epochs() * steps * batch);

        Run(TorchLearning learning, Progress progress) {
            this.learning = learning;
            this.progress = progress;
        }

        Epoch epoch(int epoch) throws TrainingException {
            RandomGenerator random = new SplittableRandom(plan.seed() * 1_000_003 + epoch);
            int[] order = permutation(table.size(), random);
            long start = System.nanoTime();
            double loss = 0;
            double rate = 0;
            int correct = 0;
            for (int step = 0; step < steps; step++) {
                int[] labels = fill(order, step * batch);
                rate = plan.schedule().rate(epoch + (double) step / steps);
                TorchLearning.Step result = learning.step(clips, shape, labels, rate, random);
                loss += checked(result.loss(), epoch, rate) / steps;
                correct += correct(result.scores(), labels);
                report(epoch, step + 1, loss * steps / (step + 1));
            }
            return new Epoch(epoch + 1, rate, loss, (double) correct / (steps * batch),
                (System.nanoTime() - start) / 1e9, steps * batch);
        }

        private int[] fill(int[] order, int from) {
            int[] labels = new int[batch];
            for (int i = 0; i < batch; i++) {
                Clip clip = table.clip(order[from + i]);
                clips.put(i * spec.clipBytes(), clip.frames(), 0, spec.clipBytes());
                labels[i] = clip.label();
            }
            return labels;
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
            int best = 0;
            for (int c = 1; c < scores[i].length; c++) {
                best = scores[i][c] > scores[i][best] ? c : best;
            }
            correct += best == labels[i] ? 1 : 0;
        }
        return correct;
    }

    private static int[] permutation(int size, RandomGenerator random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
