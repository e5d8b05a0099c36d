package org.videoaction.knime.io;

import java.util.List;
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
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.table.CommonColumns;

/** Writes a model for other programs. */
public final class VideoModelWriterNodeFactory extends DefaultNodeFactory {

    /** What was written. */
    private record Row(VideoModelWriterParameters.Written file, VideoModelWriterParameters.Format format) {}

    private static final Columns<Row> COLUMNS = new Columns<Row>()
        .with(CommonColumns.PATH, row -> row.file().file())
        .with(Column.text("Format"), row -> row.format().name())
        .with(Column.largeCount("Size (bytes)"), row -> row.file().size());

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Model Writer")
        .icon("model-writer.png")
        .shortDescription("Writes a video model to a file: its own format, ONNX, TorchScript or a PyTorch checkpoint.")
        .fullDescription("""
            Writes a model to a file that other programs read. ONNX and TorchScript files take normalized clips of N x 3 x T
            x H x W floats and give class probabilities; the classes, and how clips are made, lie in their metadata. A
            checkpoint holds the weights by the names of PySlowFast, or of MMAction2 for channel-separated networks. The
            file appears when it is whole: canceling or a full disk leave none, and leave the old one as it was.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Model", "The model to write.", VideoModelPortObject.TYPE)
            .addOutputTable("File", "One row: the path of the file, its format and its size in bytes."))
        .model(model -> model.parametersClass(VideoModelWriterParameters.class)
            .configure(VideoModelWriterNodeFactory::configure)
            .execute(VideoModelWriterNodeFactory::execute))
        .nodeType(NodeType.Sink)
        .keywords("video", "export", "ONNX", "TorchScript", "PyTorch", "PySlowFast", "checkpoint", "save");

    public VideoModelWriterNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoModelWriterParameters parameters = in.getParameters();
        parameters.check();
        if (parameters.format != VideoModelWriterParameters.Format.MODEL) {
            VideoModelPortObjectSpec model = in.getInPortSpec(0);
            model.checkKnown("exported; only a model file takes it in");
        }
        if (!parameters.hasUsualName()) {
            out.setWarningMessage("Files of the chosen format usually end in ." + parameters.format.format().extension()
                + ".");
        }
        out.setOutSpec(0, COLUMNS.spec());
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoModelWriterParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject model = in.getInPortObject(0);
        out.setOutData(0, NodeWork.run(exec, progress -> COLUMNS
            .table(List.of(new Row(parameters.write(model.load(), progress), parameters.format)), exec)));
    }
}
