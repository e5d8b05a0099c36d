package org.videoaction.knime.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.persistence.Persistor;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.videoaction.data.list.AvaLists;
import org.videoaction.data.list.BoxSource;
import org.videoaction.knime.Bounds.AtMostOne;
import org.videoaction.knime.OptionalSetting;
import org.videoaction.knime.io.DatasetSource.Format;
import org.videoaction.knime.io.DatasetSource.ListIs;

/** What is needed for lists of boxes beside the list itself. */
final class AvaParameters implements NodeParameters {

    /** The list is one of boxes that a detector found. */
    static final class ListsProposals extends ListIs {
        ListsProposals() {
            super(Format.AVA_PROPOSALS);
        }
    }

    /** The list is one of AVA's. */
    static final class IsOfAva extends ListIs {
        IsOfAva() {
            super(Format.AVA, Format.AVA_PROPOSALS, Format.AVA_KINETICS);
        }
    }

    /** The list is of AVA's own films. */
    static final class IsOfFilms extends ListIs {
        IsOfFilms() {
            super(Format.AVA, Format.AVA_PROPOSALS);
        }
    }

    /** The list was made by a program for annotating. */
    static final class IsDrawn extends ListIs {
        IsDrawn() {
            super(Format.CVAT, Format.VIA);
        }
    }

    /** Times that are left out. */
    static final class ExcludedFile extends OptionalFile {
        ExcludedFile() {
            super("excluded_file");
        }
    }

    /** A list of pictures. */
    static final class FrameList extends OptionalFile {
        FrameList() {
            super("frame_list");
        }
    }

    /** An attribute that is not the first one. */
    static final class ActionAttribute extends OptionalSetting.OfText {
        ActionAttribute() {
            super("action_attribute", "action");
        }
    }

    /** A rate that is not read from the videos. */
    static final class FramesPerSecond extends OptionalSetting.OfDouble {
        FramesPerSecond() {
            super("frames_per_second", 0, 30);
        }
    }

    @Widget(title = "Excluded times", description = """
            AVA's list of the times that its authors took out again: one line per time, the video and the second. Boxes
            at these times are left out.
            """)
    @FileReaderWidget(fileExtensions = {"csv", "txt"})
    @Effect(predicate = IsOfAva.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = ExcludedFile.class)
    @Persistor(ExcludedFile.class)
    Optional<FileSelection> excludedFile = Optional.empty();

    @Widget(title = "Minimum score", description = "Proposals of which the detector is less sure are left out: 0 to 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = AtMostOne.class)
    @Effect(predicate = ListsProposals.class, type = EffectType.SHOW)
    @Persist(configKey = "least_score")
    double leastScore;

    @Widget(title = "Frame list", description = """
            A list of the pictures that the videos were taken apart into (original_vido_id video_id frame_id path labels),
            30 a second from second 900 on, as PySlowFast has it. With it the table gets a column with the picture of each
            box. Its paths are relative to the folder of videos.
            """)
    @FileReaderWidget(fileExtensions = {"csv", "txt"})
    @Effect(predicate = IsOfFilms.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = FrameList.class)
    @Persistor(FrameList.class)
    Optional<FileSelection> frameList = Optional.empty();

    @Widget(title = "Videos start at (seconds)", description = """
            The second of the film at which the videos start: 900 for those that were cut to the annotated part, 0 for
            whole films. The table's times count from there.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsOfFilms.class, type = EffectType.SHOW)
    @Persist(configKey = "first_second")
    double firstSecond;

    @Widget(title = "Attribute with the action", description = """
            The attribute of boxes that says what somebody does. Without it that is the first attribute of a box, or its label
            where it has none.
            """)
    @Effect(predicate = IsDrawn.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = ActionAttribute.class)
    @Persistor(ActionAttribute.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<String> actionAttribute = Optional.empty();

    @Widget(title = "Frames per second", description = """
            How many frames a second the videos have, whose frames the list numbers from 0. Without it the time of each frame is read
            from the videos.
            """)
    @OptionalWidget(defaultProvider = FramesPerSecond.class)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsDrawn.class, type = EffectType.SHOW)
    @Persistor(FramesPerSecond.class)
    @Migrate(loadDefaultIfAbsent = true)
    Optional<Double> framesPerSecond = Optional.empty();

    boolean hasFrames() {
        return frameList.filter(LocalFile::isChosen).isPresent();
    }

    /** @param folder where the videos and the frames are */
    BoxSource source(Path list, Path folder, Path classFile) throws IOException {
        return new BoxSource(list, folder, classFile, LocalFile.read(excludedFile, AvaLists::excluded).orElse(Set.of()),
            leastScore, LocalFile.read(frameList, file -> AvaLists.frames(file, folder)).orElse(Map.of()), firstSecond,
            actionAttribute.orElse("").strip(), framesPerSecond.orElse(0.0), new ArrayList<>());
    }
}
