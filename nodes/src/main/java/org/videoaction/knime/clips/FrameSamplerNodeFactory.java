package org.videoaction.knime.clips;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.function.Consumer;
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
import org.videoaction.knime.table.TableWriter;

/** Cuts videos into clips. */
public final class FrameSamplerNodeFactory extends DefaultNodeFactory {

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
        BufferedDataTable listed = in.getInTable(0);
        DataTableSpec columns = listed.getDataTableSpec();
        boolean boxes = parameters.usesBoxes(columns);
        VideoPlaces places = new VideoPlaces();
        VideoRows rows = NodeWork.run(exec,
            progress -> boxes ? VideoRows.ofBoxes(listed, PathColumn.name(columns, parameters.pathColumn), places)
                : VideoRows.read(listed, VideoColumns.of(columns, parameters), places));
        Recipe recipe = NodeWork.run(exec, progress -> parameters.recipe(model(in.getInPortObjects()), boxes))
            .with(parameters.isOnDemand() ? places.inPlace() : places);
        FileStore store = NodeWork.run(exec, progress -> exec.createFileStore("clips.arrow"));
        VideoSampler sampler = new VideoSampler(recipe, parameters.threads());
        Path target = store.getFile().toPath();
        TableWriter<SampledVideo> table = SampledClips.COLUMNS.writer(exec);
        SampledVideos sampled = new SampledVideos();
        Consumer<SampledVideo> reports = video -> {
            table.add(rows.keys().get(sampled.size()), video);
            sampled.add(video);
        };
        NodeWork.run(exec, progress -> {
            if (parameters.isOnDemand()) {
                sampler.sampleOnDemand(rows.videos(), rows.classes(), target, progress, reports);
            } else {
                sampler.sample(rows.videos(), rows.classes(), target, places.watched(progress), reports);
            }
            return null;
        });
        sampled.checkAny();
        String warning = Stream.of(sampled.warning(), exchanged(recipe, rows.classes())).flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
        if (!warning.isEmpty()) {
            out.setWarningMessage(warning);
        }
        ClipTablePortObjectSpec spec = new ClipTablePortObjectSpec(recipe.spec(rows.classes()));
        ClipTablePortObject clips = new ClipTablePortObject(spec, store);
        BufferedDataTable videos = table.close();
        out.setOutData(0, clips);
        out.setOutData(1, videos);
        out.setInternalData(clips, videos);
    }

    private static Optional<String> exchanged(Recipe recipe, Classes classes) {
        return classes.mirrored().filter(name -> recipe.sampling().space().flip())
            .map(name -> "Half of the clips are flipped, which makes the class " + name
                + " look like another one that is listed: "
                + "switch off the random horizontal flip.");
    }

    private static Optional<VideoModelPortObjectSpec> model(PortObject[] inputs) {
        return ModelPort.spec(Arrays.stream(inputs).map(PortObject::getSpec).toArray(PortObjectSpec[]::new));
    }
}
