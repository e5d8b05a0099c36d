package org.videoaction.knime.view;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.list.Classes;

/**
 * How right predictions are. Shares lie between 0 and 1 and are null where there is nothing to measure.
 *
 * @param several whether several classes may be right at once; there are no counts then
 * @param k for {@code topK}
 * @param meanClass the mean accuracy over classes
 * @param measures of each class
 * @param counts the pairs of classes that occur
 */
public record ConfusionMatrix(Classes classes, boolean several, int videos, Double top1, int k, Double topK,
    Double meanClass, Double meanAveragePrecision, List<Measures> measures, List<Count> counts) {

    static final ViewPage PAGE = new ViewPage("confusion-matrix", "Confusion matrix");

    /** Of one class. */
    public record Measures(int videos, Double recall, Double precision, Double averagePrecision) {}

    /** How many videos of a class were taken for another one, or recognised; both are indices. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Count(int truth, int prediction, int videos) {}

    /** @param data the matrix, of the objects that the node keeps */
    public static DefaultView declare(final RequireViewParameters view,
        final Function<PortObject[], ConfusionMatrix> data) {
        return PAGE.declare(view, """
            The accuracy, the confusion matrix, the recall, precision and average precision of each class, and the pairs
            of classes that are mixed up most.
            """, data::apply);
    }
}
