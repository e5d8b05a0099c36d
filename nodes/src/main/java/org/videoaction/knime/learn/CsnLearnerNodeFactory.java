package org.videoaction.knime.learn;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;

/** Trains a channel-separated network. */
public final class CsnLearnerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("CSN Learner")
        .icon("csn-learner.png")
        .shortDescription("Trains a channel-separated network (CSN) to recognise actions in clips.")
        .fullDescription("""
            Trains a channel-separated network (Tran et al., 2019) from scratch: a residual network whose convolutions over
            time and space look at each channel on its own, which takes far fewer computations. Training is stochastic
            gradient descent with a warm-up and a cosine schedule.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Clips", "Labelled clips to train on.", ClipTablePortObject.TYPE)
            .addOutputPort("Model", "The trained network.", VideoModelPortObject.TYPE)
            .addOutputTable("History", "A row an epoch: learning rate, loss, accuracy on the training clips, time."))
        .model(model -> model.parametersClass(CsnLearnerParameters.class)
            .configure(Learning::configure)
            .execute(Learning::execute))
        .addExternalResource("https://arxiv.org/abs/1904.02811",
            "Video Classification with Channel-Separated Convolutional Networks")
        .nodeType(NodeType.Learner)
        .keywords("CSN", "channel-separated", "video", "action recognition", "deep learning", "training");

    public CsnLearnerNodeFactory() {
        super(NODE);
    }
}
