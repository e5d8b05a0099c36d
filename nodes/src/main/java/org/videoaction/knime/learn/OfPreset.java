package org.videoaction.knime.learn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;
import org.videoaction.model.training.Recipe;

/** Fills a setting when a preset is chosen in the dialog; it can be changed afterwards. */
abstract class OfPreset<T> implements StateProvider<T>, ParameterReference<T> {

    private final String title;
    private final Function<Preset, T> value;
    private Supplier<Preset> preset;
    private Supplier<T> before;

    /**
     * @param title the setting's, in the middle of a sentence
     * @param value the setting's value in a preset; null where the preset leaves it
     */
    OfPreset(String title, Function<Preset, T> value) {
        this.title = title;
        this.value = value;
    }

    /**
     * @param part what the setting belongs to; null where the preset leaves all of it
     * @param value the setting's value there
     */
    <P> OfPreset(String title, Function<Preset, P> part, Function<P, T> value) {
        this(title, preset -> Optional.ofNullable(part.apply(preset)).map(value).orElse(null));
    }

    /** The choice of a preset. */
    interface Choice extends ParameterReference<Preset> {}

    String title() {
        return title;
    }

    /** What names the setting. */
    @SuppressWarnings("unchecked")
    Class<? extends ParameterReference<T>> reference() {
        return (Class<? extends ParameterReference<T>>) getClass();
    }

    /** Whether a preset wants another value than the setting has. */
    boolean differs(Preset chosen, T now) {
        T wanted = value.apply(chosen);
        return wanted != null && !wanted.equals(now);
    }

    @Override
    public void init(StateProviderInitializer initializer) {
        preset = initializer.computeFromValueSupplier(Choice.class);
        before = initializer.getValueSupplier(reference());
    }

    @Override
    public T computeState(NodeParametersInput input) {
        T wanted = value.apply(preset.get());
        return wanted == null ? before.get() : wanted;
    }

    /** A setting of how the network is trained. */
    private abstract static class OfRecipe<T> extends OfPreset<T> {

        OfRecipe(String title, Function<Recipe, T> value) {
            super(title, Preset::recipe, value);
        }
    }

    /** The settings of training, which all learners share. */
    static List<OfPreset<?>> ofTraining() {
        return List.of(new Epochs(), new LearningRate(), new ReferenceBatchSize(), new WarmUpEpochs(), new WarmUpStart(),
            new Fall(), new StepEpochs(), new Rules(), new Momentum(), new Nesterov(), new WeightDecay(),
            new DecayBatchNorm(), new LargestGradientNorm(), new FrozenStages(), new FrozenBatchNorm(), new BackboneRate(),
            new Cycles(), new EpochFactor(), new FindsRate(), new BatchByMemory(), new Algorithm(), new LayerFactor(),
            new Average());
    }

    static final class Epochs extends OfRecipe<Integer> {
        Epochs() {
            super("epochs", Recipe::epochs);
        }
    }

    static final class LearningRate extends OfRecipe<Double> {
        LearningRate() {
            super("learning rate", Recipe::learningRate);
        }
    }

    static final class ReferenceBatchSize extends OfRecipe<Optional<Integer>> {
        ReferenceBatchSize() {
            super("reference batch size", recipe -> Optional.of(recipe.referenceBatch()).filter(batch -> batch > 0));
        }
    }

    static final class WarmUpEpochs extends OfRecipe<Double> {
        WarmUpEpochs() {
            super("warm-up", Recipe::warmUp);
        }
    }

    static final class WarmUpStart extends OfRecipe<Double> {
        WarmUpStart() {
            super("warm-up start factor", Recipe::warmUpStart);
        }
    }

    static final class Fall extends OfRecipe<ScheduleParameters.Fall> {
        Fall() {
            super("schedule", ScheduleParameters.Fall::of);
        }
    }

    static final class StepEpochs extends OfRecipe<String> {
        StepEpochs() {
            super("milestones", ScheduleParameters::milestones);
        }
    }

