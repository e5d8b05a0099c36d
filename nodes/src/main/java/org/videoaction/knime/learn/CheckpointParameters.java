package org.videoaction.knime.learn;

import java.io.IOException;
import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.videoaction.knime.io.CheckpointsFolder;
import org.videoaction.model.training.CheckpointFolder;
import org.videoaction.model.training.TensorBoardLog;

/** Where training keeps how far it is. */
final class CheckpointParameters implements NodeParameters {

    @Persistor(CheckpointsFolder.Persistence.class)
    CheckpointsFolder folder = new CheckpointsFolder();

    @Widget(title = "Steps between checkpoints", description = """
            For long epochs: after how many steps in the middle of an epoch a checkpoint is written too; 0 for at the end of
            epochs alone.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Persist(configKey = "every_steps")
    int everySteps;

    @Advanced
    @Widget(title = "Write TensorBoard events", description = """
            Whether the course of training is also written for TensorBoard, into the folder tensorboard of the checkpoint
            folder: loss, accuracy and learning rate of each epoch, as it ends.
            """)
    @Persist(configKey = "tensorboard")
    @Migrate(loadDefaultIfAbsent = true)
    boolean tensorBoard;

    @Override
    public void validate() throws InvalidSettingsException {
        folder.validate();
    }

    Optional<CheckpointFolder> folder() throws IOException {
        return this.folder.path().map(folder -> new CheckpointFolder(folder, everySteps));
    }

    /** Where the epochs are written for TensorBoard, if they are. */
    Optional<TensorBoardLog> tensorBoard() throws IOException {
        return this.folder.path().filter(folder -> tensorBoard)
            .map(folder -> new TensorBoardLog(folder.resolve("tensorboard")));
    }
}
