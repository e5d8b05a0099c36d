package org.videoaction.knime.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.videoaction.data.FilePath;
import org.videoaction.data.Progress;
import org.videoaction.data.annotation.Mark;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.boxes.BoxColumns;
import org.videoaction.knime.io.Target;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;

/** Draws what was recognised into videos. */
public final class VideoAnnotatorNodeFactory extends DefaultNodeFactory {

    /** The file that was written for a video, or why there is none. */
    private record Annotated(String video, Path file, int frames, String problem) {}

    private static final Columns<Annotated> COLUMNS = new Columns<Annotated>()
        .with(CommonColumns.PATH, Annotated::video)
        .with(Column.text("Annotated"), annotated -> annotated.file() == null ? null : Target.name(annotated.file()))
        .with(CommonColumns.FRAMES, annotated -> annotated.file() == null ? null : annotated.frames())
        .with(CommonColumns.PROBLEM, Annotated::problem);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Annotator")
        .icon("video-annotator.png")
        .shortDescription("Draws predicted labels or boxes into videos.")
        .fullDescription("""
            Writes each video of a table anew with what was recognized in it: the labels and probabilities of the Action
            Predictor, the segments of the Long Video Predictor, or the boxes and actions of the Action Detector. Predictions
            are green; the truth, the labels of the same table or the boxes of an optional second one, is red and dashed. With a
            model at an optional port, heat lies over what speaks for the video's predicted class or, where a video has several,
            for the most probable class of each clip: in the middle of the frames, which the model sees. A bar along the lower edge
            then shows the evidence over the video's time, up to the clip that is shown: how hot a moment is within its clip, times
            the class's probability there; a white mark is the current frame. The
            files are H.264 in MP4, of the size shown and the same frames a second, without sound. A video that cannot be read, or
            not be written, is a row with the reason; a folder that is full or takes no file ends the node.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(VideoAnnotatorNodeFactory::declare)
        .model(model -> model.parametersClass(VideoAnnotatorParameters.class)
            .configure(VideoAnnotatorNodeFactory::configure)
            .execute(VideoAnnotatorNodeFactory::execute))
        .nodeType(NodeType.Sink)
        .keywords("video", "overlay", "boxes", "labels", "MP4", "H.264");

    public VideoAnnotatorNodeFactory() {
        super(NODE);
    }

    private static void declare(DynamicPortsAdder ports) {
        ports.addInputPortGroup("Predictions",
            port -> port.name("Predictions").description("One row per video, a segment or a "
                + "box, as the Action Predictor, the Long Video Predictor and the Action Detector give it.")
                .fixed(BufferedDataTable.TYPE));
        ports.addInputPortGroup("True boxes", port -> port.name("True boxes")
            .description("The boxes that should have been found: Path, Time (s), X1, Y1, X2, Y2 and Labels.").optional()
            .supportedTypes(BufferedDataTable.TYPE));
        ports.addInputPortGroup("Model", port -> port.name("Model")
            .description("The model that predicted, for heat; one that recognizes whole clips.").optional()
            .supportedTypes(VideoModelPortObject.TYPE));
        ports.addOutputPortGroup("Annotated videos",
            port -> port.name("Annotated videos").description("One row per video: its "
                + "path, the file that was written, its frames; or why there is none.").fixed(BufferedDataTable.TYPE));
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoAnnotatorParameters parameters = in.getParameters();
        parameters.check();
        DataTableSpec[] specs = Arrays.stream(in.getInPortSpecs()).filter(DataTableSpec.class::isInstance)
            .map(DataTableSpec.class::cast).toArray(DataTableSpec[]::new);
        VideoMarks.check(specs[0]);
        if (specs.length > 1) {
            BoxColumns.check("true boxes", specs[1]);
        }
        checkHeat(parameters.explanation, Arrays.stream(in.getInPortSpecs())
            .filter(VideoModelPortObjectSpec.class::isInstance).map(VideoModelPortObjectSpec.class::cast).findFirst());
        out.setOutSpecs(COLUMNS.spec());
    }

    private static void checkHeat(ExplanationParameters explanation, Optional<VideoModelPortObjectSpec> model)
        throws InvalidSettingsException {
        if (model.isPresent() != explanation.chosen().isPresent()) {
            throw new InvalidSettingsException(model.isPresent()
                ? "A model is connected, but Explain is None. Choose how heat is found, or take the model's port away."
                : "Heat needs a model. Add the port Model and connect the one that predicted, or set Explain to None.");
        }
        if (model.isPresent()) {
            model.get().checkExplained();
            explanation.check(model.get());
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoAnnotatorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<BufferedDataTable> tables = Arrays.stream(in.getInPortObjects()).filter(BufferedDataTable.class::isInstance)
            .map(BufferedDataTable.class::cast).toList();
        Optional<VideoModelPortObject> model = Arrays.stream(in.getInPortObjects())
            .filter(VideoModelPortObject.class::isInstance).map(VideoModelPortObject.class::cast).findFirst();
        VideoPlaces places = new VideoPlaces();
        Map<String, List<Mark>> videos = parameters.marks().of(tables.get(0), tables.stream().skip(1).findFirst(), places);
        List<Annotated> annotated = new ArrayList<>();
        NodeWork.run(exec, progress -> {
            Set<String> names = new HashSet<>();
            double share = 1.0 / Math.max(1, videos.size());
            try (Target folder = parameters.target.open();
                HeatedVideos annotator = new HeatedVideos(model, parameters.explanation.chosen(),
                    VideoMarks.only(tables.get(0), places), VideoLimits.DEFAULT.with(places))) {
                for (Map.Entry<String, List<Mark>> video : videos.entrySet()) {
                    double before = annotated.size() * share;
                    annotated.add(annotate(video, folder, names, parameters.overwrite, places, annotator,
                        (fraction, message) -> progress.report(before + share * fraction, video.getKey() + ": " + message)));
                }
            }
            return annotated;
        });
        warn(annotated, out);
        out.setOutData(0, COLUMNS.table(annotated, exec));
    }

    private static Annotated annotate(Map.Entry<String, List<Mark>> video, Target folder, Set<String> names,
        boolean overwrite, VideoPlaces places, HeatedVideos annotator, Progress progress) throws IOException {
        try {
            Path path = FilePath.of(video.getKey());
            Path target = folder.file(name(VideoPlaces.fileName(video.getKey()), names));
            String hindrance = hindrance(path, target, overwrite);
            if (hindrance != null) {
                return new Annotated(video.getKey(), null, 0, hindrance);
            }
            places.fetch(path, progress);
            int[] frames = {0};
            Target.write(target, file -> frames[0] = annotator.annotate(video.getKey(), path, video.getValue(), file,
                progress));
            return new Annotated(video.getKey(), target, frames[0], null);
        } catch (VideoException e) {
            return new Annotated(video.getKey(), null, 0, e.reason());
        }
    }

    /** Why a file is not to be put in the place of another one, or null. */
    private static String hindrance(Path video, Path target, boolean overwrite) throws IOException {
        if (!Files.exists(target)) {
            return null;
        } else if (!overwrite) {
            return "The file " + Target.name(target) + " exists; replacing files is switched off.";
        } else if (!Files.isRegularFile(target)) {
            return Target.name(target) + " exists and is not a file.";
        }
        return Target.isHere(target) && Files.exists(video) && Files.isSameFile(video, target)
            ? "The file " + target + " exists and is the video itself." : null;
    }

    /** The video's own name, or with a number behind it where another video of the table has it too. */
    private static String name(String file, Set<String> names) {
        String name = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
        String unused = name;
        for (int number = 2; !names.add(unused); number++) {
            unused = name + "-" + number;
        }
        return unused + ".mp4";
    }

    private static void warn(List<Annotated> videos, ExecuteOutput out) {
        List<Annotated> left = videos.stream().filter(video -> video.file() == null).toList();
        if (!left.isEmpty()) {
            out.setWarningMessage(left.size() + " of " + videos.size() + " videos were not written, the first "
                + left.get(0).video() + " (" + left.get(0).problem() + ").");
        }
    }
}
