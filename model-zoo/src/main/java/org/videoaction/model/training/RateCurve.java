package org.videoaction.model.training;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of steps whose learning rate rises from one to the next.
 *
 * @param points in the order of the steps, at least one
 */
@JsonIgnoreProperties(value = "suggestion", allowGetters = true)
public record RateCurve(List<Point> points) {

    /** How much of the running mean of losses each step keeps. */
    private static final double KEPT = 0.9;
    /** A smoothed loss below this share of the first has fallen; as much above the lowest it has risen. */
    private static final double FALLEN = 0.9;
    /** How far below the rate of the lowest loss one should stay. */
    private static final double BELOW_LOWEST = 10;
    /**
     * How far below the largest rate that does not break training the best one tends to be (Bengio, "Practical Recommendations
     * for Gradient-Based Training of Deep Architectures", 2012).
     */
    private static final double BELOW_LARGEST = 2;

    /**
     * A step.
     *
     * @param rate the learning rate with which it moved the weights
     * @param loss before it did
     * @param smoothed the running mean of losses to here, later ones weighing more
     */
    public record Point(double rate, double loss, double smoothed) {}

    public RateCurve {
        points = List.copyOf(points);
    }

    /** The curve of steps, each a rate and a loss. */
    static RateCurve of(List<double[]> steps) {
        List<Point> points = new ArrayList<>();
        double mean = 0;
        double weight = 0;
        for (double[] step : steps) {
            mean = KEPT * mean + (1 - KEPT) * step[1];
            weight = KEPT * weight + (1 - KEPT);
            points.add(new Point(step[0], step[1], mean / weight));
        }
        return new RateCurve(points);
    }

    /**
     * The rate to train with: a tenth of the one at which the smoothed loss is lowest. Where so few steps lowered it nowhere,
     * half the last rate before it rose.
     */
    @JsonProperty
    public double suggestion() {
        Point lowest = lowest();
        if (lowest.smoothed() < FALLEN * points.get(0).smoothed()) {
            return lowest.rate() / BELOW_LOWEST;
        }
        int risen = points.indexOf(lowest);
        while (risen + 1 < points.size() && FALLEN * points.get(risen + 1).smoothed() <= lowest.smoothed()) {
            risen++;
        }
        return points.get(risen).rate() / BELOW_LARGEST;
    }

    /** The lowest smoothed loss. */
    Point lowest() {
        return points.stream().reduce((a, b) -> b.smoothed() < a.smoothed() ? b : a).orElseThrow();
    }
}
