package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipBatch;
import org.videoaction.data.clip.ClipBatches;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.Targets;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Training under way. */
final class TrainingRun {

    private static final long PRIME = 1_000_003;

    private final TrainingClips clips;
    private final ClipSpec spec;
    private final Architecture architecture;
    private final TrainingPlan plan;
    private final Preprocessing preprocessing;
    private final TorchNetwork torch;
    private final TorchLearning learning;
    private final Checkpoints checkpoints;
    private final Progress progress;
    private final Optional<Evaluation> evaluation;
    private final EarlyStop earlyStop;
    private final DivergenceGuard guard;
    private final int batch;
    private final int steps;
    private final long[] shape;
    private final List<Epoch> history = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<Weights> lastGood = Optional.empty();
    private Optional<Weights> best = Optional.empty();
    private Pace pace;
    private long clipsBefore;

    TrainingRun(TrainingClips clips, Architecture architecture, TrainingPlan plan, Preprocessing preprocessing,
        TorchNetwork torch, TorchLearning learning, Checkpoints checkpoints, Progress progress) {
        this.clips = clips;
        this.spec = clips.training().spec();
        this.architecture = architecture;
        this.plan = plan;
        this.preprocessing = preprocessing;
        this.torch = torch;
        this.learning = learning;
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.batch = Math.min(plan.batch(), clips.training().size());
        this.steps = clips.training().size() / batch;
        this.shape = new long[] {batch, spec.channels(), spec.frames(), spec.height(), spec.width()};
        this.evaluation =
            clips.validation().map(source -> new Evaluation(source, Math.min(batch, plan.part()), torch.network().labels()));
        this.earlyStop = new EarlyStop(plan.patience());
        this.guard = DivergenceGuard.of(torch.network().labels(), spec.classes().size());
    }

    /** Runs the plan from where it was left. */
    TrainingResult from(Optional<Checkpoint> before, Consumer<Epoch> listener) throws TrainingException, IOException {
        remarks.addAll(clips.remarks(plan.batch()));
        before.ifPresent(checkpoint -> history.addAll(checkpoint.history()));
        history.forEach(listener);
        lastGood = checkpoints.lastEpoch().map(Checkpoint::weights);
        if (EarlyStop.best(history).isPresent()) {
            best = checkpoints.best().map(VideoModel::weights);
        }
        int first = before.map(Checkpoint::epoch).orElse(0);
        int step = before.map(Checkpoint::step).orElse(0);
        clipsBefore = ((long) first * steps + step) * batch;
        pace = new Pace("clips", allClips() - clipsBefore);

        Tally tally = before.map(Checkpoint::tally).orElse(Tally.NONE);
        for (int epoch = first; epoch < plan.epochs() && !earlyStop.now(history); epoch++) {
            Optional<String> problem = epoch(epoch, tally);
            if (problem.isPresent()) {
                return astray(problem.get());
            }
            listener.accept(history.get(epoch));
            tally = Tally.NONE;
        }
        return finished();
    }

    private TrainingResult finished() {
        boolean early = earlyStop.now(history);
        if (early) {
            remarks.add(String.format("Training ended early after epoch %d: the model is that of epoch %d, the best on the "
                + "validation clips.", history.size(), EarlyStop.best(history).orElseThrow().number()));
        }
        return new TrainingResult(model((early ? best : lastGood).orElseThrow()), remarks);
    }

    private TrainingResult astray(String problem) throws TrainingException {
        if (lastGood.isEmpty()) {
            throw new TrainingException(problem);
        }
        remarks.add(problem + " The model is that of epoch " + history.size() + ", the last good one.");
        return new TrainingResult(model(lastGood.get()), remarks);
    }

    /** One epoch, from where it was left; gives what went wrong, if something did. */
    private Optional<String> epoch(int epoch, Tally before) throws IOException {
        long seed = plan.seed() * PRIME + epoch;
        Tally tally = before;
        double rate = 0;
        Pass pass = Pass.shuffled(clips.training().size(), batch, seed, new SplittableRandom(seed)).after(before.steps());
        try (ClipBatches batches = clips.training().batches(pass)) {
            for (int step = before.steps(); step < steps; step++) {
                rate = plan.schedule().rate(epoch, step, steps);
                Tally soFar = tally;
                long start = System.nanoTime();
                ClipBatch read = batches.next(() -> report(epoch, soFar));
                long there = System.nanoTime();
                Targets targets = TrainingClips.targets(read, torch.network().labels(), spec.classes().size());
                TorchLearning.Step result = learning.step(read.frames(), shape, targets, plan.part(), rate,
                    new SplittableRandom(seed * PRIME + step));
                tally = tally.plus(result.loss(), result.scores(), targets, (there - start) / 1e9,
                    (System.nanoTime() - there) / 1e9);
                Optional<String> problem = guard.problem(epoch, result.loss(), tally, history, rate);
                if (problem.isPresent()) {
                    return problem;
                }
                keepStep(epoch, tally);
                report(epoch, tally);
            }
        }
        return end(epoch, rate, tally);
    }

    private void keepStep(int epoch, Tally tally) throws IOException {
        if (tally.steps() < steps) {
            checkpoints.keepStep(tally.steps(), () -> new Checkpoint(epoch, tally.steps(), tally, history,
                torch.weights(), learning.velocities()));
        }
    }

    private Optional<String> end(int epoch, double rate, Tally tally) throws IOException {
        Weights weights = torch.weights();
        Optional<String> problem = guard.problem(epoch, weights, rate);
        if (problem.isPresent()) {
            return problem;
        }
        Epoch result = tally.epoch(epoch + 1, rate, validation(epoch, tally));
        Optional<Epoch> bestBefore = EarlyStop.best(history);
        history.add(result);
        lastGood = Optional.of(weights);
        if (!EarlyStop.best(history).equals(bestBefore)) {
            best = Optional.of(weights);
            checkpoints.keepBest(model(weights));
        }
        checkpoints.keepEpoch(() -> new Checkpoint(epoch + 1, 0, Tally.NONE, history, weights, learning.velocities()));
        return Optional.empty();
    }

    private Epoch.Validation validation(int epoch, Tally tally) throws IOException {
        boolean due = (epoch + 1) % plan.validateEvery() == 0 || epoch + 1 == plan.epochs();
        return evaluation.isPresent() && due ? evaluation.get().of(torch, () -> report(epoch, tally)) : null;
    }

    private VideoModel model(Weights weights) {
        return new VideoModel(architecture, preprocessing,
            new VideoModel.Input(spec.frames(), spec.height(), spec.width(), spec.stride()), spec.classes(), weights,
            history);
    }

    private long allClips() {
        return (long) plan.epochs() * steps * batch;
    }

    private void report(int epoch, Tally tally) {
        long done = ((long) epoch * steps + tally.steps()) * batch;
        progress.report((double) done / allClips(), String.format(Locale.ROOT, "epoch %d of %d, loss %.3f, %s", epoch + 1,
            plan.epochs(), tally.steps() == 0 ? 0 : tally.meanLoss(), pace.message(done - clipsBefore)));
    }
}
