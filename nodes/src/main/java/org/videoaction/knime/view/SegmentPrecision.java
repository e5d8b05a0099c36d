package org.videoaction.knime.view;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView;
import org.knime.node.DefaultView.RequireViewParameters;

/**
 * How well segments agree with true ones, the stricter the less.
 *
 * @param overlaps the thresholds
 * @param means mAP at each, null where no class counts
 */
public record SegmentPrecision(double[] overlaps, List<Double> means, List<OfClass> classes) {

    static final ViewPage PAGE = new ViewPage("segment-precision", "Segment precision");

    /**
     * A class; its precisions are null where it has no true segment.
     *
     * @param average over all thresholds
     * @param at each threshold
     */
    public record OfClass(String name, int truth, int segments, Double average, List<Double> at) {}

    /** @param classes with a precision for each threshold */
    public static SegmentPrecision of(double[] overlaps, List<OfClass> classes) {
        return new SegmentPrecision(overlaps, IntStream.range(0, overlaps.length).mapToObj(t -> classes.stream()
            .map(one -> one.at().get(t)).filter(Objects::nonNull).mapToDouble(value -> value).average())
            .map(mean -> mean.isPresent() ? mean.getAsDouble() : null).toList(), classes);
    }

    /** @param data what is shown, of the objects that the node keeps */
    public static DefaultView declare(RequireViewParameters view, Function<PortObject[], SegmentPrecision> data) {
        return PAGE.declare(view, """
            mAP over the least overlap from which a segment is right, and the average precision of each class: by name, or the
            worst first.
            """, data::apply);
    }
}
