package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.knime.view.ConfusionMatrix.Measures;
import org.videoaction.model.metrics.Calibration.Bin;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.metrics.Interval;
import org.w3c.dom.Document;

class ConfusionMatrixPageTest extends PageInBrowser {

    /** Two of three videos of class 0 are recognised, one is taken for class 1. */
    static ConfusionMatrix ofTwoClasses() {
        return new ConfusionMatrix(Classes.of("walk <b>", "run"), false, 4, ConfusionMatrix.others(new Coverage(4, 2, 1)),
            0.75,
            5, 1.0, 0.8333, 0.9,
            List.of(new Measures(3, 2 / 3.0, 1.0, 0.95), new Measures(1, 1.0, 0.5, null)),
            List.of(new Count(0, 0, 2, List.of("/videos/a.mp4", "/videos/b.mp4")),
                new Count(0, 1, 1, List.of("/videos/c.mp4")), new Count(1, 1, 1, List.of())),
            List.of(new Interval(0.5, 1), new Interval(1, 1), new Interval(0.4, 0.95), new Interval(0.6, 1)), 0.125,
            List.of(new Bin(1, 0.55, 0), new Bin(3, 0.8, 1)));
    }

    @Test
    void measuresHaveTheirIntervalsAndConfidencesTheirCurve() throws IOException {
        try (Tab tab = open(ConfusionMatrix.PAGE, ofTwoClasses(), SMALL)) {
            assertThat(tab.text(".figures")).contains("Top-175.0% 50.0 to 100.0%", "95.0%", "Calibration error12.5%");
            assertThat(tab.evaluate("document.querySelector('.reliability svg').getAttribute('aria-label')").asText())
                .isEqualTo("Accuracy over confidence. 1 video of confidence 55.0%: 0.0% right; "
                    + "3 videos of confidence 80.0%: 100.0% right");
            assertThat(tab.number(".reliability circle")).isEqualTo(2);
        }
    }

    /** What is shown of a node that was executed before there were intervals. */
    private static List<Interval> unknown() {
        return Arrays.asList(null, null, null, null);
    }

    @Test
    void aSmallConfusionMatrixIsATable() throws IOException {
        try (Tab tab = open(ConfusionMatrix.PAGE, ofTwoClasses(), SMALL)) {
            assertSound(tab);
            assertThat(tab.text(".figures")).contains("Top-175.0%", "Top-5100.0%", "83.3%", "90.0%");
            assertThat(tab.evaluate("[...document.querySelectorAll('.matrix tbody td')].map((cell) => cell.textContent)"))
                .extracting(JsonNode::asText).containsExactly("2", "1", "0", "1");
            assertThat(tab.text(".matrix tbody th[scope=row]")).isEqualTo("walk <b>");
            assertThat(tab.text(".others"))
                .isEqualTo("The numbers are of 4 of 7 videos; 2 could not be scored: see the column "
                    + "Problem of the predictions, and probabilities that are not finite; 1 has no label.");
            assertThat(tab.text(".mix-up")).isEqualTo("1walk <b> as run");
            assertThat(tab.text(".class-bar")).contains("walk <b>", "67%", "3 videos");
            tab.evaluate("(() => { const show = document.querySelector('select'); show.value = 'averagePrecision';"
                + "show.dispatchEvent(new Event('change')); })()");
            assertThat(tab.evaluate("[...document.querySelectorAll('.class-bar')].map((row) => row.textContent)"))
                .extracting(JsonNode::asText).containsExactly("walk <b>95%3 videos", "run\u20131 video");
        }
    }

