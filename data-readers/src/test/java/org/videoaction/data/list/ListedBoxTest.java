package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListedBoxTest {

    @TempDir
    private Path folder;

    private static AvaBox box(String video, double seconds) {
        return new AvaBox(video, seconds, 0, 0, 1, 1, List.of("stand"), 1, 1);
    }

    @Test
    void aBoxGetsItsVideoItsTimeInTheFileAndItsPicture() throws Exception {
        Path film = Files.createFile(folder.resolve("film.mkv"));
        List<Path> pictures = IntStream.range(0, 100).mapToObj(i -> Path.of(i + ".jpg")).toList();

        BoxSource source = new BoxSource(folder.resolve("list"), folder, null, Set.of(), 0, Map.of("film", pictures), 900);

        List<ListedBox> listed = ListedBox.of(List.of(box("film", 902), box("other", 902)), source);

        assertThat(listed.get(0)).isEqualTo(new ListedBox(box("film", 902), film, 2, Path.of("60.jpg")));
        assertThat(listed.get(1).frame()).as("of a film without pictures").isNull();
    }

    @Test
    void aBoxBeforeTheVideosStartIsRefused() {
        BoxSource source = new BoxSource(folder.resolve("list"), folder, null, Set.of(), 0, Map.of(), 900);

        assertThatIOException().isThrownBy(() -> ListedBox.of(List.of(box("film", 899)), source))
            .withMessageContaining("film at 899.0 s").withMessageContaining("900");
    }
}
