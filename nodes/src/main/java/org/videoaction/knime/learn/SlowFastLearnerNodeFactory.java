package org.videoaction.knime.learn;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Trains a SlowFast network. */
public final class SlowFastLearnerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("SlowFast Learner")
        .icon("slowfast-learner.png")
        .shortDescription("Trains a SlowFast network to recognize actions in clips.")
        .fullDescription("""
            Trains a SlowFast network (Feichtenhofer et al., 2019), from scratch or from a model. Its Slow pathway sees few
            frames with many channels and learns what there is; its Fast pathway sees every frame of the clip with few
            channels and learns how it moves; lateral connections bring the second to the first. Training is stochastic
            gradient descent with a warm-up and a cosine schedule, as in the paper. Ports for clips to validate with and for
            a model to start from are added at the node's three dots. With a checkpoint folder, training that was
            interrupted goes on where it was.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(LearnerPorts::declare)
        .model(model -> model.parametersClass(SlowFastLearnerParameters.class)
            .configure(Learning::configure)
            .execute(Learning::execute))
        .addExternalResource("https://arxiv.org/abs/1812.03982", "SlowFast Networks for Video Recognition")
        .addView(HistoryTable::view)
        .addExternalResource("https://arxiv.org/abs/1912.00998",
            "A Multigrid Method for Efficiently Training Video Models")
        .nodeType(NodeType.Learner)
        .keywords("SlowFast", "video", "action recognition", "deep learning", "training");

    public SlowFastLearnerNodeFactory() {
        super(NODE);
    }
}
