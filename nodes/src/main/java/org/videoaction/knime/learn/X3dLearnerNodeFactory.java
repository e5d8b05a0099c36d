package org.videoaction.knime.learn;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Trains an X3D network. */
public final class X3dLearnerNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE = DefaultNode.create()
        .name("X3D Learner")
        .icon("x3d-learner.png")
        .shortDescription("Trains an X3D network, which takes few computations, to recognize actions in clips.")
        .fullDescription("""
            Trains an X3D network (Feichtenhofer, 2020), from scratch or from a model: a small network for pictures, expanded
            in time, space, width and depth step by step, whose accuracy takes a fraction of the computations of other
            networks, which suits machines without a GPU. Training is stochastic gradient descent with a warm-up and a cosine
            schedule. Ports for clips to validate with and for a model to start from are added at the node's three dots. With
            a checkpoint folder, training that was interrupted goes on where it was.
            """)
        .sinceVersion(1, 0, 0)
        .dynamicPorts(LearnerPorts::declare)
        .model(model -> model.parametersClass(X3dLearnerParameters.class)
            .configure(Learning::configure)
            .execute(Learning::execute))
        .addExternalResource("https://arxiv.org/abs/2004.04730",
            "X3D: Expanding Architectures for Efficient Video Recognition")
        .addView(HistoryTable::view)
        .addExternalResource("https://arxiv.org/abs/1912.00998",
            "A Multigrid Method for Efficiently Training Video Models")
        .nodeType(NodeType.Learner)
        .keywords("X3D", "expansion", "video", "action recognition", "deep learning", "training");

    public X3dLearnerNodeFactory() {
        super(NODE);
    }
}
