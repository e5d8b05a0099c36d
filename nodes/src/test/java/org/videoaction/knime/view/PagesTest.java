package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.ConfusionMatrix.Count;
import org.videoaction.knime.view.ConfusionMatrix.Measures;
import org.videoaction.knime.view.ContactSheet.LeftOut;
import org.videoaction.knime.view.ContactSheet.Tile;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;
import org.videoaction.model.metrics.ComparedModel;
import org.videoaction.model.metrics.Coverage;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;
import org.videoaction.model.saved.VideoModel;

/** The pages of the views in a browser, where there is one. */
class PagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SMALL = 400;
    private static final int LARGE = 1600;

    private static Chromium browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.program().isPresent(), "Chromium is not installed");
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    private Tab open(ViewPage page, Object data, int width) throws IOException {
        Path file = Files.writeString(folder.resolve(page.script() + ".html"), page.html().replaceFirst("<script>",
            "<script type=\"application/json\" id=\"initial-data\">" + JSON.writeValueAsString(data)
                + "</script><script>"));
        return browser.open(file, width, 900, false);
    }

    /** Nothing was complained of, nothing loaded, nothing sticks out, and everything that takes the focus has a name. */
    private static void assertSound(Tab tab) {
        assertThat(tab.problems()).isEmpty();
        assertThat(tab.requests()).allMatch(address -> address.startsWith("file:") || address.startsWith("data:"))
            .filteredOn(address -> address.startsWith("file:")).hasSize(1);
        assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth").asInt()).isNotPositive();
        assertThat(tab.evaluate("""
            [...document.querySelectorAll('[tabindex], button, input, select, [role=img], img:not([alt])')]
              .filter((node) => !node.ariaLabel && !node.closest('label')?.textContent.trim()
                && !node.textContent.trim()).map((node) => node.outerHTML)""")).isEmpty();
        assertThat(tab.number("h1")).isEqualTo(1);
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

    private static Epoch epoch(int number, double rate, double loss, Validation validation) {
        return new Epoch(number, rate, loss, 0.5, 0.75, validation, 1, 9, 100);
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
            tab.evaluate("location.reload()");
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

    /** Two of three videos of class 0 are recognised, one is taken for class 1. */
    private static ConfusionMatrix ofTwoClasses() {
        return new ConfusionMatrix(Classes.of("walk <b>", "run"), false, 4, ConfusionMatrix.others(new Coverage(4, 2, 1)),
            0.75,
            5, 1.0, 0.8333, 0.9,
            List.of(new Measures(3, 2 / 3.0, 1.0, 0.95), new Measures(1, 1.0, 0.5, null)),
            List.of(new Count(0, 0, 2, List.of("/videos/a.mp4", "/videos/b.mp4")),
                new Count(0, 1, 1, List.of("/videos/c.mp4")), new Count(1, 1, 1, List.of())));
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
                    + "Problem of the predictions; 1 has no label.");
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

    /** What the button of a kind saves, as Base64. */
    private static byte[] saved(Tab tab, String kind) {
        tab.evaluate("window.saved = null; URL.createObjectURL = (blob) => { window.saved = blob; return 'data:,'; };"
            + "[...document.querySelectorAll('.saves button')].find((button) => button.textContent === '" + kind
            + "').click()");
        tab.await("window.saved !== null");
        return Base64.getDecoder().decode(tab.evaluate("new Promise((done) => { const reader = new FileReader();"
            + "reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(window.saved); })").asText());
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

    private static Set<Integer> colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
            .boxed().collect(Collectors.toSet());
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
            IntStream.range(0, classes).mapToObj(i -> new Measures(10, i / 1000.0, 0.5, 0.5)).toList(), counts);
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
            List.of(new Measures(3, null, null, 0.95), new Measures(1, null, null, 0.85)), List.of());
        try (Tab tab = open(ConfusionMatrix.PAGE, matrix, SMALL)) {
            assertSound(tab);
            assertThat(tab.text("main")).contains("there is no confusion matrix", "95%");
            assertThat(tab.number(".matrix")).isZero();
        }
    }

    @Test
    void aModelCardDrawsBothPathways() throws IOException {
        ModelZoo.Entry entry = ModelZoo.entry("slowfast-4x16-r50");
        VideoModel model = VideoModel.untrained(entry.architecture(8, 2), new VideoModel.Input(32, 224, 224, 2),
            Classes.of("walk", "run"), 1);
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(ModelCard.PAGE, ModelCard.of(model), width)) {
                assertSound(tab);
                assertThat(tab.text("h1")).isEqualTo("SlowFast R50, alpha 8, beta 1/8, width 8");
                assertThat(tab.text(".figures")).contains(String.format(Locale.ROOT, "%,d", model.architecture().network()
                    .parameterCount()), "32 \u00d7 2");
                assertThat(tab.number(".stage")).isEqualTo(10);
                // all five of the Fast pathway, and res4 and res5 of the Slow one
                assertThat(tab.number(".stage.temporal")).isEqualTo(7);
                assertThat(tab.number(".lateral")).isEqualTo(4);
                assertThat(tab.text(".facts")).contains("3 \u00d7 32 \u00d7 224 \u00d7 224",
                    "(value / 255 \u2212 0.45) / 0.225");
            }
        }
    }

    private static final Picture RED = new Picture(3, 2, 2, "data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAA"
        + "AABAAEAAAICRAEAOw==");

    @Test
    void aClipPlaysUnderThePointerAndWithTheFocus() throws IOException {
        ContactSheet sheet = new ContactSheet("3 x 32 x 64 x 64, stride 2", 100, true, 64, Classes.of("walk", "run"),
            List.of(
                new Tile("/videos/a.mp4", List.of(0), 50, 25, 0, 0, "ok", RED, null),
                new Tile("/videos/b.mp4", List.of(1), 0, 25, 1, 2, "partial", RED, null),
                new Tile("/videos/c.mp4", List.of(), 0, 0, 0, 0, "failed", null, "it ends too early")),
            List.of(new LeftOut("/videos/d.mp4", "does not exist")));
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(ContactSheet.PAGE, sheet, width)) {
                assertSound(tab);
                assertThat(tab.text("main")).contains("100 clips of 3 x 32 x 64 x 64, stride 2; on demand", "3 of 100 clips",
                    "1 video gave no clips", "d.mp4", "does not exist", "it ends too early");
                assertThat(tab.text(".tile")).isEqualTo("walka.mp4from frame 50 (2.0 s)");
                assertThat(tab.text(".tile:nth-child(2)"))
                    .isEqualTo("runb.mp4from frame 0 (0.0 s); view 2, crop 3; partial");
                assertThat(tab.evaluate("document.querySelector('.film').dataset.frame").asText()).isEqualTo("1");
                tab.moveTo(".film");
                tab.await("document.querySelector('.film').dataset.frame === '0'");
                tab.evaluate("document.querySelector('.tile:nth-child(2) .film').focus()");
                tab.await("document.querySelector('.tile:nth-child(2) .film').dataset.frame === '2'");
                tab.evaluate("(() => { const select = document.querySelector('select'); select.value = '1';"
                    + "select.dispatchEvent(new Event('change')); })()");
                assertThat(tab.number(".tile")).isEqualTo(1);
            }
        }
    }

    @Test
    void anEmptyContactSheetSaysSo() throws IOException {
        try (Tab tab = open(ContactSheet.PAGE, new ContactSheet("3 x 32 x 64 x 64, stride 2", 0, false, 64, Classes.NONE,
            List.of(), List.of()), SMALL)) {
            assertSound(tab);
            assertThat(tab.text("main")).contains("There are no clips.");
        }
    }

    @Test
    void theGalleryShowsTruthAndTheMostProbableClasses() throws IOException {
        PredictionsGallery gallery = new PredictionsGallery(Classes.of("walk", "run", "jump"), List.of(
            new Row("/videos/a.mp4", List.of(0), List.of(new Guess(1, 0.75), new Guess(0, 0.25)), null),
            new Row("/videos/b.mp4", List.of(), List.of(new Guess(1, 0.5), new Guess(2, 0.25)), null),
            new Row("/videos/c.mp4", List.of(2), List.of(new Guess(2, 1), new Guess(0, 0)), null),
            new Row("/videos/d.mp4", List.of(2), List.of(), "it ends too early")), List.of(RED), false);
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(PredictionsGallery.PAGE, gallery, width)) {
                assertSound(tab);
                assertThat(tab.text(".figures")).isEqualTo("Right50.0% 1 of 2Wrong1 shown firstClass not known1Unreadable1");
                assertThat(tab.text(".wrong-card")).isEqualTo("a.mp4\u2717 walkrun75%walk25%");
                assertThat(tab.text(".wrong-card .guess.true")).isEqualTo("walk25%");
                assertThat(tab.text(".unknown-card")).contains("no picture", "class not known");
                assertThat(tab.text(".right-card")).contains("\u2713 jump", "jump100%");
                assertThat(tab.text(".broken-card")).contains("it ends too early");
                assertThat(tab.evaluate("document.querySelector('.card').ariaLabel").asText())
                    .isEqualTo("a.mp4: wrong, is walk; predicted run with 75%");
                tab.evaluate("(() => { const find = document.querySelector('input'); find.value = 'JUMP';"
                    + "find.dispatchEvent(new Event('input')); })()");
                assertThat(tab.number(".card")).isEqualTo(3);
            }
        }
    }

    @Test
    void tenThousandPredictionsAreAListOfTheRowsInSight() throws IOException {
        List<Row> rows = IntStream.range(0, 10_000).mapToObj(i -> new Row("/videos/" + i + ".mp4", List.of(i % 1000),
            List.of(new Guess(i * 7 % 1000, 0.5), new Guess(i % 1000, 0.25)), null)).toList();
        PredictionsGallery gallery = new PredictionsGallery(
            new Classes(IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList()), rows, List.of(), false);
        try (Tab tab = open(PredictionsGallery.PAGE, gallery, LARGE)) {
            assertSound(tab);
            assertThat(tab.number("*")).isLessThan(900);
            tab.evaluate("document.querySelector('.long-list').scrollTop = 1e9");
            tab.await("document.querySelector('.long-list').textContent.includes('9999.mp4')");
            assertThat(tab.number("*")).isLessThan(900);
            tab.resize(SMALL, 900);
            tab.await("document.querySelector('.cards').children.length === 1");
        }
    }

    /** Of three models the second costs more than the first and reaches less. */
    @Test
    void modelsThatAreBestForTheirCostAreJoined() throws IOException {
        AccuracyComplexity models = AccuracyComplexity.of("Top-1", List.of(
            new ComparedModel("small", 0.5, 10, 30, 5), new ComparedModel("poor", 0.4, 20, 30, 8),
            new ComparedModel("dear", 0.75, 100, 1, 40)));
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(AccuracyComplexity.PAGE, models, width)) {
                assertSound(tab);
                assertThat(tab.evaluate("[...document.querySelectorAll('tbody tr')].map((row) => row.textContent)"))
                    .extracting(JsonNode::asText).containsExactly("small50.0%10303005no", "poor40.0%20306008no",
                        "dear75.0%100110040yes");
                tab.evaluate("(() => { const cost = document.querySelector('select'); cost.value = 'view';"
                    + "cost.dispatchEvent(new Event('change')); })()");
                assertThat(tab.evaluate("[...document.querySelectorAll('tbody td:last-child')].map((c) => c.textContent)"))
                    .extracting(JsonNode::asText).containsExactly("yes", "no", "yes");
                assertThat(tab.evaluate("document.querySelector('svg').ariaLabel").asText())
                    .endsWith("best for their cost: small, 50.0% for 10; dear, 75.0% for 100");
            }
        }
    }

    @Test
    void pagesAreLegibleInDarkAndInLight() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), ConfusionMatrix.PAGE.html().replaceFirst("<script>",
            "<script type=\"application/json\" id=\"initial-data\">" + JSON.writeValueAsString(ofTwoClasses())
                + "</script><script>"));
        for (boolean dark : List.of(false, true)) {
            try (Tab tab = browser.open(page, SMALL, 900, dark)) {
                assertThat(contrast(tab, "--ink", "--ground")).isGreaterThan(7);
                for (String colour : List.of("--quiet", "--accent", "--second", "--third", "--wrong")) {
                    assertThat(contrast(tab, colour, "--ground")).as(colour).isGreaterThan(4.5);
                }
                assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                    .isEqualTo(dark ? "rgb(27, 31, 34)" : "rgb(255, 255, 255)");
            }
        }
    }

    /** The contrast ratio of the Web Content Accessibility Guidelines 2.1. */
    private static double contrast(Tab tab, String text, String ground) {
        double one = luminance(tab.evaluate("getComputedStyle(document.documentElement).getPropertyValue('" + text + "')")
            .asText().trim());
        double other = luminance(tab.evaluate("getComputedStyle(document.documentElement).getPropertyValue('" + ground
            + "')").asText().trim());
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour, 1) + 0.7152 * linear(colour, 3) + 0.0722 * linear(colour, 5);
    }

    private static double linear(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** The messages of KNIME's extension service, as the page around a view answers them. */
    @Test
    void asksThePageAroundItForItsData() throws IOException {
        String around = """
            <!DOCTYPE html><title>around</title><main></main><script>
            const asked = [];
            const answers = {
              getConfig: () => ({ projectId: "p", workflowId: "w", nodeId: "root:5", extensionType: "view" }),
              callNodeDataService: () => JSON.stringify({ result: %s }),
            };
            addEventListener("message", ({ data, source }) => {
              asked.push(data.payload ?? data.type);
              if (data.type === "UIExtensionRequest") {
                source.postMessage({ type: "UIExtensionResponse", requestId: data.requestId,
                  payload: answers[data.payload.method](...data.payload.params) }, "*");
              }
            });
            const frame = document.createElement("iframe");
            frame.srcdoc = %s;
            document.querySelector("main").append(frame);
            </script>""";
        Path page = Files.writeString(folder.resolve("around.html"), around.formatted(
            JSON.writeValueAsString(ofTwoClasses()),
            JSON.writeValueAsString(ConfusionMatrix.PAGE.html()).replace("<", "\\u003c")));
        try (Tab tab = browser.open(page, LARGE, 900, false)) {
            tab.await("frames[0]?.document.querySelector('main[aria-busy=false]')");
            assertThat(tab.evaluate("frames[0].document.querySelector('.mix-up').textContent").asText())
                .isEqualTo("1walk <b> as run");
            assertThat(tab.evaluate("asked")).isEqualTo(JSON.readTree("""
                [{"method": "getConfig", "params": []}, "UIExtensionReady",
                 {"method": "callNodeDataService", "params": [{"projectId": "p", "workflowId": "w", "nodeId": "root:5",
                   "extensionType": "view", "serviceType": "initial_data", "dataServiceRequest": ""}]}]"""));
            tab.evaluate("answers.callNodeDataService = () => ({ internalError: { message: 'no such file' } });"
                + "document.querySelector('iframe').srcdoc += ' ';");
            tab.await("frames[0]?.document.querySelector('main[aria-busy=false]')?.textContent.includes('no such file')");
        }
    }

    @Test
    void aNodeOfAnEarlierVersionIsToBeExecutedAgain() throws IOException {
        try (Tab tab = open(ModelCard.PAGE, ViewPage.NOTHING_KEPT, SMALL)) {
            assertThat(tab.problems()).isEmpty();
            assertThat(tab.text("main")).contains("Execute it again");
        }
    }
}
