package org.videoaction.knime.learn;

import java.util.List;
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
import org.videoaction.knime.NodeWork;
import org.videoaction.knime.preferences.WeightsPreference;
import org.videoaction.knime.port.VideoModelPortObject;
import org.videoaction.knime.port.VideoModelPortObjectSpec;
import org.videoaction.knime.table.Column;
import org.videoaction.knime.table.Columns;
import org.videoaction.knime.view.ModelCard;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.published.Catalogue;
import org.videoaction.model.published.PublishedModel;
import org.videoaction.model.published.WeightsCache;
import org.videoaction.model.saved.VideoModel;

/** Gives a network of the papers, untrained or with published weights. */
public final class VideoModelZooNodeFactory extends DefaultNodeFactory {

    private static final double GIGA = 1e9;
    /** Where the list of published files goes if there is a port for it. */
    private static final int CATALOGUE = 2;

    private static final Columns<VideoModelZooParameters> COMPLEXITY = new Columns<VideoModelZooParameters>()
        .with(Column.text("Network"), network -> network.architecture().displayName())
        .with(Column.count("Classes"), network -> network.classes().size())
        .with(new Columns<Complexity>()
            .with(Column.largeCount("Parameters"), Complexity::parameters)
            .with(Column.number("GFLOPs"), complexity -> complexity.multiplyAccumulates() / GIGA)
            .of(network -> Complexity.of(network.architecture().network(), network.input().frames(),
                network.input().height())))
        .with(Column.number("Published GFLOPs"), VideoModelZooParameters::publishedGflops);

    private static final DefaultNode NODE = DefaultNode.create()
        .name("Video Model Zoo")
        .icon("model-zoo.png")
        .shortDescription("Gives a network of the papers by its name, untrained or with published weights.")
        .fullDescription("""
            Builds one of the networks of the SlowFast, non-local, channel-separated, X3D and R(2+1)D papers, as their code
            bases define it or thinner, for any number of classes. With random weights it is a start for training from scratch, and a way
            to see what a network costs and whether an exported file runs where it should, before it is trained. With
            published weights it is ready: they are downloaded from their authors when the node is first executed, checked
            and kept, and the classes have their names.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(ports -> ports
            .addOutputPortGroup("Model", port -> port.name("Model").description("The network.")
                .fixed(VideoModelPortObject.TYPE))
            .addOutputPortGroup("Complexity", port -> port.name("Complexity").description("""
                One row: the network, its number of classes, its learned parameters, and the multiply-accumulates of one
                clip in billions, which papers call GFLOPs, beside what its authors print for 400 classes and 256 x 256
                pixels.
                """).fixed(BufferedDataTable.TYPE))
            .addOutputPortGroup("Catalog", port -> port.name("Catalog").description("""
                A row each published file: its name, which the setting Published network takes as a flow variable, what its
                authors say of it, and whether it can be used here, or why not.
                """).optional().supportedTypes(BufferedDataTable.TYPE)))
        .model(model -> model.parametersClass(VideoModelZooParameters.class)
            .configure(VideoModelZooNodeFactory::configure)
            .execute(VideoModelZooNodeFactory::execute))
        .addExternalResource("https://arxiv.org/abs/1812.03982", "SlowFast Networks for Video Recognition")
        .addExternalResource("https://arxiv.org/abs/1711.07971", "Non-local Neural Networks")
        .addExternalResource("https://arxiv.org/abs/1904.02811",
            "Video Classification with Channel-Separated Convolutional Networks")
        .addExternalResource("https://arxiv.org/abs/2004.04730",
            "X3D: Expanding Architectures for Efficient Video Recognition")
        .addExternalResource("https://arxiv.org/abs/1711.11248",
            "A Closer Look at Spatiotemporal Convolutions for Action Recognition")
        .addView(ModelCard::declare)
        .nodeType(NodeType.Source)
        .keywords("video", "SlowFast", "CSN", "X3D", "R(2+1)D", "non-local", "network", "parameters", "FLOPs");

    public VideoModelZooNodeFactory() {
        super(NODE);
    }

    private static void configure(ConfigureInput in, ConfigureOutput out) throws InvalidSettingsException {
        VideoModelZooParameters parameters = in.getParameters();
        parameters.check();
        out.setOutSpec(0, new VideoModelPortObjectSpec(parameters.architecture().displayName(), parameters.input(),
            parameters.classes(), parameters.architecture().head().detects(), parameters.test()));
        out.setOutSpec(1, COMPLEXITY.spec());
        if (in.getOutPortTypes().length > CATALOGUE) {
            out.setOutSpec(CATALOGUE, PublishedTable.COLUMNS.spec());
        }
    }

    private static void execute(ExecuteInput in, ExecuteOutput out)
        throws CanceledExecutionException, KNIMEException {
        VideoModelZooParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        VideoModelPortObject network = NodeWork.run(exec, progress -> {
            VideoModel model = parameters.isPublished()
                ? new WeightsCache(parameters.source.over(WeightsPreference.source())).model(parameters.published(),
                    progress)
                : VideoModel.untrained(parameters.architecture(), parameters.input(), parameters.classes(),
                    parameters.seed);
            progress.report(0.5, "Writing the model");
            return VideoModelPortObject.of(model, exec.createFileStore("model.zip"));
        });
        out.setOutData(0, network);
        out.setInternalData(network);
        out.setOutData(1, COMPLEXITY.table(List.of(parameters), VideoModelZooParameters::name, exec));
        if (in.getOutPortTypes().length > CATALOGUE) {
            out.setOutData(CATALOGUE, PublishedTable.COLUMNS.table(Catalogue.all(), PublishedModel::id, exec));
        }
    }
}
