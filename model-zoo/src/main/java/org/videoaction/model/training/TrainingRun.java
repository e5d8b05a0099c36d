package org.videoaction.model.training;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Training under way: epoch after epoch, what came of them, and what is kept. */
final class TrainingRun {

    private final TrainingClips clips;
    private final Architecture architecture;
    private final TrainingPlan plan;
    private final Preprocessing preprocessing;
    private final Provenance provenance;
    private final TorchNetwork torch;
    private final TorchLearning learning;
    private final EpochRun.Work work;
    private final Optional<Looks> looks;
    private final Checkpoints checkpoints;
    private final Found found;
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
    /** How many first epochs do not count among those whose best is kept, for that was lost. */
    private int comparedFrom;
    private Pace pace;
    private long clipsBefore;

    TrainingRun(TrainingClips clips, Architecture architecture, TrainingPlan plan, Preprocessing preprocessing,
        Provenance provenance, TorchNetwork torch, TorchLearning learning, EpochRun.Work work, Optional<Looks> looks,
        Checkpoints checkpoints, Found found, Progress progress) {
        this.clips = clips;
        this.architecture = architecture;
        this.plan = plan;
        this.preprocessing = preprocessing;
        this.provenance = provenance;
        this.torch = torch;
        this.learning = learning;
        this.work = work;
        this.looks = looks;
        this.checkpoints = checkpoints;
        this.found = found;
        this.progress = progress;
        this.evaluation = clips.validation()
            .map(source -> Evaluation.of(source, clips.classes(), plan));
        this.earlyStop = new EarlyStop(plan.patience());
        this.clipsUntil = clipsOfSteps();
        this.guard = DivergenceGuard.of(torch.network().labels(), clips.classes().size());
    }

