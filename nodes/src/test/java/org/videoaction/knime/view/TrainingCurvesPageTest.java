package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.TrainingCurves.Mixed;
import org.videoaction.model.saved.Epoch.Validation;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.training.RateCurve;
import org.videoaction.model.training.RateCurve.Point;
import org.w3c.dom.Document;

class TrainingCurvesPageTest extends PageInBrowser {

    private static Epoch epoch(int number, double rate, double loss, Validation validation) {
        return new Epoch(number, rate, loss, 0.5, 0.75, validation, 1, 9, 100);
    }

    @Test
    void curvesShowTheNumbersOfTheEpochs() throws IOException {
        TrainingCurves curves = new TrainingCurves(List.of(
            new Epoch(1, 0.05, 2.25, 0.25, 0.5, null, 1, 9, 100),
            new Epoch(2, 0.1, 1.125, 0.5, 0.75, new Validation(1.5, 0.375, 0.875, null), 1, 9, 100)));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            assertSound(tab);
            assertThat(tab.text(".figures")).contains("Best validation top-1", "37.5%", "epoch 2", "Last loss", "1.125",
                "20.0 s", "10.0 clips a second");
            assertThat(tab.number("svg")).isEqualTo(3);
            tab.evaluate("document.querySelector('[aria-roledescription=chart]').focus()");
            tab.press("ArrowLeft");
            assertThat(tab.text("[role=status]")).isEqualTo("Epoch 1: training 2.250, validation \u2013");
            tab.press("End");
            assertThat(tab.text(".legend")).contains("training1.125", "validation1.500");
            assertThat(tab.text("main")).doesNotContain("mAP");
        }
    }

    @Test
    void theLossOverTheRatesThatWereTriedIsShown() throws IOException {
        RateCurve rates = new RateCurve(List.of(new Point(0.01, 2, 2), new Point(0.1, 1, 1.5), new Point(1, 8, 4)));
        try (Tab tab = open(TrainingCurves.PAGE, new TrainingCurves(List.of(epoch(1, 0.5, 4, null)), rates, List.of()),
            SMALL)) {
            assertSound(tab);
            assertThat(tab.number("svg")).isEqualTo(4);
            assertThat(tab.text("main")).contains("Learning rate found: 0.01");
            tab.evaluate("document.querySelectorAll('[aria-roledescription=chart]')[3].focus()");
            tab.press("ArrowLeft");
            assertThat(tab.evaluate("[...document.querySelectorAll('[role=status]')].at(-1).textContent").asText())
                .isEqualTo("Learning rate 0.1: loss 1.000, smoothed loss 1.500");
        }
    }

    @Test
    void someClipsAreShownAsTheyAreMixed() throws IOException {
        String pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=";
        TrainingCurves curves = new TrainingCurves(List.of(epoch(1, 0.5, 4, null)), null,
            List.of(new Mixed("walk 70%, run 30%", new Picture(1, 1, 1, pixel)),
                new Mixed("run 70%, walk 30%", new Picture(1, 1, 1, pixel))));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            assertSound(tab);
            assertThat(tab.number(".mixed img")).isEqualTo(2);
            assertThat(tab.text(".mixed")).isEqualTo("walk 70%, run 30%run 70%, walk 30%");
        }
    }

    @Test
    void aCursorInOneChartIsACursorInAllOfThem() throws IOException {
        TrainingCurves curves = new TrainingCurves(List.of(epoch(1, 0.5, 4, null), epoch(2, 0.25, 2, null),
            epoch(3, 0.125, 1, null)));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            tab.evaluate("document.querySelectorAll('[aria-roledescription=chart]')[1].focus()");
            tab.press("ArrowLeft");
            assertThat(tab.evaluate("[...document.querySelectorAll('.panels h2 + span')].map((at) => at.textContent)"))
                .extracting(JsonNode::asText).containsExactly("epoch 2", "epoch 2", "epoch 2");
            assertThat(tab.evaluate("new Set([...document.querySelectorAll('.cursor')].map((line) =>"
                + " line.getAttribute('x1'))).size").asInt()).isEqualTo(1);
            assertThat(tab.text(".panels section:nth-child(3) .legend")).isEqualTo("rate of the last step0.25");
        }
    }

    /** The heights of the points of a curve. */
    private static double[] heights(Tab tab, int curve) {
        JsonNode heights = tab.evaluate("document.querySelectorAll('.panels section:first-child .series')[" + curve
            + "].getAttribute('d').slice(1).split('L').map((point) => Number(point.split(' ')[1]))");
        return IntStream.range(0, heights.size()).mapToDouble(i -> heights.get(i).asDouble()).toArray();
    }

    @Test
    void lossesThatHalveFallEvenlyOnALogarithmicScale() throws IOException {
        TrainingCurves curves = new TrainingCurves(List.of(epoch(1, 0.5, 4, null), epoch(2, 0.25, 2, null),
            epoch(3, 0.125, 1, null)));
        try (Tab tab = open(TrainingCurves.PAGE, curves, LARGE)) {
            double[] even = heights(tab, 0);
            assertThat((even[1] - even[0]) / (even[2] - even[1])).isCloseTo(2, within(0.01));
            tab.evaluate("document.querySelector('[type=checkbox]').click()");
            double[] logarithmic = heights(tab, 0);
            assertThat((logarithmic[1] - logarithmic[0]) / (logarithmic[2] - logarithmic[1])).isCloseTo(1, within(0.01));
            assertSound(tab);
            tab.reload();
            tab.await("document.querySelector('main[aria-busy=false] .series') !== null"
                + " && document.querySelector('[type=checkbox]').checked");
        }
    }

    /** With half the weight on what was: 4; (4 / 2 + 2) / 1.5; (4 / 4 + 2 / 2 + 1) / 1.75. */
    @Test
    void smoothedCurvesAreMeansInWhichLaterEpochsWeighMore() throws IOException {
        TrainingCurves curves = new TrainingCurves(List.of(epoch(1, 0.5, 4, null), epoch(2, 0.25, 2, null),
            epoch(3, 0.125, 1, null)));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            assertThat(tab.number(".panels section:first-child .series")).isEqualTo(1);
            tab.evaluate("(() => { const strength = document.querySelector('[type=range]'); strength.value = 0.5;"
                + "strength.dispatchEvent(new Event('input')); })()");
            double[] measured = heights(tab, 0);
            double[] smooth = heights(tab, 1);
            double unit = (measured[2] - measured[0]) / 3;
            assertThat(smooth[0]).isCloseTo(measured[0], within(0.11));
            assertThat(smooth[1] - smooth[0]).isCloseTo((4 - 4 / 1.5) * unit, within(0.2));
            assertThat(smooth[2] - smooth[0]).isCloseTo((4 - 3 / 1.75) * unit, within(0.2));
            assertThat(tab.text(".panels section:first-child .legend")).as("what was measured").isEqualTo("training1.000");
            tab.evaluate("sessionStorage.clear()");
        }
    }

    @Test
    void curvesAreSavedBelowEachOtherWithTitlesAndLegends() throws Exception {
        TrainingCurves curves = new TrainingCurves(List.of(epoch(1, 0.5, 4, null),
            epoch(2, 0.25, 2, new Validation(3, 0.5, 1, null))));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            assertThat(new String(saved(tab, "CSV"), StandardCharsets.UTF_8).lines()).containsExactly(
                "Epoch,Learning rate,Loss,Top-1,Top-5,Validation loss,Validation top-1,Validation top-5,Validation mAP,"
                    + "Seconds,Clips",
                "1,0.5,4,0.5,0.75,,,,,10,100", "2,0.25,2,0.5,0.75,3,0.5,1,,10,100");
            Document drawing = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(saved(tab, "SVG")));
            assertThat(drawing.getElementsByTagName("svg").getLength()).isEqualTo(4);
            assertThat(drawing.getDocumentElement().getTextContent()).contains("Losstrainingvalidation",
                "Learning rate", "epoch");
        }
    }

    @Test
    void curvesOfSeveralLabelsShowTheAveragePrecisionByWhichTheBestEpochGoes() throws IOException {
        TrainingCurves curves = new TrainingCurves(List.of(
            new Epoch(1, 0.1, 2.25, 0.25, 0.5, new Validation(1.5, 0.5, 0.75, 0.25), 1, 9, 100),
            new Epoch(2, 0.1, 1.125, 0.5, 0.75, null, 1, 9, 100),
            new Epoch(3, 0.1, 1.0, 0.5, 0.75, new Validation(1.5, 0.375, 0.875, 0.625), 1, 9, 100)));
        try (Tab tab = open(TrainingCurves.PAGE, curves, SMALL)) {
            assertSound(tab);
            assertThat(tab.text(".figures")).contains("Best validation mAP", "62.5%", "epoch 3");
            assertThat(tab.text("section:nth-of-type(2)")).contains("Accuracy (share of clips) and mAP",
                "mAP, validation62.5%");
            tab.evaluate("document.querySelectorAll('[aria-roledescription=chart]')[1].focus()");
            tab.press("Home");
            assertThat(tab.text("section:nth-of-type(2) [role=status]")).contains("mAP, validation 25.0%");
            tab.evaluate("document.querySelector('details').open = true");
            assertThat(tab.text("details")).contains("Validation mAP");
        }
    }

    @Test
    void curvesWithoutValidationOrEpochsSaySo() throws IOException {
        Epoch only = new Epoch(1, 0.1, 2.25, 0.25, 0.5, null, 0, 10, 100);
        try (Tab tab = open(TrainingCurves.PAGE, new TrainingCurves(List.of(only)), SMALL)) {
            assertSound(tab);
            assertThat(tab.text("main")).contains("without validation clips").doesNotContain("Best validation");
        }
        try (Tab tab = open(TrainingCurves.PAGE, new TrainingCurves(List.of()), SMALL)) {
            assertThat(tab.text("main")).contains("not been trained for an epoch yet");
        }
    }
}
