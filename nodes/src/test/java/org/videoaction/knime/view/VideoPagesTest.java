package org.videoaction.knime.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.videoaction.data.list.Classes;
import org.videoaction.knime.view.Chromium.Tab;
import org.videoaction.knime.view.ContactSheet.LeftOut;
import org.videoaction.knime.view.ContactSheet.Tile;
import org.videoaction.knime.view.PredictionsGallery.Guess;
import org.videoaction.knime.view.PredictionsGallery.Row;

/** The pages that show videos: the contact sheet of clips and the gallery of predictions. */
class VideoPagesTest extends PageInBrowser {

    static final Picture RED = new Picture(3, 2, 2, "data:image/gif;base64,R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAA"
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
                    .isEqualTo("runb.mp4from frame 0 (0.0 s); clip 2, crop 3; partial");
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

    /** Boxes of a folder of photographs are all at the beginning. */
    @Test
    void personsOfOneMomentStandOnAnAxisOfASecond() throws IOException {
        PersonTimeline.Builder timeline = new PersonTimeline.Builder(
            Map.of("File", "/models/" + "long".repeat(60) + ".onnx"));
        String video = "a long name of a video ".repeat(5) + ".mp4";
        timeline.add(video, 1, 0, false);
        timeline.add(video, 2, 0, false);
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(PersonTimeline.PAGE, timeline.timeline(), width)) {
                assertSound(tab);
                assertThat(tab.text("svg")).contains("person 1", "person 2", "0.5", "seconds").doesNotContain("e-");
                assertThat(tab.text(".facts th")).isEqualTo("File");
            }
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
    void evidenceStandsUnderItsVideo() throws IOException {
        byte[] png = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
                + "AABJRU5ErkJggg==");
        PredictionsGallery gallery = new PredictionsGallery(Classes.of("walk", "run"), List.of(
            new Row("/videos/a.mp4", List.of(0), List.of(new Guess(1, 0.75), new Guess(0, 0.25)), null, png),
            new Row("/videos/b.mp4", List.of(0), List.of(new Guess(0, 1), new Guess(1, 0)), null, (byte[]) null)),
            List.of(RED),
            false);
        for (int width : List.of(SMALL, LARGE)) {
            try (Tab tab = open(PredictionsGallery.PAGE, gallery, width)) {
                assertSound(tab);
                assertThat(tab.number(".evidence")).isEqualTo(1);
                assertThat(tab.evaluate("document.querySelector('.wrong-card .evidence').alt").asText())
                    .isEqualTo("evidence for run");
                assertThat(tab.evaluate("document.querySelector('.evidence').naturalWidth").asInt()).isEqualTo(1);
                assertThat(tab.text("main")).contains("Heat shows what speaks for the first class").doesNotContain("null");
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
}
