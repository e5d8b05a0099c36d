package org.videoaction.knime.learn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeLogger;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.videoaction.data.FileProblem;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.ModelPort;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.view.TrainingCurves.Mixed;
import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Regions;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.training.CheckpointFolder;
import org.videoaction.model.training.RateCurve;
import org.videoaction.model.training.Recipe;
import org.videoaction.model.training.TensorBoardLog;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;
import org.videoaction.model.training.TrainingResult;

/** What all learners do, whatever network they train. */
final class Learning {

    private static final NodeLogger LOGGER = NodeLogger.getLogger(Learning.class);

    private Learning() {
    }

    static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        LearnerParameters parameters = in.getParameters();
        parameters.check();
        ClipTablePortObjectSpec spec = in.getInPortSpec(0);
        ClipSpec clips = spec.clips();
        if (clips.classes().size() == 1) {
            throw new InvalidSettingsException("The clips of port 1 are all of the class " + clips.classes().name(0)
                + "; training needs at least two classes.");
        }
        Optional<ClipSpec> validation = LearnerPorts.validation(in.getInPortSpecs()).map(ClipTablePortObjectSpec::clips);
        if (validation.isPresent() && !clips.classes().sameNames(validation.get().classes())) {
            throw new InvalidSettingsException("The validation clips have the classes " + validation.get().classes()
                + "; the clips of port 1 have " + clips.classes() + ".");
        }
        if (validation.isPresent() && validation.get().boxes() != clips.boxes()) {
            throw new InvalidSettingsException("The clips of port 1 " + (clips.boxes() ? "come with boxes" : "have no boxes")
                + ", the validation clips " + (clips.boxes() ? "do not." : "come with some.")
                + " Give both Frame Samplers tables of the same kind.");
        }
        Architecture architecture = architecture(parameters, clips);
        parameters.training().fewVideos.check(architecture.head());
        Optional<VideoModelPortObjectSpec> start = ModelPort.spec(in.getInPortSpecs());
        if (start.isPresent()) {
            start.get().checkKnown("trained");
        } else {
            checkFits(architecture, clips);
            warnOfFrozen(parameters.training().fineTuning.frozenStages, out);
        }
        out.setOutSpecs(new VideoModelPortObjectSpec(
            start.map(VideoModelPortObjectSpec::network).orElse(architecture.displayName()),
            new VideoModel.Input(clips.frames(), clips.height(), clips.width(), clips.stride()), clips.classes(),
            architecture.head().detects()),
            HistoryTable.COLUMNS.spec());
    }

    /** Without the port the dialog does not show the setting. */
    private static void warnOfFrozen(int stages, ConfigureOutput out) {
        if (stages > 0) {
            out.setWarningMessage(
                stages + " frozen stages keep random weights, for there is no model to start from. Add its "
                    + "port at the node's three dots, or choose a preset for training from scratch.");
        }
    }

    private static Architecture architecture(LearnerParameters parameters, ClipSpec clips)
        throws InvalidSettingsException {
        int classes = Math.max(1, clips.classes().size());
        try {
            Architecture architecture = parameters.architecture(classes);
            return architecture.with(head(parameters, clips, architecture), classes);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** Where clips come with boxes the network looks into them. */
    private static Head head(LearnerParameters parameters, ClipSpec clips, Architecture architecture) {
        if (!clips.boxes()) {
            return parameters.training().loss.head();
        }
        return architecture.head().detects() ? architecture.head() : Head.detection(Regions.PYSLOWFAST);
    }

    private static void checkFits(Architecture architecture, ClipSpec clips) throws InvalidSettingsException {
        if (clips.wholeFrames()) {
            throw new InvalidSettingsException(
                "The clips of port 1 show whole frames, which differ in size from video to video. "
                    + "Let the Frame Sampler take crops.");
        }
        try {
            architecture.checkClip(clips.frames(), Math.min(clips.height(), clips.width()));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("The clips of port 1 do not fit the network: " + e.getMessage(), e);
        }
    }

    static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        LearnerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        TrainingParameters training = parameters.training();
        Recipe recipe = NodeWork.run(exec, progress -> training.recipe());
        if (!training.batchByMemory) {
            logRate(recipe, training.batchSize);
        }
        ClipTablePortObject clips = in.getInPortObject(0);
        Optional<ClipTablePortObject> validation = LearnerPorts.validation(in.getInPortObjects());
        Optional<VideoModelPortObject> start = LearnerPorts.start(in.getInPortObjects());
        TrainingPlan plan = NodeWork.run(exec, progress -> training.planHere());
        LOGGER.info("Training on the " + plan.device() + ".");
        AtomicReference<RateCurve> rates = new AtomicReference<>();
        List<Mixed> mixed = new ArrayList<>();
        TrainingResult result = NodeWork.run(exec, progress -> {
            try (ClipSource source = clips.open();
                ClipSource held = validation.isPresent() ? validation.get().open() : null) {
                Optional<VideoModel> model = start.isPresent() ? Optional.of(start.get().load()) : Optional.empty();
                return train(new TrainingClips(source, Optional.ofNullable(held)), model, parameters, plan, rates::set,
                    mixed::add, batch -> logBatch(recipe, batch), progress);
            }
        });
        if (!result.remarks().isEmpty()) {
            out.setWarningMessage(String.join("\n", result.remarks()));
        }
        out.setOutData(0, NodeWork.run(exec,
            progress -> VideoModelPortObject.of(result.model(), exec.createFileStore("model.zip"))));
        BufferedDataTable history = HistoryTable.of(result.model().history(), exec);
        out.setOutData(1, history);
        List<BufferedDataTable> kept = new ArrayList<>(List.of(history));
        if (rates.get() != null) {
            kept.add(RateTable.of(rates.get(), exec));
        }
        if (!mixed.isEmpty()) {
            kept.add(MixedTable.of(mixed, exec));
        }
        out.setInternalData(kept.toArray(BufferedDataTable[]::new));
    }

    private static TrainingResult train(TrainingClips clips, Optional<VideoModel> start,
        LearnerParameters parameters, TrainingPlan plan, Consumer<RateCurve> rates, Consumer<Mixed> mixed,
        IntConsumer batch, Progress progress)
        throws TrainingException, IOException {
        ClipSpec spec = clips.training().spec();
        int classes = Math.max(1, spec.classes().size());
        Architecture chosen = start.isPresent() ? start.get().architecture() : parameters.architecture(classes);
        Architecture architecture = chosen.with(head(parameters, spec, chosen), classes);
        architecture.checkClip(spec.frames(), Math.min(spec.height(), spec.width()));
        CheckpointParameters checkpoints = parameters.training().checkpoints;
        Optional<CheckpointFolder> folder = checkpoints.folder();
        Optional<LiveHistory> live = folder.map(CheckpointFolder::folder).map(LiveHistory::new);
        Optional<TensorBoardLog> tensorBoard = checkpoints.tensorBoard();
        Trainer trainer = new Trainer(clips, architecture, plan).reporting(epochs -> {
            epochs.forEach(Learning::log);
            live.ifPresent(history -> show(() -> history.add(epochs)));
            tensorBoard.ifPresent(events -> epochs.forEach(epoch -> show(() -> events.add(epoch))));
        });
        trainer.reportingRate(curve -> {
            log(curve);
            rates.accept(curve);
            live.ifPresent(history -> history.found(curve));
        });
        trainer.reportingMixed(some -> some.stream().map(Mixed::of).forEach(clip -> {
            mixed.accept(clip);
            live.ifPresent(history -> history.mixed(clip));
        }));
        trainer.reportingBatch(batch);
        start.ifPresent(trainer::startingFrom);
        folder.ifPresent(trainer::keeping);
        return trainer.train(progress);
    }

    /** Something that shows an epoch. */
    private interface Show {
        void epoch() throws IOException;
    }

    /** Training does not end for want of a picture of it. */
    private static void show(Show picture) {
        try {
            picture.epoch();
        } catch (IOException e) {
            LOGGER.warn("The history of training is not shown: " + FileProblem.message(e));
        }
    }

    private static void logBatch(Recipe recipe, int batch) {
        LOGGER.info("The memory allows " + batch + " clips a step.");
        logRate(recipe, batch);
    }

    private static void logRate(Recipe recipe, int batch) {
        recipe.scaling().ifPresent(scaling -> LOGGER.info(scaling.explanation(batch)));
    }

    private static void log(Epoch epoch) {
        LOGGER.info(String.format(Locale.ROOT, "Epoch %d: loss %.4f, top-1 %.3f%s, rate %.4g, %.1f s, %.0f%% of it waiting "
            + "for clips", epoch.number(), epoch.loss(), epoch.top1(),
            epoch.validation() == null ? "" : summary(epoch.validation()), epoch.rate(), epoch.seconds(),
            100 * epoch.waiting()));
    }

    private static void log(RateCurve curve) {
        LOGGER.info(String.format(Locale.ROOT, "The learning rate %.4g was found in a range test of %d steps.",
            curve.suggestion(), curve.points().size()));
    }

    private static String summary(Epoch.Validation validation) {
        return String.format(Locale.ROOT, ", validation loss %.4f, top-1 %.3f", validation.loss(), validation.top1())
            + (validation.meanAveragePrecision() == null ? ""
                : String.format(Locale.ROOT, ", mAP %.3f", validation.meanAveragePrecision()));
    }
}
