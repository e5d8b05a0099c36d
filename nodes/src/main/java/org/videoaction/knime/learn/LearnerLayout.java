package org.videoaction.knime.learn;

import java.util.Arrays;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ModelPort;

/** The parts of the learners' dialogs, in the order in which one decides: what is trained, how long, how fast, on what. */
interface LearnerLayout {

    @Section(title = "Preset")
    interface Presets {}

    @Section(title = "Network")
    @After(Presets.class)
    @Effect(predicate = ModelPort.class, type = EffectType.HIDE)
    interface Network {}

    @Section(title = "Training")
    @After(Network.class)
    interface Training {}

    @Section(title = "Learning rate")
    @After(Training.class)
    interface LearningRate {}

    @Section(title = "Fine-tuning")
    @Effect(predicate = ModelPort.class, type = EffectType.SHOW)
    @After(LearningRate.class)
    interface FineTuning {}

    @Section(title = "Validation")
    @Effect(predicate = HasValidationPort.class, type = EffectType.SHOW)
    @After(FineTuning.class)
    interface Validation {}

    @Section(title = "Checkpoints")
    @After(Validation.class)
    interface Checkpoints {}

    @Section(title = "Labels and loss")
    @Advanced
    @After(Checkpoints.class)
    interface Labels {}

    @Section(title = "Few and unequal videos")
    @Advanced
    @After(Labels.class)
    interface FewVideos {}

    @Section(title = "Optimizer and averages")
    @Advanced
    @After(FewVideos.class)
    interface Optimiser {}

    @Section(title = "Multigrid")
    @Advanced
    @After(Optimiser.class)
    interface Multigrid {}

    @Section(title = "Computing")
    @Advanced
    @After(Multigrid.class)
    interface Computing {}

    /** The node has a port for clips to validate with, beside that for clips to train on. */
    final class HasValidationPort implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            return initializer.getConstant(HasValidationPort::holds);
        }

        private static boolean holds(NodeParametersInput input) {
            return Arrays.stream(input.getInPortTypes()).filter(ClipTablePortObject.TYPE::equals).count() > 1;
        }
    }
}
