package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.videoaction.data.FolderLock;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Network;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.network.Weights;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Provenance;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.TorchLearning;
import org.videoaction.model.torch.TorchNetwork;

/** Trains a network on clips. The same plan and clips give the same weights. */
public final class Trainer {

    private final TrainingClips clips;
    private final Architecture architecture;
    private final TrainingPlan plan;
    private Consumer<List<Epoch>> listener = epoch -> {};
    private Consumer<RateCurve> rateListener = curve -> {};
    private IntConsumer batchListener = batch -> {};
    private Optional<Consumer<List<MixedClip>>> mixedListener = Optional.empty();
    private Supplier<StepMemory> memory;
    private Optional<VideoModel> start = Optional.empty();
    private Optional<CheckpointFolder> folder = Optional.empty();
    private Optional<Distributed> elsewhere = Optional.empty();
    private Optional<Looks> looks = Optional.empty();
    private ClipFacts facts = ClipFacts.HERE;

    /** Training whose rounds are computed elsewhere. */
    private record Distributed(DataParallel how, Rounds rounds) {}

    /** Training from scratch. */
    public Trainer(TrainingClips clips, Architecture architecture, TrainingPlan plan) {
        this.clips = clips;
        this.architecture = architecture;
        this.plan = plan;
        this.memory = () -> plan.gpus() > 0 ? StepMemory.ASKED_BY_TRYING : new MainMemory();
    }

    /** @param epochs hears of every epoch as it ends, and when training goes on first of all that had ended before */
    public Trainer reporting(Consumer<List<Epoch>> epochs) {
        listener = epochs;
        return this;
    }

    /** @param curve hears how the learning rate was found, before training goes on */
    public Trainer reportingRate(Consumer<RateCurve> curve) {
        rateListener = curve;
        return this;
    }

    /** @param clipsAStep hears how many the memory decided on, before training goes on */
    public Trainer reportingBatch(IntConsumer clipsAStep) {
        batchListener = clipsAStep;
        return this;
    }

    /** @param clips hears how the first clips are mixed, before training goes on; of nothing where clips stay as they are */
    public Trainer reportingMixed(Consumer<List<MixedClip>> clips) {
        mixedListener = Optional.of(clips);
        return this;
    }

    /** Looks at other memory than that of the device. */
    Trainer in(StepMemory other) {
        memory = () -> other;
        return this;
    }

    /** Starts with the weights of a model; its classifier for the classes that it knows by name, and a new one for others. */
    public Trainer startingFrom(VideoModel model) {
        start = Optional.of(model);
        return this;
    }

    /** Keeps checkpoints, and goes on where those that are there end. */
    public Trainer keeping(CheckpointFolder checkpoints) {
        folder = Optional.of(checkpoints);
        return this;
    }

    /** Has batches computed in partitions elsewhere; here the weights are moved, on the CPU. */
    public Trainer across(DataParallel how, Rounds rounds) {
        if (plan.byMemory().isWanted()) {
            throw new IllegalArgumentException("The memory decides the batch size only where batches are computed here.");
        }
        elsewhere = Optional.of(new Distributed(how, rounds));
        return this;
    }

    /** Has what is to be known of the clips beforehand found out elsewhere. */
    public Trainer knowing(ClipFacts others) {
        facts = others;
        return this;
    }

    /** Has the validation clips looked at elsewhere. */
    public Trainer validatedBy(Looks others) {
        looks = Optional.of(others);
        return this;
    }

    /**
     * Runs the plan, or the rest of it. Training that goes astray ends early with the model of the last good epoch and a
     * remark.
     *
     * @throws TrainingException when the clips do not allow it, it goes astray in the first epoch, or the checkpoints are
     *     of another training
     * @throws IOException when a video of on-demand clips can no longer be read, no checkpoint of those that are there is
     *     whole, one cannot be written, or another training uses their folder
     * @throws CancellationException when {@code progress} says so
     */
    public TrainingResult train(Progress progress) throws TrainingException, IOException {
        if (folder.isEmpty()) {
            return run(progress);
        }
        try (FolderLock lock = folder.get().lock()) {
            return run(progress);
        }
    }

