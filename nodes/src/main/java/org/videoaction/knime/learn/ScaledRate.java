package org.videoaction.knime.learn;

import java.util.Optional;
import java.util.function.Supplier;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.message.TextMessage.Message;
import org.knime.node.parameters.widget.message.TextMessage.MessageType;
import org.videoaction.knime.Computed;
import org.videoaction.model.training.LinearScaling;

/** Says which learning rate comes of the reference batch size, where there is one, and that it does not count. */
final class ScaledRate extends Computed<Optional<Message>> {

    private Supplier<Double> rate;
    private Supplier<Optional<Integer>> reference;
    private Supplier<Integer> batch;
    private Supplier<Boolean> finds;

    /** The batch size. */
    interface BatchSize extends ParameterReference<Integer> {}

    @Override
    public void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
        rate = initializer.computeFromValueSupplier(OfPreset.LearningRate.class);
        reference = initializer.computeFromValueSupplier(OfPreset.ReferenceBatchSize.class);
        finds = initializer.computeFromValueSupplier(OfPreset.FindsRate.class);
        batch = initializer.computeFromValueSupplier(BatchSize.class);
    }

    @Override
    protected Optional<Message> compute(NodeParametersInput input) {
        if (finds.get()) {
            return Optional.of(new Message("The learning rate is found first",
                "The one above and the reference batch size do not count.", MessageType.INFO));
        }
        return reference.get().map(size -> new Message("Scaled to the batch size",
            new LinearScaling(rate.get(), size).explanation(batch.get()), MessageType.INFO));
    }
}
