package org.videoaction.knime.io;

import java.io.IOException;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileReaderWidget;
import org.knime.core.webui.node.dialog.defaultdialog.internal.file.FileSelection;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.persistence.Persist;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.videoaction.data.Progress;
import org.videoaction.knime.CompleteSettings;
import org.videoaction.knime.Computed;
import org.videoaction.knime.IsOneOf;
import org.videoaction.knime.preferences.WeightsPreference;
import org.videoaction.model.detection.DetectorFile;
import org.videoaction.model.detection.DetectorSettings;
import org.videoaction.model.detection.ObjectDetector;
import org.videoaction.model.published.PublishedDetector;
import org.videoaction.model.published.WeightsCache;

/** The detector that finds persons: a published one, or a file of anybody's. */
public final class DetectorChoice implements CompleteSettings {

    /** Where the detector comes from. */
    enum Source {
        @Label(value = "Published", description = """
            A detector whose weights may be used freely. It is downloaded from its authors when the node is executed for the
            first time, and kept; the preferences say where, and whether anything may be downloaded.
            """)
        PUBLISHED,
        @Label(value = "File", description = "A detector of your own, or of anybody's.")
        FILE
    }

    static final class IsPublished extends IsOneOf<Source> {
        IsPublished() {
            super(Source.PUBLISHED);
        }
    }

    static final class IsFile extends IsOneOf<Source> {
        IsFile() {
            super(IsPublished.class, Source.FILE);
        }
    }

    /** Those that may be used freely. */
    static final class Detectors extends Computed<List<StringChoice>> implements StringChoicesProvider {
        @Override
        protected List<StringChoice> compute(NodeParametersInput input) {
            return PublishedDetector.offered().stream()
                .map(detector -> new StringChoice(detector.id(), detector.summary())).toList();
        }
    }

    @Widget(title = "Detector", description = "Where the detector comes from.")
    @ValueSwitchWidget
    @ValueReference(IsPublished.class)
    @Persist(configKey = "source")
    Source source = Source.PUBLISHED;

    @Widget(title = "Published detector", description = """
            Detectors whose weights are under the Apache License 2.0, each with the accuracy that its authors measured. Those of
            YOLOv5, YOLOv8 and YOLO11 are under the AGPL-3.0, which reaches over to the programs that use them, and are not
            offered; a file of them is read as any other.
            """)
    @ChoicesProvider(Detectors.class)
    @Effect(predicate = IsPublished.class, type = EffectType.SHOW)
    @Persist(configKey = "published")
    String published = "yolox-s";

    @Widget(title = "File", description = """
            A detector as ONNX or TorchScript: of torchvision, DETR, RT-DETR, YOLOX, YOLOv5, YOLOv8 or YOLO11, of which the
            form of the output is recognized.
            """)
    @FileReaderWidget(fileExtensions = {"onnx", "pt", "ts", "torchscript"})
    @Effect(predicate = IsFile.class, type = EffectType.SHOW)
    @Persist(configKey = "file")
    FileSelection file = new FileSelection();

    @Override
    public void validate() throws InvalidSettingsException {
        try {
            PublishedDetector.named(published);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    @Override
    public void checkComplete() throws InvalidSettingsException {
        if (source == Source.FILE && !LocalFile.isChosen(file)) {
            throw new InvalidSettingsException("No file is chosen. Choose the file with the detector.");
        }
    }

    /**
     * The detector, ready for use.
     *
     * @throws IOException when there is no such file, or it holds no detector; the message says what to do
     */
    public ObjectDetector open(DetectorSettings settings, Progress progress) throws IOException {
        if (source == Source.PUBLISHED) {
            return DetectorFile.open(new WeightsCache(WeightsPreference.source())
                .file(PublishedDetector.named(published), progress), settings);
        }
        return LocalFile.read(file, chosen -> DetectorFile.open(chosen, settings));
    }

    /** Its name for people. */
    public String title() {
        String path = file.getFSLocation().getPath();
        return source == Source.PUBLISHED ? PublishedDetector.named(published).title()
            : path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
