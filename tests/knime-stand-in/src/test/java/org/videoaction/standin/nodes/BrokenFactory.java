package org.videoaction.standin.nodes;

import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Has a defect. */
public final class BrokenFactory extends DefaultNodeFactory {
    public BrokenFactory() {
        super(DefaultNode.create().name("Broken").icon("broken.png").shortDescription("Fails.")
            .fullDescription("Fails always.").sinceVersion(1, 0, 0)
            .ports(ports -> ports.addInputTable("Table", "Any table.").addOutputTable("Same table", "Never."))
            .model(model -> model.withoutParameters()
                .configure((input, output) -> output.setOutSpec(0, input.getInTableSpec(0)))
                .execute((input, output) -> {
                    throw new IllegalStateException("a defect");
                })));
    }
}
