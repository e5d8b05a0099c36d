package org.videoaction.knime.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataContainer;
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
import org.videoaction.data.annotation.VideoAnnotator;
import org.videoaction.data.video.VideoException;
import org.videoaction.data.video.VideoLimits;
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.boxes.BoxColumns;

/** Draws what was recognised into videos. */
public final class VideoAnnotatorNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Annotator")
        .icon("video-annotator.png")
        .shortDescription("Draws predicted labels or boxes into videos.")
        .fullDescription("""
            Writes each video of a table anew with what was recognised in it: the labels and probabilities of the Action
            Predictor, the segments of the Long Video Predictor, or the boxes and actions of the Action Detector. Predictions
            are green; the truth, the labels of the same table or the boxes of an optional second one, is red and dashed. The
            files are H.264 in MP4, of the same size and frames a second, without sound. A video that cannot be read, or
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

    private static void declare(final DynamicPortsAdder ports) {
        ports.addInputPortGroup("Predictions", port -> port.name("Predictions").description("A row a video, a segment or a "
            + "box, as the Action Predictor, the Long Video Predictor and the Action Detector give it.")
            .fixed(BufferedDataTable.TYPE));
        ports.addInputPortGroup("True boxes", port -> port.name("True boxes")
            .description("The boxes that should have been found: Path, Time (s), X1, Y1, X2, Y2 and Actions.").optional()
            .supportedTypes(BufferedDataTable.TYPE));
        ports.addOutputPortGroup("Annotated videos", port -> port.name("Annotated videos").description("A row a video: its "
            + "path, the file that was written, its frames; or why there is none.").fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) throws InvalidSettingsException {
        VideoAnnotatorParameters parameters = in.getParameters();
        parameters.validate();
        DataTableSpec[] specs = Arrays.stream(in.getInPortSpecs()).map(DataTableSpec.class::cast)
            .toArray(DataTableSpec[]::new);
        VideoMarks.check(specs[0]);
        if (specs.length > 1) {
            BoxColumns.check("true boxes", specs[1]);
        }
        out.setOutSpecs(spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoAnnotatorParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<BufferedDataTable> tables = Arrays.stream(in.getInPortObjects()).map(BufferedDataTable.class::cast).toList();
        Map<String, List<Mark>> videos = parameters.marks().of(tables.get(0), tables.stream().skip(1).findFirst());
        BufferedDataContainer table = exec.createDataContainer(spec());
        Path folder = NodeWork.run(exec, progress -> parameters.m_target.create());
        VideoAnnotator annotator = new VideoAnnotator(VideoLimits.DEFAULT);
        Set<String> names = new HashSet<>();
        double share = 1.0 / Math.max(1, videos.size());
        for (Map.Entry<String, List<Mark>> video : videos.entrySet()) {
            double before = table.size() * share;
            DataCell[] cells = NodeWork.run(exec, progress -> cells(video, folder, names, parameters.m_overwrite, annotator,
                (fraction, message) -> progress.report(before + share * fraction, video.getKey() + ": " + message)));
            table.addRowToTable(new DefaultRow(RowKey.createRowKey(table.size()), cells));
        }
        table.close();
        warn(videos.size(), table.getTable(), out);
        out.setOutData(0, table.getTable());
    }

    private static DataCell[] cells(final Map.Entry<String, List<Mark>> video, final Path folder, final Set<String> names,
        final boolean overwrite, final VideoAnnotator annotator, final Progress progress) throws IOException {
        try {
            Path path = FilePath.of(video.getKey());
            Path target = folder.resolve(name(path, names));
            String hindrance = hindrance(path, target, overwrite);
            if (hindrance != null) {
                return cells(video.getKey(), null, 0, hindrance);
            }
            return cells(video.getKey(), target, annotator.annotate(path, video.getValue(), target, progress), null);
        } catch (VideoException e) {
            return cells(video.getKey(), null, 0, e.reason());
        }
    }

    /** Why a file is not to be put in the place of another one, or null. */
    private static String hindrance(final Path video, final Path target, final boolean overwrite) throws IOException {
        if (!Files.exists(target)) {
            return null;
        } else if (!overwrite) {
            return "The file " + target + " exists; replacing files is switched off.";
        } else if (!Files.isRegularFile(target)) {
            return target + " exists and is not a file.";
        }
        return Files.exists(video) && Files.isSameFile(video, target)
            ? "The file " + target + " exists and is the video itself." : null;
    }

    /** The video's own name, or with a number behind it where another video of the table has it too. */
    private static String name(final Path video, final Set<String> names) {
        String file = String.valueOf(video.getFileName());
        String name = file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : file;
        String unused = name;
        for (int number = 2; !names.add(unused); number++) {
            unused = name + "-" + number;
        }
        return unused + ".mp4";
    }

    private static DataCell[] cells(final String video, final Path file, final int frames, final String problem) {
        DataCell missing = DataType.getMissingCell();
        return new DataCell[] {new StringCell(video), file == null ? missing : new StringCell(file.toString()),
            file == null ? missing : new IntCell(frames), problem == null ? missing : new StringCell(problem)};
    }

    private static void warn(final int videos, final BufferedDataTable table, final ExecuteOutput out) {
        int written = 0;
        String first = null;
        for (DataRow row : table) {
            written += row.getCell(1).isMissing() ? 0 : 1;
            first = first == null && row.getCell(1).isMissing() ? row.getCell(0) + " (" + row.getCell(3) + ")" : first;
        }
        if (written < videos) {
            out.setWarningMessage(
                (videos - written) + " of " + videos + " videos were not written, the first " + first + ".");
        }
    }

    private static DataTableSpec spec() {
        return new DataTableSpec(new DataColumnSpecCreator("Path", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Annotated", StringCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Frames", IntCell.TYPE).createSpec(),
            new DataColumnSpecCreator("Problem", StringCell.TYPE).createSpec());
    }
}
