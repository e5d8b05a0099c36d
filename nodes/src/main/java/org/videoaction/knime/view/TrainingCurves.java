package org.videoaction.knime.view;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.model.saved.Epoch;

/** The course of training: loss, accuracy and learning rate over epochs. */
public record TrainingCurves(List<Epoch> epochs) {

    static final ViewPage PAGE = new ViewPage("training-curves", "Training curves");

    /** @param data the curves, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], TrainingCurves> data) {
        return PAGE.declare(view, """
            Loss, accuracy and learning rate over the epochs, of training and, where there are validation clips, of
            validation; with several labels or boxes its mean average precision too. The view is there when the node has
            been executed; while it runs, its progress says the same of the present epoch.
            """, data::apply);
    }

    /** The page as a file with these curves, which a browser loads again every so many seconds. */
    public String refreshed(int seconds) throws IOException {
        return PAGE.refreshed(this, seconds);
    }
}