    @Test
    void theMatrixNamesItsAxesAndListsTheVideosOfTheCellUnderThePointer() throws IOException {
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(ConfusionMatrix.PAGE, ofTwoClasses(), width)) {
                assertThat(tab.text(".matrix")).contains("True class", "Predicted class");
                assertThat(tab.text("section > .legend")).contains("right", "wrong", "all videos of the true class");
                tab.moveTo(".matrix tbody tr:nth-child(1) td:nth-of-type(2)");
                assertThat(tab.text("[role=status]")).isEqualTo("walk <b> as run: 1 of 3 videos (33%)");
                assertThat(tab.text(".cell-videos")).isEqualTo("c.mp4");
                tab.moveTo(".matrix tbody tr:nth-child(1) td:nth-of-type(1)");
                assertThat(tab.text("[role=status]")).isEqualTo("walk <b>, right: 2 of 3 videos (67%)");
                tab.evaluate("document.querySelector('.matrix .chosen').click()");
                tab.moveTo(".matrix tbody tr:nth-child(2) td:nth-of-type(1)");
                assertThat(tab.text(".cell-videos")).as("held by the click").isEqualTo("a.mp4b.mp4");
                tab.evaluate("document.querySelector('.matrix tbody tr:nth-child(2) td:nth-of-type(2)').click()");
                assertThat(tab.text(".cell-videos")).contains("earlier version, which kept no videos");
                assertSound(tab);
            }
        }
    }

    @Test
    void theMatrixIsSavedAsPictureDrawingAndNumbers() throws Exception {
        try (Tab tab = open(ConfusionMatrix.PAGE, ofTwoClasses(), SMALL)) {
            assertThat(new String(saved(tab, "CSV"), StandardCharsets.UTF_8))
                .isEqualTo("True class,Predicted class,Videos\r\nwalk <b>,walk <b>,2\r\nwalk <b>,run,1\r\nrun,run,1\r\n");
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(saved(tab, "PNG")));
            assertThat(picture.getWidth()).isEqualTo(2 * SMALL);
            assertThat(picture.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
            assertThat(colours(picture)).as("colors of text, panels and cells").hasSizeGreaterThan(20);
            Document drawing = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(saved(tab, "SVG")));
            assertThat(drawing.getDocumentElement().getTextContent()).contains("True class", "Predicted class", "walk <b>");
            // the ground, that of the matrix, and three cells
            assertThat(drawing.getElementsByTagName("rect").getLength()).isEqualTo(5);
            assertThat(drawing.getDocumentElement().getElementsByTagName("rect").item(2).getAttributes()
                .getNamedItem("fill").getNodeValue()).isEqualTo("rgb(23, 122, 109)");
        }
    }

    @Test
    void aThousandClassesAreAPictureAndAListOfTheRowsInSight() throws IOException {
        int classes = 1000;
        List<Count> counts = new ArrayList<>();
        IntStream.range(0, classes).forEach(i -> {
            counts.add(new Count(i, i, 7, List.of(i + ".mp4")));
            IntStream.range(1, 4).forEach(other -> counts.add(new Count(i, (i + 7 * other) % classes, 1, List.of())));
        });
        ConfusionMatrix matrix = new ConfusionMatrix(
            new Classes(IntStream.range(0, classes).mapToObj(i -> "class " + i).toList()), false, 10_000, null, 0.7, 5, 0.9,
            0.7, 0.8,
            IntStream.range(0, classes).mapToObj(i -> new Measures(10, i / 1000.0, 0.5, 0.5)).toList(), counts,
            unknown(), null, List.of());
        try (Tab tab = open(ConfusionMatrix.PAGE, matrix, SMALL)) {
            assertSound(tab);
            assertThat(tab.number("*")).isLessThan(600);
            assertThat(tab.number("canvas")).isEqualTo(1);
            tab.evaluate("document.querySelector('canvas').focus()");
            tab.press("ArrowDown");
            assertThat(tab.text("[role=status]")).isEqualTo("class 0, right: 7 of 10 videos (70%)");
            assertThat(tab.text(".cell-videos")).isEqualTo("0.mp4The first 1 of 7 videos.");
            tab.press("ArrowDown");
            assertThat(tab.text("[role=status]")).isEqualTo("class 1 as class 0: 0 of 10 videos (0%)");
            assertThat(tab.text(".axes")).isEqualTo("Predicted classTrue class");
            tab.evaluate("document.querySelector('.long-list').scrollTop = 1e9");
            tab.await("document.querySelector('.long-list').textContent.includes('class 999')");
            assertThat(tab.number("*")).isLessThan(600);
        }
    }

    @Test
    void whereSeveralClassesMayBeRightThereIsNoMatrix() throws IOException {
        ConfusionMatrix matrix = new ConfusionMatrix(Classes.of("walk", "run"), true, 4, null, null, 5, null, null, 0.9,
            List.of(new Measures(3, null, null, 0.95), new Measures(1, null, null, 0.85)), List.of(),
            Arrays.asList(null, null, null, new Interval(0.8, 0.95)), null, List.of());
        try (Tab tab = open(ConfusionMatrix.PAGE, matrix, SMALL)) {
            assertSound(tab);
            assertThat(tab.text("main")).contains("there is no confusion matrix", "95%");
            assertThat(tab.number(".matrix")).isZero();
        }
    }
}