    /**
     * Runs the plan from where it was left.
     *
     * @param known what is to be said of it before it runs
     * @param listener hears of every epoch as it ends, and first of all those before
     */
    TrainingResult from(CheckpointFolder.Resumption before, List<String> known, Consumer<List<Epoch>> listener)
        throws TrainingException, IOException {
        remarks.addAll(known);
        remarks.addAll(before.remarks());
        before.latest().ifPresent(this::goOn);
        if (!history.isEmpty()) {
            listener.accept(List.copyOf(history));
        }
        lastGood = before.lastEpoch().map(Checkpoint::given);
        if (EarlyStop.best(history).isPresent()) {
            restoreBest(before.lastEpoch().filter(end -> end.history().equals(history)));
        }
        int first = before.latest().map(Checkpoint::epoch).orElse(0);
        Tally tally = before.latest().map(Checkpoint::tally).orElse(Tally.NONE);
        clipsBefore = clipsUntil(first, tally);
        pace = new Pace("clips", clipsUntil[plan.epochs()] - clipsBefore);
        try {
            for (int epoch = first; epoch < plan.epochs() && !earlyStop.now(compared()); epoch++) {
                train(epoch(epoch), tally);
                listener.accept(List.of(history.get(epoch)));
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

    /**
     * Finds the weights of the best epoch: in the file of the best model or, where that is not theirs, at the end of the
     * last epoch. If they are lost, the best of the epochs from here on is kept.
     *
     * @param end of the last epoch of the history, if it is at hand
     */
    private void restoreBest(Optional<Checkpoint> end) throws IOException {
        Epoch wanted = EarlyStop.best(history).orElseThrow();
        Optional<VideoModel> kept = Optional.empty();
        String problem = "The checkpoint folder lacks best.zip";
        try {
            kept = checkpoints.best();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (IOException e) {
            problem = e.getMessage();
        }
        Optional<Epoch> reached = kept.flatMap(model -> model.history().stream().reduce((before, after) -> after))
            .filter(history::contains);
        if (reached.isPresent() && isBestFrom(reached.get())) {
            best = kept.map(VideoModel::weights);
            comparedFrom = reached.get().equals(wanted) ? 0 : reached.get().number() - 1;
        } else if (end.isPresent() && wanted.number() == history.size()) {
            best = lastGood;
            if (kept.isEmpty()) {
                remarks.add(problem + ". Nothing is lost: the best model is that of the last epoch, and is written there.");
            }
            checkpoints.keepBest(model(lastGood.orElseThrow()));
        } else {
            comparedFrom = history.size();
        }
        if (comparedFrom > 0) {
            remarks.add((reached.isPresent() ? "The model of the best epoch was lost before" : problem) + ". Epoch "
                + wanted.number()
                + " was the best on the validation clips; its weights are lost, and the best of the epochs "
                + "after " + comparedFrom + " is kept.");
        }
    }

    /** Whether no epoch after it was better. */
    private boolean isBestFrom(Epoch epoch) {
        return EarlyStop.best(history.subList(epoch.number() - 1, history.size())).equals(Optional.of(epoch));
    }

    /** The epochs whose best is at hand: all of them, unless a file was lost. */
    private List<Epoch> compared() {
        return history.subList(comparedFrom, history.size());
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
        Tally tally = work.run(epoch, before, new EpochRun.Listener<>() {

            private int done = before.steps();

            @Override
            public void broken(VideoException problem) {
                leftOut(problem);
            }

            @Override
            public void waiting(Tally soFar) {
                report(epoch.epoch(), soFar);
            }

            @Override
            public boolean step(double loss, double rate, Tally soFar) throws IOException, Diverged {
                guard.checkStep(epoch.epoch(), loss, soFar, history, rate);
                if (soFar.steps() < epoch.steps().count()) {
                    checkpoints.keepStep(done, soFar.steps(), () -> new Checkpoint(epoch.epoch(), soFar.steps(), soFar,
                        history, torch.weights(), learning.state(), found, TorchLearning.threads()));
                }
                done = soFar.steps();
                report(epoch.epoch(), soFar);
                return true;
            }
        });
        if (tally.clips() == 0) {
            throw new IOException("None of the videos to train on can be read any more: " + String.join(" ", remarks));
        }
        double share = plan.averaging().afterEpoch(epoch.epoch(), learning.averaged());
        if (share > 0) {
            learning.average(share);
        }
        if (learning.averaged() == 0) {
            Reached reached = reached(epoch, tally);
            keep(reached, reached.weights());
        } else {
            guard.checkWeights(epoch.epoch(), torch.weights(), epoch.lastRate());
            Reached reached;
            learning.exchange();
            try {
                reached = reached(epoch, tally);
            } finally {
                learning.exchange();
            }
            keep(reached, torch.weights());
        }
    }

    /** What an epoch ended with, and the weights that it gives. */
    private record Reached(Epoch epoch, Weights weights) {}

    /** Looks at the weights that the network now has, those of training or their average. */
    private Reached reached(EpochRun epoch, Tally tally) throws IOException, Diverged {
        boolean ofShapes = !plan.multigrid().equals(Multigrid.NONE) && lookedAt(epoch.epoch());
        if (ofShapes || learning.averaged() > 0 && plan.averaging().renewsStatistics()) {
            new PreciseStatistics(clips.training(), plan.part(BatchShape.WHOLE), plan.seed() + epoch.epoch())
                .renew(learning, () -> report(epoch.epoch(), tally), this::leftOut);
        }
        Weights weights = torch.weights();
        guard.checkWeights(epoch.epoch(), weights, epoch.lastRate());
        return new Reached(tally.epoch(epoch.epoch() + 1, epoch.lastRate(), validation(epoch, tally)), weights);
    }

    /** Once for each video, however many epochs miss it. */
    private void leftOut(VideoException problem) {
        remark("Left out: " + problem.getMessage());
    }

    private void remark(String remark) {
        if (!remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private boolean lookedAt(int epoch) {
        return (epoch + 1) % plan.validateEvery() == 0 || epoch + 1 == plan.epochs();
    }

    private Epoch.Validation validation(EpochRun epoch, Tally tally) throws IOException, Diverged {
        if (evaluation.isEmpty() || !lookedAt(epoch.epoch())) {
            return null;
        }
        Evaluation.Result of = looks.isPresent()
            ? Evaluation.together(looks.get().look(torch.weights().joined()), this::leftOut)
            : evaluation.get().of(torch, () -> report(epoch.epoch(), tally), this::leftOut);
        int clipsToValidate = evaluation.get().clips().size();
        if (of.clips() < clipsToValidate) {
            remark("Validation is of " + of.clips() + " of " + clipsToValidate + " clips; the others could not be read.");
        }
        Epoch.Validation result = of.validation();
        guard.checkValidation(epoch.epoch(), result, epoch.lastRate());
        return result;
    }

    /**
     * An epoch is done.
     *
     * @param trained the weights with which training goes on
     */
    private void keep(Reached reached, Weights trained) throws IOException {
        Optional<Epoch> bestBefore = EarlyStop.best(compared());
        history.add(reached.epoch());
        lastGood = Optional.of(reached.weights());
        checkpoints
            .keepEpoch(() -> new Checkpoint(history.size(), 0, Tally.NONE, history, trained, learning.state(),
                found, TorchLearning.threads()));
        // after the end of its epoch, which stands in for it if the process is killed in between
        if (!EarlyStop.best(compared()).equals(bestBefore)) {
            best = lastGood;
            checkpoints.keepBest(model(reached.weights()));
        }
    }

    private TrainingResult finished() {
        boolean early = earlyStop.now(compared());
        if (early) {
            remarks.add(String.format(Locale.ROOT,
                "Training ended early after epoch %d: the model is that of epoch %d, the best on the "
                    + "validation clips%s.",
                history.size(), EarlyStop.best(compared()).orElseThrow().number(),
                comparedFrom == 0 ? "" : " after epoch " + comparedFrom));
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
            history).from(TrainingOrigin.ended(provenance, history, weights));
    }

    /** What the last validation said, to stand before the rest of a sentence. */
    private String validated() {
        for (int i = history.size() - 1; i >= 0; i--) {
            Epoch.Validation validation = history.get(i).validation();
            if (validation != null) {
                return validation.meanAveragePrecision() == null
                    ? String.format(Locale.ROOT, "validation top-1 %.3f, ", validation.top1())
                    : String.format(Locale.ROOT, "validation mAP %.3f, ", validation.meanAveragePrecision());
            }
        }
        return "";
    }

    private void report(int epoch, Tally tally) {
        long done = clipsUntil(epoch, tally);
        progress.report((double) done / clipsUntil[plan.epochs()], String.format(Locale.ROOT,
            "epoch %d of %d, %son the %s, %s%s", epoch + 1, plan.epochs(), tally.title(), plan.device(), validated(),
            pace.message(done - clipsBefore)));
    }
}
