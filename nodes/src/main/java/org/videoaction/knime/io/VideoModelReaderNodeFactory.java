package org.videoaction.knime.io;

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
import org.videoaction.knime.view.ModelCard;
import org.videoaction.model.exchange.ImportedModel;

/** Reads a model from a file. */
public final class VideoModelReaderNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Model Reader")
        .icon("model-reader.png")
        .shortDescription("Reads a video model, or the weights that another program trained.")
        .fullDescription("""
            Reads a model that this extension saved, an ONNX or TorchScript file, or the weights of a SlowFast, Slow-only, Fast-only or channel-separated network that MMAction2, PySlowFast, PyTorchVideo, PaddleVideo,
            VMZ or their Caffe2 forerunners trained. The network is found out from the names and shapes of the tensors. What
            they do not show is taken as the program mostly has it, and said in the node's warning, together with tensors that
            were not used. Training states are read, too: the weights are found in them, rather than their averages over the
            training, and the warning says what was chosen. Weights for another number of classes get a new classifier. Files are read as data: nothing in them
            is executed, but for TorchScript files, which are programs.<br/>
            <b>Any network.</b> ONNX and TorchScript files of other programs become models that score, wherever a model can:
            MViT, VideoMAE, UniFormer, TimeSformer, Swin or one of your own. Inputs are one clip of floats or bytes, or Slow and
            Fast. Shape, number of classes and operator set are read from the file; what it does not say (layout,
            normalization, stride, class names, whether it gives probabilities) can be chosen, is else taken as usual, tried on
            clips of noise and said in the warning. Such a model cannot be trained, quantized or exported. Weights in files
            beside an ONNX file, in its folder, are taken in; libraries of custom operators are never loaded.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports.addOutputPort("Model", "The network with the weights of the file.",
            VideoModelPortObject.TYPE))
        .model(model -> model.parametersClass(VideoModelReaderParameters.class)
            .configure(VideoModelReaderNodeFactory::configure)
            .execute(VideoModelReaderNodeFactory::execute))
        .addExternalResource("https://github.com/open-mmlab/mmaction2", "MMAction2, whose weights can be read")
        .addExternalResource("https://github.com/facebookresearch/SlowFast", "PySlowFast, whose weights can be read")
        .addView(ModelCard::declare)
        .nodeType(NodeType.Source)
        .keywords("checkpoint", "pth", "pyth", "pkl", "pdparams", "safetensors", "ONNX", "TorchScript", "MMAction2",
            "PySlowFast", "PyTorchVideo", "PaddleVideo", "VMZ", "import", "pretrained");

    public VideoModelReaderNodeFactory() {
        super(NODE);
    }

    /** What the model takes is known when the file is read. */
    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoModelReaderParameters parameters = in.getParameters();
        parameters.check();
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoModelReaderParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        ImportedModel imported = NodeWork.run(exec, parameters::read);
        VideoModelPortObject model = NodeWork.run(exec,
            progress -> VideoModelPortObject.of(imported.model(), exec.createFileStore("model.zip")));
        out.setOutData(0, model);
        out.setInternalData(model);
        if (imported.needsAttention()) {
            out.setWarningMessage(imported.summary());
        }
    }
}
