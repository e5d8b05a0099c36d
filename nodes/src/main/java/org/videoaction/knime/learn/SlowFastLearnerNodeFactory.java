package org.videoaction.knime.learn;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.videoaction.knime.port.ClipTablePortObject;
import org.videoaction.knime.port.VideoModelPortObject;

/** Trains a SlowFast network. */
public final class SlowFastLearnerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("SlowFast Learner")
        .icon("slowfast-learner.png")
        .shortDescription("Trains a SlowFast network to recognise actions in clips.")
        .fullDescription("""
            Trains a SlowFast network (Feichtenhofer et al., 2019) from scratch. Its Slow pathway sees few frames with
            many channels and learns what there is; its Fast pathway sees every frame of the clip with few channels and
            learns how it moves; lateral connections bring the second to the first. Training is stochastic gradient
            descent with a warm-up and a cosine schedule, as in the paper.
            """)
        .sinceVersion(1, 0, 0)
        .ports(ports -> ports
            .addInputPort("Clips", "Labelled clips to train on.", ClipTablePortObject.TYPE)
            .addOutputPort("Model", "The trained network.", VideoModelPortObject.TYPE)
            .addOutputTable("History", "A row an epoch: learning rate, loss, accuracy on the training clips, time."))
        .model(model -> model.parametersClass(SlowFastLearnerParameters.class)
            .configure(Learning::configure)
            .execute(Learning::execute))
        .addExternalResource("https://arxiv.org/abs/1812.03982", "SlowFast Networks for Video Recognition")
        .nodeType(NodeType.Learner)
        .keywords("SlowFast", "video", "action recognition", "deep learning", "training");

    public SlowFastLearnerNodeFactory() {
        super(NODE);
    }
}
