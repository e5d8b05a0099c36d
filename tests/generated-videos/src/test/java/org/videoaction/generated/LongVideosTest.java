package org.videoaction.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongVideosTest {

    private static final Pattern SEGMENT = Pattern.compile("\"segment\": \\[([\\d.]+), ([\\d.]+)\\], \"label\": \"(\\w+)\"");

    @TempDir
    private Path folder;

    @Test
    void eachVideoShowsEachActionOnceWithAPauseBetween() throws IOException {
        new LongVideos(2, 1, 1, 1).write(folder);
        List<String> videos = Files.readAllLines(folder.resolve("segments.json")).stream()
            .filter(line -> line.contains("subset")).toList();
        assertThat(videos).hasSize(4);
        for (String part : List.of("validation", "testing")) {
            assertThat(videos).filteredOn(line -> line.contains('"' + part + '"')).hasSize(1);
        }
        for (String video : videos) {
            List<MatchResult> segments = SEGMENT.matcher(video).results().toList();
            assertThat(segments).extracting(segment -> segment.group(3)).containsExactlyInAnyOrder("rise", "fall",
                "go_left", "go_right");
            double free = 0;
            for (MatchResult segment : segments) {
                assertThat(Double.parseDouble(segment.group(1))).isGreaterThan(free);
                free = Double.parseDouble(segment.group(2));
            }
            assertThat(free).isLessThan(12);
        }
        assertThat(folder.resolve("long_3.mp4")).isNotEmptyFile();
    }
}
