package org.videoaction.standin.nodes;

import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Pretends to start a loop. */
public final class LoopFactory extends DefaultNodeFactory {
    public LoopFactory() {
        super(DefaultNode.create().name("Loop Start").icon("loop.png").shortDescription("Loops.")
            .fullDescription("Starts a loop.").sinceVersion(1, 0, 0).ports(ports -> {})
            .model(model -> model.withoutParameters().configure((input, output) -> {}).execute((input, output) -> {}))
            .nodeType(NodeType.LoopStart));
    }
}
