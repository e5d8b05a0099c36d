package org.videoaction.knime.view;

import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;

/** What rounding to integers does to a model, layer by layer. */
public record QuantizedLayers(List<Layer> layers, Loss loss) {

    static final ViewPage PAGE = new ViewPage("quantized-layers", "Quantized layers");

    /**
     * A layer; numbers that it does not have are null.
     *
     * @param numbers what it computes with
     * @param low the smallest value of its result that is told apart
     * @param weightError signal to noise of its weights in decibels
     * @param error that of its result
     */
    public record Layer(String name, String numbers, Double low, Double high, Double weightError, Double error) {}

    /** What was lost; all but the first is null where it was not measured, accuracies where no clip has a label. */
    public record Loss(Integer calibrated, Integer compared, Double agreement, Double difference, Integer labeled,
        String measure, Double before, Double after) {}

    /** @param data the layers, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], QuantizedLayers> data) {
        return PAGE.declare(view, """
            What was lost on the compared clips, and each layer's ratio of signal to noise beside the network in floats: in
            the network's order, or the worst first.
            """, data::apply);
    }
}
