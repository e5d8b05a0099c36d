package org.videoaction.knime.clips;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.videoaction.knime.Bounds;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.knime.table.CommonColumns;

/** The settings of the Video Partitioner. */
final class VideoPartitionerParameters implements CompleteSettings {

    @Section(title = "Folds")
    interface Folding {}

    static final ColumnChoice<String> LABEL = new ColumnChoice<>(CommonColumns.LABEL, Column::text, Column::isText, "label",
        "texts");
    static final ColumnChoice<String> GROUP = new ColumnChoice<>(CommonColumns.PATH, Column::text, type -> true, "group",
        "values");

    /** Columns of texts. */
    static final class LabelColumns extends ColumnChoice.Choices {
        LabelColumns() {
            super(0, true, Column::isText);
        }
    }

    /** Columns of anything. */
    static final class GroupColumns extends ColumnChoice.Choices {
        GroupColumns() {
            super(0, true, type -> true);
        }
    }

    @Widget(title = "Folds", description = "Into how many parts of about the same size the videos are cut.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Folding.class)
    @Persist(configKey = "folds")
    int folds = 5;

    @Widget(title = "Test fold", description = """
            Which fold is the part "test" of this round, from 0; all others are "train". In a loop of as many rounds as there
            are folds it is the flow variable currentIteration of the Counting Loop Start.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Folding.class)
    @Persist(configKey = "test_fold")
    int testFold;

    @Widget(title = "Group column", description = """
            What belongs together has the same value here, such as a person, a scene or a source, and is never divided between
            folds. By itself it is the column Path, so that segments of one video stay together.
            """)
    @ChoicesProvider(GroupColumns.class)
    @Layout(Folding.class)
    @Persist(configKey = "group_column")
    String groupColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Label column", description = """
            Each class is spread over the folds as evenly as groups allow. By itself it is the column Label.
            """)
    @ChoicesProvider(LabelColumns.class)
    @Layout(Folding.class)
    @Persist(configKey = "label_column")
    String labelColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Seed", description = "The same videos in the same order and the same seed give the same folds.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Folding.class)
    @Persist(configKey = "seed")
    long seed = 1;

    @Override
    public void validate() throws InvalidSettingsException {
        Bounds.check(this);
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (folds < 2) {
            throw new InvalidSettingsException("There are at least two folds, not " + folds + ".");
        }
        if (testFold >= folds) {
            throw new InvalidSettingsException("The test fold is " + testFold + ", but the " + folds
                + " folds are numbered from 0 to " + (folds - 1) + ".");
        }
    }
}
