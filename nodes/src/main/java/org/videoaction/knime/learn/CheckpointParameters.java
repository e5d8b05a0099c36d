package org.videoaction.knime.learn;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.model.training.CheckpointFolder;

/** Where training keeps how far it is. */
final class CheckpointParameters implements NodeParameters {

    /** There is no folder. */
    static final class HasNoFolder implements EffectPredicateProvider, ParameterReference<String> {
        @Override
        public EffectPredicate init(final PredicateInitializer initializer) {
            return initializer.getString(HasNoFolder.class).isEqualTo("");
        }
    }

    @Widget(title = "Checkpoint folder (optional)", description = """
            A folder of this machine in which training keeps how far it is after every epoch. When the node is executed again
            after it was cancelled, failed or lost power, it goes on from there and ends with the very same model. A folder
            belongs to one training: for other settings or clips choose another one. Empty for none.
            """)
    @ValueReference(HasNoFolder.class)
    @Persist(configKey = "folder")
    String m_folder = "";

    @Widget(title = "Steps between checkpoints", description = """
            For long epochs: after how many steps in the middle of an epoch a checkpoint is written too; 0 for at the end of
            epochs alone.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = HasNoFolder.class, type = EffectType.HIDE)
    @Persist(configKey = "every_steps")
    int m_everySteps;

    /** @throws IllegalArgumentException when the text is not a path */
    Optional<CheckpointFolder> folder() {
        if (m_folder.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CheckpointFolder(Path.of(m_folder.strip()), m_everySteps));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("The checkpoint folder " + m_folder + " is not a path: " + e.getReason()
                + ". Choose another folder.", e);
        }
    }
}
