package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.ContactSheet.Tile;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;
import org.videoaction.model.metrics.ComparedModel;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.saved.VideoModel;

/** What the pages of all views have in common: colors, files that are saved, and how they come by their data. */
class PagesTest extends PageInBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConfusionMatrix TWO_CLASSES = ConfusionMatrixPageTest.ofTwoClasses();

    @Test
    void pagesAreLegibleInDarkAndInLight() throws IOException {
        for (boolean dark : List.of(false, true)) {
            try (Tab tab = open(ConfusionMatrix.PAGE, TWO_CLASSES, SMALL, dark)) {
                assertThat(contrast(tab, "--ink", "--ground")).isGreaterThan(7);
                for (String colour : List.of("--quiet", "--accent", "--second", "--third", "--wrong")) {
                    assertThat(contrast(tab, colour, "--ground")).as(colour).isGreaterThan(4.5);
                }
                assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                    .isEqualTo(dark ? "rgb(27, 31, 34)" : "rgb(255, 255, 255)");
            }
        }
    }

    @Test
    void pagesAreAsDarkAsKnimeWhateverTheSystemIs() throws IOException {
        try (Tab tab = open(ConfusionMatrix.PAGE, TWO_CLASSES, SMALL)) {
            String ground = "getComputedStyle(document.body).backgroundColor";
            tab.evaluate("localStorage.setItem('KNIME_DARK_MODE', 'dark'); dispatchEvent(new Event('storage'))");
            assertThat(tab.evaluate(ground).asText()).isEqualTo("rgb(27, 31, 34)");
            tab.evaluate("localStorage.setItem('KNIME_DARK_MODE', 'light'); dispatchEvent(new Event('storage'))");
            assertThat(tab.evaluate(ground).asText()).isEqualTo("rgb(255, 255, 255)");
            tab.evaluate("localStorage.removeItem('KNIME_DARK_MODE'); dispatchEvent(new Event('storage'))");
            assertThat(tab.evaluate(ground).asText()).as("as the system").isEqualTo("rgb(255, 255, 255)");
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

    /** Each page, and what the first cells of its table of numbers are. */
    private static Map<ViewPage, Map.Entry<Object, String>> pagesWithData() {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(32, 64, 64, 2), Classes.of("walk", "run, fast"), 1);
        return Map.of(
            ModelCard.PAGE, Map.entry(ModelCard.of(model), "Fact,Value\r\nNetwork,\"SlowFast R50, alpha 8"),
            ContactSheet.PAGE, Map.entry(new ContactSheet("3 x 32", 1, false, 64, Classes.of("walk"),
                List.of(new Tile("/videos/a \"1\".mp4", List.of(0), 50, 25, 0, 0, "ok", VideoPagesTest.RED, null)),
                List.of()),
                "Path,Label,Start frame,Clip,Crop,Status,Problem\r\n\"/videos/a \"\"1\"\".mp4\",walk,50,1,1,ok,\r\n"),
            PredictionsGallery.PAGE, Map.entry(new PredictionsGallery(Classes.of("walk", "run"),
                List.of(new Row("a.mp4", List.of(0), List.of(new Guess(1, 0.75)), null)), List.of(VideoPagesTest.RED),
                false),
                "Path,Label,Prediction,Confidence,Problem\r\na.mp4,walk,run,0.75,\r\n"),
            PersonTimeline.PAGE, Map.entry(timeline(), "Path,Person,First seen (s),Last seen (s),Key frames,Filled in\r\n"
                + "a.mp4,1,0,2,2,1\r\na.mp4,2,2,2,1,0\r\n"),
            AccuracyComplexity.PAGE, Map.entry(AccuracyComplexity.of("Top-1",
                List.of(new ComparedModel("small", 0.5, 10, 30, 5), new ComparedModel("large", 0.75, 100, 1, 40))),
                "Model,Top-1,GFLOPs per view,Views,GFLOPs per video,Parameters (M)\r\nsmall,0.5,10,30,300,5\r\n"));
    }

    private static PersonTimeline timeline() {
        PersonTimeline.Builder timeline = new PersonTimeline.Builder(Map.of("Form", "YOLOX (recognized)"));
        timeline.add("a.mp4", 1, 0, false);
        timeline.add("a.mp4", 1, 2, true);
        timeline.add("a.mp4", 2, 2, false);
        return timeline.timeline();
    }

    @Test
    void everyPageIsSavedAsPictureAndNumbers() throws IOException {
        for (var page : pagesWithData().entrySet()) {
            try (Tab tab = open(page.getKey(), page.getValue().getKey(), SMALL)) {
                assertThat(tab.text("main")).doesNotContain("cannot be shown");
                assertThat(new String(saved(tab, "CSV"), StandardCharsets.UTF_8)).startsWith(page.getValue().getValue());
                assertThat(colours(ImageIO.read(new ByteArrayInputStream(saved(tab, "PNG"))))).hasSizeGreaterThan(20);
                assertThat(tab.problems()).isEmpty();
            }
        }
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
        String page = around.formatted(
            JSON.writeValueAsString(TWO_CLASSES),
            JSON.writeValueAsString(ConfusionMatrix.PAGE.html()).replace("<", "\\u003c"));
        try (Tab tab = open(page, LARGE, false)) {
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