    static final class Rules extends OfRecipe<ScheduleParameters.Rules> {
        Rules() {
            super("schedule convention", recipe -> ScheduleParameters.Rules.valueOf(recipe.rules().name()));
        }
    }

    /** A setting of the optimizer. */
    private abstract static class OfOptimizer<T> extends OfRecipe<T> {

        OfOptimizer(String title, Function<Sgd, T> value) {
            super(title, value.compose(Recipe::sgd));
        }
    }

    static final class Momentum extends OfOptimizer<Double> {
        Momentum() {
            super("momentum", Sgd::momentum);
        }
    }

    static final class Nesterov extends OfOptimizer<Boolean> {
        Nesterov() {
            super("Nesterov", Sgd::nesterov);
        }
    }

    static final class WeightDecay extends OfOptimizer<Double> {
        WeightDecay() {
            super("weight decay", Sgd::weightDecay);
        }
    }

    static final class DecayBatchNorm extends OfOptimizer<Boolean> {
        DecayBatchNorm() {
            super("decay of batch normalization", Sgd::decayBatchNorm);
        }
    }

    static final class LargestGradientNorm extends OfOptimizer<Optional<Double>> {
        LargestGradientNorm() {
            super("gradient clipping", sgd -> Optional.of(sgd.largestNorm()).filter(Double::isFinite));
        }
    }

    /** A setting of what learns. */
    private abstract static class OfTuning<T> extends OfRecipe<T> {

        OfTuning(String title, Function<Tuning, T> value) {
            super(title, value.compose(Recipe::tuning));
        }
    }

    static final class FrozenStages extends OfTuning<Integer> {
        FrozenStages() {
            super("frozen stages", Tuning::frozenStages);
        }
    }

    static final class FrozenBatchNorm extends OfTuning<Boolean> {
        FrozenBatchNorm() {
            super("frozen batch normalization", Tuning::frozenBatchNorm);
        }
    }

    static final class BackboneRate extends OfTuning<Double> {
        BackboneRate() {
            super("learning rate of the backbone", Tuning::backboneRate);
        }
    }

    static final class Cycles extends OfRecipe<MultigridParameters.Cycles> {
        Cycles() {
            super("Multigrid", recipe -> MultigridParameters.Cycles.valueOf(recipe.cycles().name()));
        }
    }

    static final class EpochFactor extends OfRecipe<Double> {
        EpochFactor() {
            super("epoch factor", Recipe::epochFactor);
        }
    }

    static final class FindsRate extends OfRecipe<Boolean> {
        FindsRate() {
            super("finding the learning rate", Recipe::findsRate);
        }
    }

    /** What finds its rate finds how many clips fit, too. */
    static final class BatchByMemory extends OfRecipe<Boolean> {
        BatchByMemory() {
            super("batch size by memory", Recipe::findsRate);
        }
    }

    static final class Algorithm extends OfRecipe<OptimizerParameters.Algorithm> {
        Algorithm() {
            super("optimizer", recipe -> OptimizerParameters.Algorithm.SGD);
        }
    }

    static final class LayerFactor extends OfRecipe<Optional<Double>> {
        LayerFactor() {
            super("layer-wise rates", recipe -> Optional.empty());
        }
    }

    static final class Average extends OfRecipe<OptimizerParameters.Average> {
        Average() {
            super("average of weights", recipe -> OptimizerParameters.Average.NONE);
        }
    }

    /** A setting of a network that is new, which follows from its width or is always the same. */
    abstract static class OfNetwork<T> extends OfPreset<T> {

        OfNetwork(String title, Function<Integer, T> value) {
            super(title, Preset::width, value);
        }
    }

    static final class Width extends OfNetwork<Integer> {
        Width() {
            super("width", width -> width);
        }
    }

    /** A setting of a SlowFast network. */
    abstract static class OfPathways<T> extends OfPreset<T> {

        OfPathways(String title, Function<Pathways, T> value) {
            super(title, Preset::pathways, value);
        }
    }
}
