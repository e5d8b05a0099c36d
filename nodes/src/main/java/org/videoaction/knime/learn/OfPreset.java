package org.videoaction.knime.learn;

import java.util.function.Function;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.StateProvider;
import org.videoaction.model.training.Recipe;

/** Fills a setting when a preset is chosen in the dialog; it can be changed afterwards. */
abstract class OfPreset<T> implements StateProvider<T>, ParameterReference<T> {

    private final Function<Recipe, T> value;
    private Supplier<Preset> preset;
    private Supplier<T> before;

    /** @param value the setting's value in a recipe */
    OfPreset(Function<Recipe, T> value) {
        this.value = value;
    }

    /** The choice of a preset. */
    interface Choice extends ParameterReference<Preset> {}

    @Override
    @SuppressWarnings("unchecked")
    public void init(StateProviderInitializer initializer) {
        preset = initializer.computeFromValueSupplier(Choice.class);
        before = initializer.getValueSupplier((Class<? extends ParameterReference<T>>) getClass());
    }

    @Override
    public T computeState(NodeParametersInput input) {
        Recipe recipe = preset.get().recipe();
        return recipe == null ? before.get() : value.apply(recipe);
    }

    static final class Epochs extends OfPreset<Integer> {
        Epochs() {
            super(Recipe::epochs);
        }
    }

    static final class LearningRate extends OfPreset<Double> {
        LearningRate() {
            super(Recipe::learningRate);
        }
    }

    static final class ReferenceBatchSize extends OfPreset<Integer> {
        ReferenceBatchSize() {
            super(Recipe::referenceBatch);
        }
    }

    static final class WarmUpEpochs extends OfPreset<Double> {
        WarmUpEpochs() {
            super(Recipe::warmUp);
        }
    }

    static final class Fall extends OfPreset<ScheduleParameters.Fall> {
        Fall() {
            super(ScheduleParameters.Fall::of);
        }
    }

    static final class StepEpochs extends OfPreset<String> {
        StepEpochs() {
            super(ScheduleParameters::milestones);
        }
    }

    static final class Rules extends OfPreset<ScheduleParameters.Rules> {
        Rules() {
            super(recipe -> ScheduleParameters.Rules.valueOf(recipe.rules().name()));
        }
    }

    static final class Nesterov extends OfPreset<Boolean> {
        Nesterov() {
            super(Recipe::nesterov);
        }
    }

    static final class DecayBatchNorm extends OfPreset<Boolean> {
        DecayBatchNorm() {
            super(Recipe::decayBatchNorm);
        }
    }

    static final class LargestGradientNorm extends OfPreset<Double> {
        LargestGradientNorm() {
            super(Recipe::largestNorm);
        }
    }

    static final class FrozenBatchNorm extends OfPreset<Boolean> {
        FrozenBatchNorm() {
            super(Recipe::frozenBatchNorm);
        }
    }

    static final class Cycles extends OfPreset<MultigridParameters.Cycles> {
        Cycles() {
            super(recipe -> MultigridParameters.Cycles.valueOf(recipe.cycles().name()));
        }
    }

    static final class EpochFactor extends OfPreset<Double> {
        EpochFactor() {
            super(Recipe::epochFactor);
        }
    }
}
