package org.videoaction.knime.clips;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;
import org.videoaction.knime.port.ModelPort;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;

/** Cuts videos into clips. */
public final class FrameSamplerNodeFactory extends DefaultNodeFactory {

    private static final int NAMED = 3;
    /** A filter of the four nearest pixels sees them all down to half the size. */
    private static final double SEES_ALL = 2;

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Frame Sampler")
        .icon("frame-sampler.png")
        .shortDescription("Cuts videos into clips of equal length and size.")
        .fullDescription("""
            Takes clips of T frames from each video, scaled and cropped to one size, for training or for testing; a model at
            the optional port says what they are like. Clips are decoded once and kept in an Apache Arrow file (C x T x H x W
            bytes), which training and scoring read without copying; or, on demand, only the videos' paths and these settings
            are kept, and whoever reads the clips decodes them, so that random clips differ in each epoch. Frames are chosen
            and cropped as MMAction2 or PySlowFast do. A video that cannot be decoded is left out, named in a warning and, with
            the reason, in the second output. A table with one row per box, as the Video Dataset Reader makes it of AVA's
            lists, gives a clip round each key frame with the boxes in it, which are scaled, cropped and flipped with the
            frames. The port for a model is added at the node's three dots.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(FrameSamplerNodeFactory::declare)
        .model(model -> model.parametersClass(FrameSamplerParameters.class)
            .configure(FrameSamplerNodeFactory::configure)
            .execute(FrameSamplerNodeFactory::execute))
        .addView(SampledClips::view)
        .nodeType(NodeType.Manipulator)
        .keywords("video", "clip", "frames", "decode", "crop", "FFmpeg");

    public FrameSamplerNodeFactory() {
        super(NODE);
    }

    private static void declare(DynamicPortsAdder ports) {
        ports.addInputPortGroup("Videos", port -> port.name("Videos").description("""
            One row per video, or a segment of one, with its path and, for training and evaluation, its class; or one row per
            box in a key frame.
            """).fixed(BufferedDataTable.TYPE));
        ports.addInputPortGroup("Model", port -> port.name("Model").description("""
            A model that the clips are for: frames, stride, crop and short side are its own and not asked then.
            """).optional().supportedTypes(VideoModelPortObject.TYPE));
        ports.addOutputPortGroup("Clips", port -> port.name("Clips")
            .description("The clips, or how to take them from the videos.").fixed(ClipTablePortObject.TYPE));
        ports.addOutputPortGroup("Sampled videos", port -> port.name("Sampled videos")
            .description("The input's videos: how many clips each gave, and why some gave none.")
            .fixed(BufferedDataTable.TYPE));
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        FrameSamplerParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec table = in.getInTableSpec(0);
        boolean boxes = parameters.usesBoxes(table);
        Recipe recipe = parameters.recipe(ModelPort.spec(in.getInPortSpecs()), boxes);
        if (boxes) {
            PathColumn.name(table, parameters.pathColumn);
        }
        Classes classes = boxes ? Classes.NONE : VideoRows.knownClasses(table, VideoColumns.of(table, parameters));
        out.setOutSpecs(new ClipTablePortObjectSpec(recipe.spec(classes)), SampledClips.COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        FrameSamplerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        DataTableSpec columns = table.getDataTableSpec();
        boolean boxes = parameters.usesBoxes(columns);
        VideoPlaces places = new VideoPlaces();
        VideoRows rows = NodeWork.run(exec,
            progress -> boxes ? VideoRows.ofBoxes(table, PathColumn.name(columns, parameters.pathColumn), places)
                : VideoRows.read(table, VideoColumns.of(columns, parameters), places));
        Recipe recipe = NodeWork.run(exec, progress -> parameters.recipe(model(in.getInPortObjects()), boxes))
            .with(parameters.isOnDemand() ? places.inPlace() : places);
        FileStore store = NodeWork.run(exec, progress -> exec.createFileStore("clips.arrow"));
        VideoSampler sampler = new VideoSampler(recipe, parameters.threads());
        Path target = store.getFile().toPath();
        List<SampledVideo> sampled = NodeWork.run(exec, progress -> parameters.isOnDemand()
            ? sampler.sampleOnDemand(rows.videos(), rows.classes(), target, progress)
            : sampler.sample(rows.videos(), rows.classes(), target, places.watched(progress)));
        warn(sampled, out);
        ClipTablePortObjectSpec spec = new ClipTablePortObjectSpec(recipe.spec(rows.classes()));
        ClipTablePortObject clips = new ClipTablePortObject(spec, store);
        BufferedDataTable videos = SampledClips.table(rows.keys(), sampled, exec);
        out.setOutData(0, clips);
        out.setOutData(1, videos);
        out.setInternalData(clips, videos);
    }

    private static Optional<VideoModelPortObjectSpec> model(PortObject[] inputs) {
        return ModelPort.spec(Arrays.stream(inputs).map(PortObject::getSpec).toArray(PortObjectSpec[]::new));
    }

    private static void warn(List<SampledVideo> sampled, ExecuteOutput out) throws KNIMEException {
        String warnings = Stream.of(failures(sampled), aliasing(sampled)).flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
        if (!warnings.isEmpty()) {
            out.setWarningMessage(warnings);
        }
    }

    private static Optional<String> failures(List<SampledVideo> sampled) throws KNIMEException {
        List<SampledVideo> failed = sampled.stream().filter(video -> video.status().equals(SampledVideo.FAILED)).toList();
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        String named = failed.stream().limit(NAMED)
            .map(video -> video.video().name() + " (" + video.reason() + ")").collect(Collectors.joining(", "))
            + (failed.size() > NAMED ? " and " + (failed.size() - NAMED) + " more" : "");
        if (failed.size() == sampled.size()) {
            throw new KNIMEException("None of the " + sampled.size() + " videos can be decoded: " + named + ".");
        }
        return Optional.of(failed.size() + " of " + sampled.size() + " videos cannot be decoded and are left out: " + named
            + ".");
    }

    private static Optional<String> aliasing(List<SampledVideo> sampled) {
        List<SampledVideo> shrunk = sampled.stream().filter(video -> video.shrunk() > SEES_ALL).toList();
        return shrunk.stream().max(Comparator.comparingDouble(SampledVideo::shrunk))
            .map(most -> "The reference filter makes the frames of " + shrunk.size() + " of " + sampled.size()
                + " videos more than twice smaller, those of " + most.video().video() + " "
                + String.format(Locale.ROOT, "%.1f", most.shrunk()) + " times: it passes pixels over, so that fine textures "
                + "flicker (aliasing). Shrink such videos once to about twice the short side with another program, or "
                + "choose the fast scaling, which takes every pixel into account.");
    }
}
