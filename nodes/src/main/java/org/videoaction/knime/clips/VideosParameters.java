package org.videoaction.knime.clips;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.DefaultProvider;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.DoubleColumnsProvider;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider.StringColumnsProvider;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.CommonColumns;

/** What a table says of the videos that clips are taken from. */
@Layout(VideoLayout.Videos.class)
abstract class VideosParameters extends PurposeParameters {

    /** Whether columns are used that not every table has. */
    enum ColumnUse {
        @Label(value = "Automatic", description = "Where the table has what the Video Dataset Reader gives.")
        AUTOMATIC,
        @Label(value = "Chosen", description = "What is chosen below.")
        CHOSEN,
        @Label(value = "None", description = "They are left out.")
        NONE
    }

    /** Whether the table's boxes are used. */
    enum BoxUse {
        @Label(value = "Automatic", description = "Where the table has the columns that the Video Dataset Reader gives AVA.")
        AUTOMATIC,
        @Label(value = "None", description = "Clips come from whole videos or segments.")
        NONE
    }

    /** The label comes from a chosen column. */
    static final class LabelIsChosen extends IsOneOf<ColumnUse> {
        LabelIsChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Multiple labels come from a chosen column. */
    static final class LabelsAreChosen extends IsOneOf<ColumnUse> {
        LabelsAreChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Segments come from chosen columns. */
    static final class SegmentsAreChosen extends IsOneOf<ColumnUse> {
        SegmentsAreChosen() {
            super(ColumnUse.CHOSEN);
        }
    }

    /** Before there was a choice the label came from the chosen column; without a name there was none. */
    static final class LabelWasChosen implements DefaultProvider<ColumnUse> {
        @Override
        public ColumnUse getDefault() {
            return ColumnUse.CHOSEN;
        }
    }

    /** Gives the columns with lists to choose from. */
    static final class ListColumns extends CompatibleColumnsProvider {
        ListColumns() {
            super(CollectionDataValue.class);
        }
    }

    @Widget(title = "Path column", description = "The column with the paths of the videos.")
    @ChoicesProvider(PathColumn.Choices.class)
    @Advanced
    @Persist(configKey = "path_column")
    String pathColumn = PathColumn.USUAL;

    @Widget(title = "Label", description = """
            Where the label of each video comes from. With "Automatic" that is the column Label. Videos without labels can
            be scored, but not trained on.
            """)
    @ValueSwitchWidget
    @ValueReference(LabelIsChosen.class)
    @Persist(configKey = "label")
    @Migration(LabelWasChosen.class)
    ColumnUse label = ColumnUse.AUTOMATIC;

    @Widget(title = "Label column", description = """
            The column with the label of each video. Its possible values, in their order, become the classes.
            """)
    @ChoicesProvider(StringColumnsProvider.class)
    @Effect(predicate = LabelIsChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "label_column")
    String labelColumn = CommonColumns.LABEL.name();

    @Widget(title = "Multiple labels", description = """
            Where lists of labels come from. Training for multiple labels per video needs them. With "Automatic" they
            are those of the column Labels, as long as there is a label column.
            """)
    @ValueSwitchWidget
    @Advanced
    @ValueReference(LabelsAreChosen.class)
    @Persist(configKey = "several_labels")
    @Migrate(loadDefaultIfAbsent = true)
    ColumnUse severalLabels = ColumnUse.AUTOMATIC;

    @Widget(title = "Labels column", description = "The column with the list of each video's labels.")
    @ChoicesProvider(ListColumns.class)
    @Advanced
    @Effect(predicate = LabelsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "labels_column")
    @Migrate(loadDefaultIfAbsent = true)
    String labelsColumn = CommonColumns.LABELS.name();

    @Widget(title = "Segments", description = """
            Where it is said that clips are to be taken from a part of a video alone, in seconds after its first frame.
            With "Automatic" these are the columns Start (s) and End (s). A row without both stands for the whole video; a
            segment shorter than a clip is gone through again, as a short video is.
            """)
    @ValueSwitchWidget
    @Advanced
    @ValueReference(SegmentsAreChosen.class)
    @Persist(configKey = "segments")
    @Migrate(loadDefaultIfAbsent = true)
    ColumnUse segments = ColumnUse.AUTOMATIC;

    @Widget(title = "Start column", description = "The column with the second in which a segment starts.")
    @ChoicesProvider(DoubleColumnsProvider.class)
    @Advanced
    @Effect(predicate = SegmentsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "start_column")
    @Migrate(loadDefaultIfAbsent = true)
    String startColumn = CommonColumns.START.name();

    @Widget(title = "End column", description = "The column with the second in which a segment ends.")
    @ChoicesProvider(DoubleColumnsProvider.class)
    @Advanced
    @Effect(predicate = SegmentsAreChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "end_column")
    @Migrate(loadDefaultIfAbsent = true)
    String endColumn = CommonColumns.END.name();

    @Widget(title = "Boxes", description = """
            A table with one row per box (Time (s), X1, Y1, X2, Y2 and, for training, Actions) gives a clip for each key frame,
            whose middle it is, with the boxes in it: to train networks that detect actions. The placement and number of
            clips do not matter then.
            """)
    @ValueSwitchWidget
    @Advanced
    @Persist(configKey = "boxes")
    @Migrate(loadDefaultIfAbsent = true)
    BoxUse boxes = BoxUse.AUTOMATIC;

    /** Whether clips lie round the key frames of a table with one row per box. */
    boolean usesBoxes(DataTableSpec table) {
        return boxes == BoxUse.AUTOMATIC && BoxColumns.areIn(table);
    }
}
