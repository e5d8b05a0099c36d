package org.videoaction.knime.learn;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Trains a channel-separated network. */
public final class CsnLearnerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("CSN Learner")
        .icon("csn-learner.png")
        .shortDescription("Trains a channel-separated network (CSN) to recognize actions in clips.")
        .fullDescription("""
            Trains a channel-separated network (Tran et al., 2019), from scratch or from a model: a residual network whose
            convolutions over time and space look at each channel on its own, which takes far fewer computations. Training
            is stochastic gradient descent with a warm-up and a cosine schedule. Ports for clips to validate with and for a
            model to start from are added at the node's three dots. With a checkpoint folder, training that was interrupted
            goes on where it was.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(LearnerPorts::declare)
        .model(model -> model.parametersClass(CsnLearnerParameters.class)
            .configure(Learning::configure)
            .execute(Learning::execute))
        .addExternalResource("https://arxiv.org/abs/1904.02811",
            "Video Classification with Channel-Separated Convolutional Networks")
        .addView(HistoryTable::view)
        .addExternalResource("https://arxiv.org/abs/1912.00998",
            "A Multigrid Method for Efficiently Training Video Models")
        .nodeType(NodeType.Learner)
        .keywords("CSN", "channel-separated", "video", "action recognition", "deep learning", "training");

    public CsnLearnerNodeFactory() {
        super(NODE);
    }
}
