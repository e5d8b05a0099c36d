package org.videoaction.knime.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.Epoch.Validation;

class LiveHistoryTest {

    private static final Epoch FIRST = new Epoch(1, 0.1, 0.7, 0.5, 1, null, 1, 2, 8);
    private static final Epoch SECOND = new Epoch(2, 0.05, 0.5, 0.75, 1, new Validation(0.6, 0.625, 1, null), 1.5, 2, 8);

    @TempDir
    private Path folder;

    @Test
    void theTableGrowsByARowAnEpoch() throws Exception {
        LiveHistory history = new LiveHistory(folder.resolve("run"));
        history.add(List.of(FIRST));
        assertThat(Files.readAllLines(folder.resolve("run/history.csv"))).hasSize(2)
            .last().isEqualTo("1,0.1,0.7,0.5,1.0,,,,,3.0");
        history.add(List.of(SECOND));
        assertThat(Files.readAllLines(folder.resolve("run/history.csv"))).hasSize(3)
            .last().isEqualTo("2,0.05,0.5,0.75,1.0,0.6,0.625,1.0,,3.5");
    }

    @Test
    void trainingThatGoesOnBringsItsEarlierEpochsAtOnce() throws Exception {
        new LiveHistory(folder).add(List.of(FIRST, SECOND));
        assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSize(3).last().asString().startsWith("2,0.05,");
    }

    @Test
    void thePageHoldsTheEpochsAndLoadsItselfAgain() throws Exception {
        LiveHistory history = new LiveHistory(folder);
        history.add(List.of(FIRST));
        history.add(List.of(SECOND));
        String page = Files.readString(folder.resolve("history.html"));
        assertThat(page).contains("<head><meta http-equiv=\"refresh\" content=\"10\">")
            .containsPattern("id=\"initial-data\">\\{\"epochs\":\\[\\{\"number\":1,.*\"number\":2,.*\"top1\":0.625");
        assertThat(page.indexOf("initial-data\">")).isLessThan(page.indexOf("<script>"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder("history.csv", "history.html");
        }
    }
}
