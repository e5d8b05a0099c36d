package org.videoaction.knime.score;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.persistence.Persist;
import org.videoaction.model.scoring.SegmentTuning;

/** The settings of the Segment Tuner. */
final class SegmentTunerParameters implements NodeParameters {

    @Section(title = "Values to try")
    interface Values {}

    @Section(title = "Average precision")
    @After(Values.class)
    interface Precision {}

    @Widget(title = "Least confidences", description = """
            Below which a window's most probable class is not believed: numbers from 0 to 1, separated by commas.
            """)
    @Layout(Values.class)
    @Persist(configKey = "least_confidences")
    String leastConfidences = "0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9";

    @Widget(title = "Largest gaps (seconds)", description = """
            Up to which two segments of one class become one: numbers that are not negative, separated by commas.
            """)
    @Layout(Values.class)
    @Persist(configKey = "largest_gaps")
    String largestGaps = "0, 1, 2, 5, 10";

    @Widget(title = "Shortest segments (seconds)", description = """
            Below which a segment is left out: numbers that are not negative, separated by commas.
            """)
    @Layout(Values.class)
    @Persist(configKey = "shortest_segments")
    String shortestSegments = "0, 1, 2, 5";

    @Layout(Precision.class)
    @Persist(configKey = "overlap")
    OverlapParameters overlap = new OverlapParameters();

    @Override
    public void validate() throws InvalidSettingsException {
        tuning(-1);
    }

    /** @param background the index of the background, or below 0 */
    SegmentTuning tuning(int background) throws InvalidSettingsException {
        return new SegmentTuning(numbers("Least confidences", leastConfidences, 1),
            numbers("Largest gaps", largestGaps, Double.MAX_VALUE),
            numbers("Shortest segments", shortestSegments, Double.MAX_VALUE), background);
    }

    private static List<Double> numbers(String title, String text, double most) throws InvalidSettingsException {
        List<Double> numbers = new ArrayList<>();
        for (String one : text.split(",")) {
            double number;
            try {
                number = Double.parseDouble(one.strip());
            } catch (NumberFormatException e) {
                throw new InvalidSettingsException("\"" + title + "\" are numbers separated by commas, such as 0, 0.5, 1; \""
                    + one.strip() + "\" is none.", e);
            }
            if (!(number >= 0 && number <= most)) {
                throw new InvalidSettingsException("\"" + title + "\" are "
                    + (most == 1 ? "from 0 to 1" : "not negative") + "; " + one.strip() + " is not.");
            }
            numbers.add(number);
        }
        return numbers;
    }
}
