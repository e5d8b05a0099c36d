package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;
import org.videoaction.model.saved.Provenance;
import org.videoaction.data.clip.ClipOrigin;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.model.engine.NetworkProgram;
import org.videoaction.model.metrics.ComparedModel;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.network.ForeignNetwork.ClipLayout;
import org.videoaction.model.network.Labels;
import org.videoaction.model.network.ModelZoo;
import org.videoaction.model.network.Preprocessing;
import org.videoaction.model.saved.VideoModel;

/** The pages that show models: the card of one, and the comparison of several. */
class ModelPagesTest extends PageInBrowser {

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

    @Test
    void theCardOfAnotherProgramsFileSaysHowItTakesClipsAndLeavesOutWhatIsNotKnown() throws IOException {
        ForeignNetwork network = new ForeignNetwork("mvit", "ONNX", ClipLayout.FRAMES_FIRST, false, true, List.of(16), 0, 0,
            false, Labels.ONE, 2);
        VideoModel model = VideoModel.foreign(network, new NetworkProgram(NetworkProgram.Kind.ONNX, new byte[0]),
            Preprocessing.KINETICS, new VideoModel.Input(16, 224, 224, 4), Classes.of("walk", "run"));
        try (Tab tab = open(ModelCard.PAGE, ModelCard.of(model), SMALL)) {
            assertSound(tab);
            assertThat(tab.text("h1")).isEqualTo("ONNX network mvit");
            assertThat(tab.text(".facts")).contains("N x T x C x H x W, bytes, 16 frames", "scores for softmax")
                .doesNotContain("value / 255");
            assertThat(tab.text(".figures")).contains("16 \u00d7 4").doesNotContain("Parameters", "GFLOPs");
        }
    }

    @Test
    void theCardSaysWhereTheModelComesFrom() throws IOException {
        VideoModel untrained = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(32, 64, 64, 1), Classes.of("walk", "run"), 3);
        ClipOrigin clips = new ClipOrigin(120, 60, "ab".repeat(32), Map.of("sampling.time.length", "32"), "/data/videos/",
            packed(60));
        VideoModel trained = untrained.after(new Provenance.Step("trained", "2026-11-29T12:00:00Z", Map.of("model", "none"),
            Map.of("epochs", "20", "seed", "3"), Map.of("training", clips), Map.of("libtorch", "2.7.1"),
            Map.of("processor", "a processor"), Map.of("loss", "0.25")));
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(ModelCard.PAGE, ModelCard.of(trained), width)) {
                assertSound(tab);
                tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
                assertSound(tab);
                assertThat(tab.text("ol")).contains("Initialized", "Trained 2026-11-29 12:00:00 UTC", "Training clips",
                    "/data/videos/", "ab".repeat(32), "2.7.1", "a processor", "Training videos 60");
                assertThat(tab.text(".long-list[aria-label=\"Training videos\"] [role=listitem]"))
                    .isEqualTo("00000000000000ffrun/0.mp4");
            }
        }
        try (Tab tab = open(ModelCard.PAGE, ModelCard.of(trained.from(Provenance.UNKNOWN)), SMALL)) {
            assertThat(tab.text("main")).contains("unknown: its file does not say it");
        }
    }

    /** As models have them: a line a video, deflated. */
    private static String packed(int videos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream lines = new DeflaterOutputStream(bytes)) {
            for (int i = 0; i < videos; i++) {
                lines.write(("00000000000000ff run/" + i + ".mp4\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Test
    void aDamagedListOfVideosIsSaidAndLeavesTheRestOfTheCard() throws IOException {
        VideoModel model = VideoModel.untrained(ModelZoo.entry("slowfast-4x16-r50").architecture(8, 2),
            new VideoModel.Input(32, 64, 64, 1), Classes.of("walk", "run"), 3)
            .after(new Provenance.Step("trained", "", Map.of(), Map.of(),
                Map.of("training", new ClipOrigin(2, 1, "ab", Map.of(), "", "QUJD")), Map.of(), Map.of(), Map.of()));
        ModelCard.Done done = ModelCard.of(model).origin().get(1);
        assertThat(done.videos()).isEmpty();
        assertThat(done.parts().get("training clips").get("list of videos")).contains("damaged");
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
    void modelsWhoseParametersAreNotKnownAreShownToo() throws IOException {
        try (Tab tab = open(AccuracyComplexity.PAGE, AccuracyComplexity.of("Top-1", List.of(
            new ComparedModel("foreign", 0.5, 10, 30, Double.NaN), new ComparedModel("other", 0.4, 20, 30, Double.NaN))),
            LARGE)) {
            assertSound(tab);
            assertThat(tab.text("tbody tr")).isEqualTo("foreign50.0%1030300\u2013yes");
            assertThat(tab.evaluate("document.querySelector('circle').getAttribute('r')").asDouble()).isPositive();
            // from 36% to 54%, in steps of 2.5%
            assertThat(tab.text("svg")).contains("37.5%", "40%", "42.5%").doesNotContain("38%", "43%");
        }
    }

    @Test
    void quantizedLayersCanBeSortedByTheirErrors() throws IOException {
        QuantizedLayers layers = new QuantizedLayers(List.of(
            new QuantizedLayers.Layer("stem.conv", "32-bit floats", null, null, null, null),
            new QuantizedLayers.Layer("a.conv", "int8", 0.0, 2.5, 40.0, 30.0),
            new QuantizedLayers.Layer("b.conv", "int8", -1.0, 4.0, 41.0, 12.5),
            new QuantizedLayers.Layer("exact.conv", "int8", -1.0, 4.0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)),
            new QuantizedLayers.Loss(64, 100, 0.99, 0.03, 50, "top-1", 0.9, 0.88));
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(QuantizedLayers.PAGE, layers, width)) {
                assertSound(tab);
                assertThat(tab.text(".quiet"))
                    .isEqualTo("3 of 4 layers in integers; ranges of 64 clips; 99.0% of 100 compared "
                        + "clips keep their class, probabilities differ by at most 0.030; top-1 of 50 labeled clips 90.0% before, "
                        + "88.0% after");
                assertThat(tab.number("circle")).isEqualTo(2);
                tab.evaluate("(() => { const order = document.querySelector('select'); order.value = 'worst';"
                    + "order.dispatchEvent(new Event('change')); })()");
                assertThat(tab.evaluate("[...document.querySelectorAll('tbody tr')].map((row) => row.textContent)"))
                    .extracting(JsonNode::asText).first().asString().startsWith("b.convint8");
            }
        }
    }
}
