package org.videoaction.knime.learn;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.message.TextMessage;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds.BelowOne;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.port.ModelPort;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.BatchByMemory;
import org.videoaction.model.training.Recipe;
import org.videoaction.model.training.TrainingPlan;

/** How a network is trained: the settings that all learners share. */
class TrainingParameters implements CompleteSettings {

    static final String PRESET = """
        Fills the settings with those of a recipe when it is chosen here: the network, epochs, learning rate and its schedule,
        reference batch size, optimizer, fine-tuning and Multigrid. They can be changed afterwards: what counts is what they
        say, and the preset is then Custom. The batch size stays as it is, and the learning rate is scaled to it.
        """;

    /** A learning rate for batches of a certain size. */
    static final class Reference extends OptionalSetting.OfInt {
        Reference() {
            super("reference_batch_size", 0, 64);
        }
    }

    /** A limit of gradients. */
    static final class Clipping extends OptionalSetting.OfDouble {
        Clipping() {
            super("largest_gradient_norm", 0, Sgd.MMACTION2.largestNorm());
        }
    }

    @Widget(title = "Epochs", description = "How often every clip is seen.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @ValueProvider(OfPreset.Epochs.class)
    @ValueReference(OfPreset.Epochs.class)
    @Layout(LearnerLayout.Training.class)
    @Persist(configKey = "epochs")
    int epochs = 50;

    @Widget(title = "Batch size (clips)", description = "How many clips a step learns from.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @ValueReference(ScaledRate.BatchSize.class)
    @Layout(LearnerLayout.Training.class)
    @Persist(configKey = "batch_size")
    int batchSize = 8;

    @Advanced
    @Widget(title = "Batch size: by memory", description = """
            Takes the largest power of two of clips a step that fits into the free memory, which is found before training by
            steps that are tried and leave nothing behind: at most the reference batch size or, without one, the batch size that
            is set, and at most a quarter of the clips. The learning rate is scaled by the reference batch size; without one it is
            taken as it is. The log says what was found, and training that goes on from a checkpoint keeps it.
            """)
    @ValueProvider(OfPreset.BatchByMemory.class)
    @ValueReference(OfPreset.BatchByMemory.class)
    @Layout(LearnerLayout.Training.class)
    @Persist(configKey = "batch_by_memory")
    @Migrate(loadDefaultIfAbsent = true)
    boolean batchByMemory;

    @Widget(title = "Learning rate", description = """
            The rate from which the schedule falls. The paper's 0.1 is for batches of 64: for smaller ones lower it in
            proportion, or say so with the reference batch size.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @ValueProvider(OfPreset.LearningRate.class)
    @ValueReference(OfPreset.LearningRate.class)
    @Layout(LearnerLayout.LearningRate.class)
    @Persist(configKey = "learning_rate")
    double learningRate = 0.0125;

    @TextMessage(ScaledRate.class)
    @Layout(LearnerLayout.LearningRate.class)
    Void scaledRate;

    @Advanced
    @Widget(title = "Reference batch size", description = """
            The batch size for which the learning rate is meant, for example 64: the rate is scaled to the batch size in
            proportion, and the log tells both. Without it, the rate is taken as it is.
            """)
    @OptionalWidget(defaultProvider = Reference.class)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @ValueProvider(OfPreset.ReferenceBatchSize.class)
    @ValueReference(OfPreset.ReferenceBatchSize.class)
    @Layout(LearnerLayout.LearningRate.class)
    @Persistor(Reference.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Integer> referenceBatchSize = Optional.empty();

    @Advanced
    @Widget(title = "Warm-up (epochs)", description = "The epochs during which the rate rises to its place on the curve.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @ValueProvider(OfPreset.WarmUpEpochs.class)
    @ValueReference(OfPreset.WarmUpEpochs.class)
    @Layout(LearnerLayout.LearningRate.class)
    @Persist(configKey = "warm_up_epochs")
    double warmUpEpochs = 5;

    @Layout(LearnerLayout.LearningRate.class)
    @Persist(configKey = "schedule")
    @Migrate(loadDefaultIfAbsent = true)
    ScheduleParameters schedule = new ScheduleParameters();

    @Layout(LearnerLayout.Labels.class)
    @Persist(configKey = "loss")
    @Migrate(loadDefaultIfAbsent = true)
    LossParameters loss = new LossParameters();

    @Layout(LearnerLayout.FewVideos.class)
    @Persist(configKey = "few_videos")
    @Migrate(loadDefaultIfAbsent = true)
    FewVideosParameters fewVideos = new FewVideosParameters();

    @Advanced
    @Widget(title = "Dropout", description = """
            The share of features left out before the classifier, from 0 to below 1. A model to start from keeps its own.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @Effect(predicate = ModelPort.class, type = EffectType.HIDE)
    @Layout(LearnerLayout.Training.class)
    @Persist(configKey = "dropout")
    double dropout = 0.5;

    @Advanced
    @Widget(title = "Seed", description = "The same seed, clips and number of threads give the same model.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(LearnerLayout.Training.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Layout(LearnerLayout.Optimiser.class)
    @Persist(configKey = "optimizer")
    @Migrate(loadDefaultIfAbsent = true)
    OptimizerParameters optimizer = new OptimizerParameters();

    @Widget(title = "Momentum", description = "How much of the last step's direction is kept, from 0 to below 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = BelowOne.class)
    @ValueProvider(OfPreset.Momentum.class)
    @ValueReference(OfPreset.Momentum.class)
    @Effect(predicate = OptimizerParameters.IsAdamW.class, type = EffectType.HIDE)
    @Layout(LearnerLayout.Optimiser.class)
    @Persist(configKey = "momentum")
    double momentum = Sgd.PYSLOWFAST.momentum();

    @Widget(title = "Nesterov", description = "Nesterov's form of momentum.")
    @ValueProvider(OfPreset.Nesterov.class)
    @ValueReference(OfPreset.Nesterov.class)
    @Effect(predicate = OptimizerParameters.IsAdamW.class, type = EffectType.HIDE)
    @Layout(LearnerLayout.Optimiser.class)
    @Persist(configKey = "nesterov")
    boolean nesterov = Sgd.PYSLOWFAST.nesterov();

    @Widget(title = "Weight decay", description = "The share of the weights that is subtracted, times the rate, at each step.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @ValueProvider(OfPreset.WeightDecay.class)
    @ValueReference(OfPreset.WeightDecay.class)
    @Effect(predicate = OptimizerParameters.IsAdamW.class, type = EffectType.HIDE)
    @Layout(LearnerLayout.Optimiser.class)
    @Persist(configKey = "weight_decay")
    double weightDecay = Sgd.PYSLOWFAST.weightDecay();

    @Widget(title = "Decay batch normalization", description = "Whether weight decay also acts on batch normalization, as in MMAction2.")
    @ValueProvider(OfPreset.DecayBatchNorm.class)
    @ValueReference(OfPreset.DecayBatchNorm.class)
    @Layout(LearnerLayout.Optimiser.class)
    @Persist(configKey = "decay_batch_norm")
    boolean decayBatchNorm = Sgd.PYSLOWFAST.decayBatchNorm();

    @Widget(title = "Gradient clipping (max norm)", description = """
            Gradients whose norm, all together, is larger are scaled down to it, which keeps single steps from going astray: 40
            in MMAction2. Without it, there is no limit, as in PySlowFast.
            """)
    @OptionalWidget(defaultProvider = Clipping.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @ValueProvider(OfPreset.LargestGradientNorm.class)
    @ValueReference(OfPreset.LargestGradientNorm.class)
    @Layout(LearnerLayout.Optimiser.class)
    @Persistor(Clipping.class)
    Optional<Double> largestGradientNorm = Optional.empty();

    @Layout(LearnerLayout.FineTuning.class)
    @Persist(configKey = "fine_tuning")
    @Migrate(loadDefaultIfAbsent = true)
    FineTuningParameters fineTuning = new FineTuningParameters();

    @Layout(LearnerLayout.Validation.class)
    @Persist(configKey = "validation")
    @Migrate(loadDefaultIfAbsent = true)
    ValidationParameters validation = new ValidationParameters();

    @Layout(LearnerLayout.Multigrid.class)
    @Persist(configKey = "multigrid")
    @Migrate(loadDefaultIfAbsent = true)
    MultigridParameters multigrid = new MultigridParameters();

    @Layout(LearnerLayout.Computing.class)
    @Persist(configKey = "computing")
    @Migrate(loadDefaultIfAbsent = true)
    ComputingParameters computing = new ComputingParameters();

    @Layout(LearnerLayout.Checkpoints.class)
    @Persist(configKey = "checkpoints")
    @Migrate(loadDefaultIfAbsent = true)
    CheckpointParameters checkpoints = new CheckpointParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        checkpoints.validate();
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (warmUpEpochs >= epochs) {
            throw new InvalidSettingsException("The warm-up of " + warmUpEpochs + " epochs is not shorter than the "
                + epochs + " epochs of training. Shorten it or train longer.");
        }
        try {
            plan();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** The settings in which recipes differ. */
    Recipe recipe() throws InvalidSettingsException {
        return new Recipe(epochs, learningRate, referenceBatchSize.orElse(0), warmUpEpochs, schedule.warmUpStart,
            schedule.falls(), schedule.rules(), sgd(), fineTuning.tuning(), multigrid.cycles(), multigrid.epochFactor,
            schedule.findsRate);
    }

    private Sgd sgd() {
        return new Sgd(momentum, nesterov, weightDecay, decayBatchNorm,
            largestGradientNorm.orElse(Double.POSITIVE_INFINITY));
    }

    /** What the settings mean on this machine, whose devices are looked at. */
    TrainingPlan planHere() throws InvalidSettingsException {
        return plan(computing.device.device == LearningDevice.Device.AUTO ? LearningDevice.automatic() : 0);
    }

    /** What the settings mean on a machine without GPUs. */
    TrainingPlan plan() throws InvalidSettingsException {
        return plan(0);
    }

    private TrainingPlan plan(int automaticGpus) throws InvalidSettingsException {
        Recipe recipe = recipe();
        int gpus = computing.device.gpus(automaticGpus);
        LearningRules rules = computing.rules(new LearningRules(optimizer.optimizer(recipe.sgd()),
            loss.loss(fewVideos.focal()), recipe.tuning().with(optimizer.layerDecay()), computing.precision(gpus)));
        return new TrainingPlan(recipe.allEpochs(), batchSize, computing.part(batchSize), gpus,
            recipe.schedule(batchSize), rules, loss.isBalanced(), validation.everyEpochs, validation.patience.orElse(0),
            recipe.multigrid(), optimizer.averaging(recipe.allEpochs()), recipe.findsRate(), seed, fewVideos.fewVideos(),
            byMemory(recipe));
    }

    private BatchByMemory byMemory(Recipe recipe) {
        return batchByMemory ? new BatchByMemory(referenceBatchSize.orElse(batchSize), recipe.scaling().isPresent())
            : BatchByMemory.OFF;
    }
}
