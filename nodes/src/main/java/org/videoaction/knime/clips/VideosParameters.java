package org.videoaction.knime.clips;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.EffectPredicateProvider.PredicateInitializer.StringReference;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.ColumnChoice;
import org.videoaction.knime.table.CommonColumns;

/** What a table says of the videos that clips are taken from. */
@Layout(VideoLayout.Videos.class)
abstract class VideosParameters extends PurposeParameters {

    static final ColumnChoice<String> LABEL = new ColumnChoice<>(CommonColumns.LABEL, Column::text, Column::isText, "label",
        "texts");
    static final ColumnChoice<List<String>> LABELS = new ColumnChoice<>(CommonColumns.LABELS, Column::texts, Column::isTexts,
        "labels", "lists of texts");
    static final ColumnChoice<Double> START = seconds(CommonColumns.START, "start");
    static final ColumnChoice<Double> END = seconds(CommonColumns.END, "end");

    private static ColumnChoice<Double> seconds(Column<Double> usual, String role) {
        return new ColumnChoice<>(usual, Column::number, Column::isNumber, role, "numbers");
    }

    /** Whether the table's boxes are used. */
    enum BoxUse {
        @Label(value = "Automatic", description = "Where the table has the columns that the Video Dataset Reader gives AVA.")
        AUTOMATIC,
        @Label(value = "None", description = "Clips come from whole videos or segments.")
        NONE
    }

    /** Columns of texts. */
    static final class LabelColumns extends ColumnChoice.Choices {
        LabelColumns() {
            super(0, true, Column::isText);
        }
    }

    /** Columns of lists of texts. */
    static final class LabelsColumns extends ColumnChoice.Choices {
        LabelsColumns() {
            super(0, true, Column::isTexts);
        }
    }

    /** Columns of numbers. */
    static final class TimeColumns extends ColumnChoice.Choices {
        TimeColumns() {
            super(0, true, Column::isNumber);
        }
    }

    /** The label's column. */
    static final class InLabel extends ColumnChoice.InTwoSettings {
        InLabel() {
            super("label", "label_column", CommonColumns.LABEL.name());
        }
    }

    /** The column of several labels. */
    static final class InLabels extends ColumnChoice.InTwoSettings {
        InLabels() {
            super("several_labels", "labels_column", CommonColumns.LABELS.name());
        }
    }

    /** The column of segments' starts, and whether segments are used. */
    static final class InSegment extends ColumnChoice.InTwoSettings {
        InSegment() {
            super("segments", "start_column", CommonColumns.START.name());
        }
    }

    /** A column of starts is chosen; the reference names the choice. */
    static final class StartIsChosen implements EffectPredicateProvider, ParameterReference<String> {
        @Override
        public EffectPredicate init(PredicateInitializer initializer) {
            StringReference start = initializer.getString(StartIsChosen.class);
            return start.isEqualTo(ColumnChoice.AUTOMATIC).or(start.isEqualTo(ColumnChoice.NONE)).negate();
        }
    }

    @Widget(title = "Path column", description = """
            The column with the paths of the videos. By itself it is the column Path, or the first with paths.
            """)
    @ChoicesProvider(PathColumn.Choice.class)
    @Advanced
    @Persist(configKey = "path_column")
    String pathColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Label column", description = """
            The column with the label of each video. Its possible values, in their order, become the classes. By itself it is
            the column Label. Videos without labels can be scored, but not trained on.
            """)
    @ChoicesProvider(LabelColumns.class)
    @Persistor(InLabel.class)
    String labelColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Column of several labels", description = """
            The column with the list of each video's labels. Training for multiple labels per video needs it. By itself it is
            the column Labels, as long as there is a label column.
            """)
    @ChoicesProvider(LabelsColumns.class)
    @Advanced
    @Persistor(InLabels.class)
    @Migrate(loadDefaultIfAbsent = true)
    String labelsColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Segment start column", description = """
            The column with the second, after a video's first frame, in which the part of it starts that clips are taken
            from. By itself the segments are those of the columns Start (s) and End (s). A row without both stands for the
            whole video; a segment shorter than a clip is gone through again, as a short video is.
            """)
    @ChoicesProvider(TimeColumns.class)
    @Advanced
    @ValueReference(StartIsChosen.class)
    @Persistor(InSegment.class)
    @Migrate(loadDefaultIfAbsent = true)
    String startColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Segment end column", description = "The column with the second in which a segment ends.")
    @ChoicesProvider(TimeColumns.class)
    @Advanced
    @Effect(predicate = StartIsChosen.class, type = EffectType.SHOW)
    @Persist(configKey = "end_column")
    @Migrate(loadDefaultIfAbsent = true)
    String endColumn = ColumnChoice.AUTOMATIC;

    @Widget(title = "Boxes", description = """
            A table with one row per box (Time (s), X1, Y1, X2, Y2 and, for training, Labels) gives a clip for each key frame,
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
