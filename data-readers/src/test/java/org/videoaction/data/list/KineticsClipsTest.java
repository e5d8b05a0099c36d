package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KineticsClipsTest {

    @TempDir
    private Path folder;

    private Path video(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    private BoxList read(String... lines) throws IOException {
        return BoxFormat.AVA_KINETICS
            .read(
                new BoxSource(Files.write(folder.resolve("kinetics_train_v1.0.csv"), List.of(lines)), folder, null, "", 0));
    }

    @Test
    void timesCountFromTheStartOfTheClip() throws Exception {
        Path clip = video("abseiling/-0R2aQ_oD8w_000012_000022.mp4");

        assertThat(read("-0R2aQ_oD8w,16.5,0.1,0.2,0.3,0.4,12").boxes()).containsExactly(new ListedBox(
            new AvaBox("-0R2aQ_oD8w", 16.5, 0.1, 0.2, 0.3, 0.4, List.of("12"), -1, 1), clip, 4.5, null));
    }

    @Test
    void ofTwoClipsTheOneCountsThatShowsMoreAroundTheMoment() throws Exception {
        video("a_000000_000010.mp4");
        Path second = video("a_000005_000015.mp4");

        assertThat(read("a,9,0.1,0.2,0.3,0.4,12").boxes()).singleElement().satisfies(box -> {
            assertThat(box.video()).isEqualTo(second);
            assertThat(box.seconds()).isEqualTo(4, within(1e-12));
        });
    }

    @Test
    void wholeVideosKeepTheirTimes() throws Exception {
        Path whole = video("a.mkv");
        assertThat(read("a,42,0.1,0.2,0.3,0.4,12").boxes()).singleElement()
            .satisfies(box -> assertThat(box).extracting(ListedBox::video, ListedBox::seconds).containsExactly(whole, 42.0));
    }

    @Test
    void aListMayNameTheClipItself() throws Exception {
        video("a_000000_000010.mp4");
        Path named = video("a_000005_000015.mp4");
        assertThat(read("a_000005_000015.mp4,6,0.1,0.2,0.3,0.4,12").boxes()).singleElement()
            .satisfies(box -> assertThat(box).extracting(ListedBox::video, ListedBox::seconds).containsExactly(named, 1.0));
    }

    @Test
    void clipsThatAreNotThereAreLeftOutAndCounted() throws Exception {
        video("a_000005_000015.mp4");
        BoxList list = read("a,6,0.1,0.2,0.3,0.4,12", "a,16,0.1,0.2,0.3,0.4,12", "b,6,0.1,0.2,0.3,0.4,12", "c,6");

        assertThat(list.boxes()).hasSize(1);
        assertThat(list.remarks())
            .anyMatch(remark -> remark.contains("2 boxes of 2 videos") && remark.contains("a at 16.0 s"))
            .contains("Key frames without persons, which give no row: 1.");
    }

    @Test
    void aFolderWithoutAnyOfTheClipsIsRefused() {
        assertThatIOException().isThrownBy(() -> read("a,6,0.1,0.2,0.3,0.4,12"))
            .withMessageContaining("ID_START_END.mp4").withMessageContaining(folder.toString());
    }
}
