package org.videoaction.knime.clips;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.filestore.FileStore;
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
import org.videoaction.data.clip.Recipe;
import org.videoaction.data.clip.SampledVideo;
import org.videoaction.data.clip.VideoSampler;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.io.PathColumn;
import org.videoaction.knime.io.VideoPlaces;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.ClipTablePortObjectSpec;

/** Cuts videos into clips. */
public final class FrameSamplerNodeFactory extends DefaultNodeFactory {

    private static final int NAMED = 3;

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Frame Sampler")
        .icon("frame-sampler.png")
        .shortDescription("Cuts videos into clips of equal length and size.")
        .fullDescription("""
            Decodes each video once and takes clips of T frames from it, scaled and cropped to one size. The clips are
            kept in an Apache Arrow file (C x T x H x W bytes), which training and scoring read without copying; or,
            on demand, only the videos' paths and these settings are kept, and whoever reads the clips decodes them, so
            that random clips differ in each epoch. Frames are chosen and cropped as MMAction2 or PySlowFast do. A video
            that cannot be decoded is left out, named in a warning and, with the reason, in the second output. A table
            with one row per box, as the Video Dataset Reader makes it of AVA's lists, gives a clip around each key frame with
            the boxes in it, which are scaled, cropped and mirrored with the frames.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputTable("Videos", """
                One row per video, or a segment of one, with its path and, for training and evaluation, its class; or one row per
                box in a key frame.
                """)
            .addOutputPort("Clips", "The clips, or how to take them from the videos.", ClipTablePortObject.TYPE)
            .addOutputTable("Sampled videos", "The input's videos: how many clips each gave, and why some gave none."))
        .model(model -> model.parametersClass(FrameSamplerParameters.class)
            .configure(FrameSamplerNodeFactory::configure)
            .execute(FrameSamplerNodeFactory::execute))
        .addView(SampledClips::view)
        .nodeType(NodeType.Manipulator)
        .keywords("video", "clip", "frames", "decode", "crop", "FFmpeg");

    public FrameSamplerNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        FrameSamplerParameters parameters = in.getParameters();
        parameters.check();
        DataTableSpec table = in.getInTableSpec(0);
        if (parameters.usesBoxes(table)) {
            PathColumn.index(table, parameters.pathColumn);
            out.setOutSpecs(new ClipTablePortObjectSpec(parameters.recipe(true).spec(Classes.NONE)),
                SampledClips.COLUMNS.spec());
            return;
        }
        VideoColumns columns = VideoColumns.of(table, parameters);
        Classes classes = VideoRows.knownClasses(table, columns);
        out.setOutSpecs(new ClipTablePortObjectSpec(parameters.recipe().spec(classes)), SampledClips.COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        FrameSamplerParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        BufferedDataTable table = in.getInTable(0);
        boolean boxes = parameters.usesBoxes(table.getDataTableSpec());
        VideoPlaces places = new VideoPlaces();
        VideoRows rows = NodeWork.run(exec, progress -> boxes ? VideoRows.ofBoxes(table, parameters.pathColumn, places)
            : VideoRows.read(table, VideoColumns.of(table.getDataTableSpec(), parameters), places));
        Recipe recipe = parameters.recipe(boxes).with(parameters.isOnDemand() ? places.inPlace() : places);
        FileStore store = NodeWork.run(exec, progress -> exec.createFileStore("clips.arrow"));
        VideoSampler sampler = new VideoSampler(recipe, parameters.threads());
        Path target = store.getFile().toPath();
        List<SampledVideo> sampled = NodeWork.run(exec, progress -> parameters.isOnDemand()
            ? sampler.sampleOnDemand(rows.videos(), rows.classes(), target, progress)
            : sampler.sample(rows.videos(), rows.classes(), target, places.watched(progress)));
        warnOfFailures(sampled, out);
        ClipTablePortObjectSpec spec = new ClipTablePortObjectSpec(recipe.spec(rows.classes()));
        ClipTablePortObject clips = new ClipTablePortObject(spec, store);
        BufferedDataTable videos = SampledClips.table(rows.keys(), sampled, exec);
        out.setOutData(0, clips);
        out.setOutData(1, videos);
        out.setInternalData(clips, videos);
    }

    private static void warnOfFailures(List<SampledVideo> sampled, ExecuteOutput out)
        throws KNIMEException {
        List<SampledVideo> failed = sampled.stream().filter(video -> video.status().equals(SampledVideo.FAILED)).toList();
        if (failed.isEmpty()) {
            return;
        }
        String named = failed.stream().limit(NAMED)
            .map(video -> video.video().name() + " (" + video.reason() + ")").collect(Collectors.joining(", "))
            + (failed.size() > NAMED ? " and " + (failed.size() - NAMED) + " more" : "");
        if (failed.size() == sampled.size()) {
            throw new KNIMEException("None of the " + sampled.size() + " videos can be decoded: " + named + ".");
        }
        out.setWarningMessage(failed.size() + " of " + sampled.size()
            + " videos cannot be decoded and are left out: " + named + ".");
    }
}
