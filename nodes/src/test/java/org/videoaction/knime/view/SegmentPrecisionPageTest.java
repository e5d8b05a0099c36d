package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.SegmentPrecision.OfClass;

class SegmentPrecisionPageTest extends PageInBrowser {

    private static final double[] OVERLAPS = {0.3, 0.5, 0.7};

    /** Two classes count, of which one is always found and one half of the time at the least overlap. */
    private static final SegmentPrecision PRECISION = SegmentPrecision.of(OVERLAPS, List.of(
        new OfClass("run", 4, 3, 1.0, List.of(1.0, 1.0, 1.0)),
        new OfClass("walk", 2, 5, 0.25, List.of(0.5, 0.25, 0.0)),
        new OfClass("sing", 0, 1, null, Arrays.asList(null, null, null))));

    @Test
    void showsMeansClassesAndWhatDoesNotCount() throws IOException {
        assertThat(PRECISION.means()).containsExactly(0.75, 0.625, 0.5);
        for (int width : List.of(SMALL, LARGE)) {
            for (boolean dark : List.of(false, true)) {
                try (Tab tab = open(SegmentPrecision.PAGE, PRECISION, width, dark)) {
                    assertSound(tab);
                    // (0.75 + 0.625 + 0.5) / 3
                    assertThat(tab.text(".figures")).contains("62.5%", "75.0%", "6", "9");
                    assertThat(tab.number("svg circle")).isEqualTo(3);
                    assertThat(tab.text("tbody")).contains("run", "walk", "sing", "\u2013");
                }
            }
        }
    }

    @Test
    void aThousandClassesAreShown() throws IOException {
        List<OfClass> classes = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> classes.add(new OfClass("class " + i, 1, 1, i / 1000.0,
            List.of(i / 1000.0, i / 1000.0, i / 1000.0))));
        try (Tab tab = open(SegmentPrecision.PAGE, SegmentPrecision.of(OVERLAPS, classes), SMALL)) {
            assertSound(tab);
            assertThat(tab.number("tbody tr")).isEqualTo(1000);
        }
    }

    @Test
    void withoutTrueSegmentsItSaysSo() throws IOException {
        try (Tab tab = open(SegmentPrecision.PAGE, SegmentPrecision.of(OVERLAPS, List.of()), SMALL)) {
            assertThat(tab.text("body")).contains("no true segment");
        }
    }
}
