package org.videoaction.knime.view;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.function.Function;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;
import org.videoaction.data.list.Classes;
import org.videoaction.model.metrics.Calibration.Bin;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.Interval;

/**
 * How right predictions are. Shares lie between 0 and 1 and are null where there is nothing to measure.
 *
 * @param several whether several classes may be right at once; there are no counts then
 * @param others what became of the listed videos that are not among these, or null
 * @param k for {@code topK}
 * @param meanClass the mean accuracy over classes
 * @param measures of each class
 * @param counts the pairs of classes that occur
 * @param intervals of {@code top1}, {@code topK}, {@code meanClass} and {@code meanAveragePrecision}; null for those that
 *     were not measured
 * @param calibrationError ECE
 * @param reliability how often videos of about the same confidence were right; none where that is not known
 */
public record ConfusionMatrix(Classes classes, boolean several, int videos, String others, Double top1, int k,
    Double topK, Double meanClass, Double meanAveragePrecision, List<Measures> measures, List<Count> counts,
    List<Interval> intervals, Double calibrationError, List<Bin> reliability) {

    static final ViewPage PAGE = new ViewPage("confusion-matrix", "Confusion matrix");

    /** Where predictions say why a video has none. */
    public static final String REASONS = "the column Problem of the predictions, and probabilities that are not finite";

    /** So many videos of a cell are listed. */
    public static final int LISTED = 100;

    /** Of one class. */
    public record Measures(int videos, Double recall, Double precision, Double averagePrecision) {}

    /**
     * How many videos of a class were predicted as another one, or as itself.
     *
     * @param truth an index
     * @param prediction an index
     * @param first the first {@link #LISTED} of them; none where they are not known
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Count(int truth, int prediction, int videos, List<String> first) {}

    /** What the page says of the listed videos that were not measured; null where there are none. */
    public static String others(Coverage coverage) {
        return coverage.isWhole() ? null : coverage.share().strip() + "; " + coverage.others(REASONS);
    }

    /** @param data the matrix, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view,
        Function<PortObject[], ConfusionMatrix> data) {
        return PAGE.declare(view, """
            The accuracy, the confusion matrix with the videos of each cell, the recall, precision and average precision of
            each class, the pairs of classes that are mixed up most, and whether the model is as sure as it is right.
            """, data::apply);
    }
}
