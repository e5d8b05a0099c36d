package org.videoaction.standin.nodes;

import java.util.concurrent.CountDownLatch;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** Works until it is stopped. */
public final class SleepFactory extends DefaultNodeFactory {
    public SleepFactory() {
        super(DefaultNode.create().name("Sleep").icon("sleep.png").shortDescription("Sleeps.")
            .fullDescription("Sleeps until it is stopped.").sinceVersion(1, 0, 0)
            .ports(ports -> ports.addInputTable("Table", "Any table.").addOutputTable("Same table", "Never."))
            .model(model -> model.withoutParameters()
                .configure((input, output) -> output.setOutSpec(0, input.getInTableSpec(0)))
                .execute(SleepFactory::execute)));
    }

    private static void execute(ExecuteInput input, ExecuteOutput output) throws CanceledExecutionException {
        try {
            input.getExecutionContext().setProgress(0.5, "asleep");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            input.getExecutionContext().checkCanceled();
        }
        output.setOutData(0, (BufferedDataTable) input.getInPortObject(0));
    }
}