    private TrainingResult run(Progress progress) throws TrainingException, IOException {
        clips.check();
        clips.checkBoxes(architecture);
        if (architecture.head().detects() && plan.fewVideos().mixing().mixes()) {
            throw new TrainingException(
                "Clips whose boxes a network looks into cannot be mixed. Switch mixup and CutMix off.");
        }
        checkShapes();
        Network network = architecture.network();
        Preprocessing preprocessing = start.map(VideoModel::preprocessing).orElse(Preprocessing.KINETICS);
        FirstWeights first = start.isPresent() ? FirstWeights.of(start.get(), network, clips.classes(), plan.seed())
            : FirstWeights.untrained(network, plan.seed());
        Checkpoints checkpoints = folder.isEmpty() ? Checkpoints.NONE
            : new Checkpoints.Kept(folder.get(), network, settings(first.weights()));
        CheckpointFolder.Resumption before = checkpoints.resume();
        Weights weights = before.latest().map(Checkpoint::weights).orElse(first.weights());
        Found found = before.latest().isPresent() ? before.latest().get().found()
            : found(network, preprocessing, weights, progress);
        if (found.batch() > 0) {
            batchListener.accept(found.batch());
        }
        found.rates().ifPresent(rateListener);
        TrainingPlan known = known(found);
        if (mixedListener.isPresent()) {
            mixedListener.get().accept(MixedClip.of(clips.training(), network, known, progress));
        }
        List<String> remarks = new ArrayList<>(clips.remarks(known.batch(), network.labels()));
        first.remark().ifPresent(remarks::add);

        Provenance provenance = new TrainingOrigin(clips, facts, architecture, known,
            elsewhere.map(Distributed::how)).of(start, first.weights(), before, progress);
        List<TorchNetwork> devices = devices(network, preprocessing, weights);
        try (TorchLearning learning = TorchLearning.across(devices, rules(plan, clips))) {
            before.latest().ifPresent(checkpoint -> learning.resume(checkpoint.state()));
            EpochRun.Work work = elsewhere.isPresent()
                ? new DistributedEpoch(devices.get(0), learning, elsewhere.get().how(), elsewhere.get().rounds())
                : (epoch, done, hears) -> epoch.run(learning, done, hears);
            TrainingRun run = new TrainingRun(clips, architecture, known, preprocessing, provenance, devices.get(0),
                learning, work, looks, checkpoints, found, progress);
            return run.from(before, remarks, listener);
        } finally {
            devices.forEach(TorchNetwork::close);
        }
    }

    private List<TorchNetwork> devices(Network network, Preprocessing preprocessing, Weights weights) {
        return TorchNetwork.replicas(network, preprocessing, weights, elsewhere.isPresent() ? 0 : plan.gpus());
    }

    private TrainingSettings settings(Weights first) throws IOException {
        TrainingSettings settings = TrainingSettings.of(clips, facts, architecture, plan, first);
        elsewhere.ifPresent(distributed -> settings.put("partitions", distributed.how().toString()));
        return settings;
    }

    /** What is left to be found, in trainings of their own that leave nothing behind. */
    private Found found(Network network, Preprocessing preprocessing, Weights weights, Progress progress)
        throws TrainingException, IOException {
        int batch = !plan.byMemory().isWanted() ? 0 : tried(network, preprocessing, weights,
            learning -> new BatchSearch(clips.training(), network, plan, memory.get()).run(learning, progress));
        TrainingPlan fitting = known(new Found(Optional.empty(), batch));
        return new Found(!plan.findsRate() ? Optional.empty() : Optional.of(tried(network, preprocessing, weights,
            learning -> new RangeTest(clips.training(), network, fitting).run(learning, progress))), batch);
    }

    /** Something that learning is tried for. */
    private interface Trial<T> {
        T run(TorchLearning learning) throws TrainingException, IOException;
    }

    private <T> T tried(Network network, Preprocessing preprocessing, Weights weights, Trial<T> trial)
        throws TrainingException, IOException {
        List<TorchNetwork> devices = devices(network, preprocessing, weights);
        try (TorchLearning learning = TorchLearning.across(devices, rules(plan, clips))) {
            return trial.run(learning);
        } finally {
            devices.forEach(TorchNetwork::close);
        }
    }

    /** The plan with what was found. */
    private TrainingPlan known(Found found) {
        TrainingPlan fitting = found.batch() > 0 ? plan.ofBatch(found.batch()) : plan;
        return found.rates().map(curve -> fitting.with(new ScaledSchedule(fitting.schedule(), curve.suggestion())))
            .orElse(fitting);
    }

    private void checkShapes() throws TrainingException {
        ClipSpec spec = clips.training().spec();
        for (BatchShape shape : plan.multigrid().shapes()) {
            int frames = shape.frames(spec.frames());
            int side = shape.crop(spec.height());
            if (!shape.isWhole() && clips.training().resized(frames, side).isEmpty()) {
                throw new TrainingException("Multigrid training samples clips anew in several sizes, which clips in a file "
                    + "do not allow. Let the Frame Sampler keep them on demand, or switch Multigrid off.");
            }
            try {
                architecture.checkClip(frames, side);
            } catch (IllegalArgumentException e) {
                throw new TrainingException("Multigrid training takes clips of " + frames + " frames and " + side + " x "
                    + side + " pixels among others, which do not fit the network: " + e.getMessage()
                    + " Take longer or larger clips, or switch Multigrid off.");
            }
        }
    }

    /** How the network learns from these clips. */
    static LearningRules rules(TrainingPlan plan, TrainingClips clips) {
        LearningRules rules = plan.rules();
        double beta = plan.fewVideos().beta();
        if (!plan.balanced() && beta == 0) {
            return rules;
        }
        List<Double> weights = plan.balanced() ? clips.balance() : clips.effective(beta);
        return rules.with(rules.loss().weighted(weights));
    }
}
