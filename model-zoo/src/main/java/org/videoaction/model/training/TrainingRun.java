package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.videoaction.data.Pace;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Training under way: epoch after epoch, what came of them, and what is kept. */
final class TrainingRun {

    private final TrainingClips clips;
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
    /** The clips of all steps before each epoch, and of all. */
    private final long[] clipsUntil;
    private final List<Epoch> history = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<Weights> lastGood = Optional.empty();
    private Optional<Weights> best = Optional.empty();
    private Pace pace;
    private long clipsBefore;

    TrainingRun(TrainingClips clips, Architecture architecture, TrainingPlan plan, Preprocessing preprocessing,
        TorchNetwork torch, TorchLearning learning, Checkpoints checkpoints, Progress progress) {
        this.clips = clips;
        this.architecture = architecture;
        this.plan = plan;
        this.preprocessing = preprocessing;
        this.torch = torch;
        this.learning = learning;
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.evaluation = clips.validation()
            .map(source -> new Evaluation(source, Math.min(plan.batch(), plan.part())));
        this.earlyStop = new EarlyStop(plan.patience());
        this.clipsUntil = clipsOfSteps();
        this.guard = DivergenceGuard.of(torch.network().labels(), clips.classes().size());
    }

    /**
     * Runs the plan from where it was left.
     *
     * @param listener hears of every epoch, also of those before
     */
    TrainingResult from(Optional<Checkpoint> before, Consumer<Epoch> listener) throws TrainingException, IOException {
        remarks.addAll(clips.remarks(plan.batch()));
        before.ifPresent(this::goOn);
        history.forEach(listener);
        lastGood = checkpoints.lastEpoch().map(Checkpoint::weights);
        if (EarlyStop.best(history).isPresent()) {
            best = checkpoints.best().map(VideoModel::weights);
        }
        int first = before.map(Checkpoint::epoch).orElse(0);
        Tally tally = before.map(Checkpoint::tally).orElse(Tally.NONE);
        clipsBefore = clipsUntil(first, tally);
        pace = new Pace("clips", clipsUntil[plan.epochs()] - clipsBefore);
        try {
            for (int epoch = first; epoch < plan.epochs() && !earlyStop.now(history); epoch++) {
                train(epoch(epoch), tally);
                listener.accept(history.get(epoch));
                tally = Tally.NONE;
            }
        } catch (Diverged e) {
            return lastGoodOne(e);
        }
        return finished();
    }

    private void goOn(Checkpoint before) {
        history.addAll(before.history());
        int threads = TorchLearning.threads();
        if (before.threads() != 0 && before.threads() != threads) {
            remarks.add("Training was begun with " + before.threads() + " threads and goes on with " + threads
                + ": its numbers may differ in their last digits from those of training without a break. Set "
                + "OMP_NUM_THREADS to " + before.threads() + " for the same.");
        }
    }

    private EpochRun epoch(int epoch) {
        return new EpochRun(clips.training(), torch.network(), plan,
            EpochSteps.of(plan, epoch, clips.training().size()), epoch);
    }

    private long[] clipsOfSteps() {
        long[] until = new long[plan.epochs() + 1];
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            until[epoch + 1] = until[epoch] + EpochSteps.of(plan, epoch, clips.training().size()).clips();
        }
        return until;
    }

    /** The clips of all steps that were done. */
    private long clipsUntil(int epoch, Tally tally) {
        return clipsUntil[epoch] + EpochSteps.of(plan, epoch, clips.training().size()).clips(tally.steps());
    }

    private void train(EpochRun epoch, Tally before) throws IOException, Diverged {
        Tally tally = epoch.run(learning, before, new EpochRun.Listener() {

            @Override
            public void broken(VideoException problem) {
                leftOut(problem);
            }

            @Override
            public void waiting(Tally soFar) {
                report(epoch.epoch(), soFar);
            }

            @Override
            public void step(double loss, double rate, Tally soFar) throws IOException, Diverged {
                guard.checkStep(epoch.epoch(), loss, soFar, history, rate);
                if (soFar.steps() < epoch.steps().count()) {
                    checkpoints.keepStep(soFar.steps(), () -> new Checkpoint(epoch.epoch(), soFar.steps(), soFar, history,
                        torch.weights(), learning.velocities(), TorchLearning.threads()));
                }
                report(epoch.epoch(), soFar);
            }
        });
        if (tally.clips() == 0) {
            throw new IOException("None of the videos to train on can be read any more: " + String.join(" ", remarks));
        }
        if (!plan.multigrid().equals(Multigrid.NONE) && lookedAt(epoch.epoch())) {
            new PreciseStatistics(clips.training(), plan.part(BatchShape.WHOLE), plan.seed() + epoch.epoch())
                .renew(learning, () -> report(epoch.epoch(), tally), this::leftOut);
        }
        Weights weights = torch.weights();
        guard.checkWeights(epoch.epoch(), weights, epoch.lastRate());
        keep(tally.epoch(epoch.epoch() + 1, epoch.lastRate(), validation(epoch.epoch(), tally)), weights);
    }

    /** Once for each video, however many epochs miss it. */
    private void leftOut(VideoException problem) {
        String remark = "Left out: " + problem.getMessage();
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private boolean lookedAt(int epoch) {
        return (epoch + 1) % plan.validateEvery() == 0 || epoch + 1 == plan.epochs();
    }

    private Epoch.Validation validation(int epoch, Tally tally) throws IOException {
        return evaluation.isPresent() && lookedAt(epoch)
            ? evaluation.get().of(torch, () -> report(epoch, tally), this::leftOut) : null;
    }

    /** An epoch is done. */
    private void keep(Epoch result, Weights weights) throws IOException {
        Optional<Epoch> bestBefore = EarlyStop.best(history);
        history.add(result);
        lastGood = Optional.of(weights);
        if (!EarlyStop.best(history).equals(bestBefore)) {
            best = Optional.of(weights);
            checkpoints.keepBest(model(weights));
        }
        checkpoints
            .keepEpoch(() -> new Checkpoint(history.size(), 0, Tally.NONE, history, weights, learning.velocities(),
                TorchLearning.threads()));
    }

    private TrainingResult finished() {
        boolean early = earlyStop.now(history);
        if (early) {
            remarks.add(String.format("Training ended early after epoch %d: the model is that of epoch %d, the best on the "
                + "validation clips.", history.size(), EarlyStop.best(history).orElseThrow().number()));
        }
        return new TrainingResult(model((early ? best : lastGood).orElseThrow()), remarks);
    }

    private TrainingResult lastGoodOne(Diverged problem) throws TrainingException {
        if (lastGood.isEmpty()) {
            throw new TrainingException(problem.getMessage());
        }
        remarks.add(problem.getMessage() + " The model is that of epoch " + history.size() + ", the last good one.");
        return new TrainingResult(model(lastGood.get()), remarks);
    }

    private VideoModel model(Weights weights) {
        ClipSpec spec = clips.training().spec();
        return new VideoModel(architecture, preprocessing,
            new VideoModel.Input(spec.frames(), spec.height(), spec.width(), spec.stride()), spec.classes(), weights,
            history);
    }

    private void report(int epoch, Tally tally) {
        long done = clipsUntil(epoch, tally);
        progress.report((double) done / clipsUntil[plan.epochs()], String.format(Locale.ROOT,
            "epoch %d of %d, loss %.3f, %s", epoch + 1, plan.epochs(), tally.steps() == 0 ? 0 : tally.meanLoss(),
            pace.message(done - clipsBefore)));
    }
}
