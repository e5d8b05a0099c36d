package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.video.FolderFrames;

/** Videos that are folders of frames, in lists and in folders. */
class FrameFolderListsTest {

    @TempDir
    private Path folder;

    private DatasetList read(String line) throws IOException {
        Path list = Files.writeString(folder.resolve("list.txt"), line);
        return DatasetList.read(ListFormat.RAW_FRAMES_WITH_OFFSET, list, null, null);
    }

    /** The example of MMAction2's documentation: directory, offset, frames, label. */
    @Test
    void aListWithOffsetsSaysWhereInItsFolderAVideoLies() throws IOException {
        ListedVideo video = read("some/directory-1 10 163 1\n").videos().get(0);
        assertThat(video.video()).isEqualTo(folder.resolve("some/directory-1"));
        assertThat(video.label()).isEqualTo("1");
        assertThat(video.folderFrames(null)).isEqualTo(new FolderFrames(null, 10, 163));
    }

    @Test
    void aListWithoutOffsetsIsNoListWithOffsets() {
        assertThatThrownBy(() -> read("some/directory-1 163 1\n")).isInstanceOf(ListException.class)
            .hasMessageContaining("the frames before the video's");
    }

    @Test
    void foldersOfFramesAreVideosOfTheirClasses() throws IOException {
        for (String file : new String[] {"run/a/img_00001.jpg", "run/a/img_00002.jpg", "jump/b/7.PNG", "jump/text/1.txt",
            "jump/hidden/._1.jpg", "jump/cover.jpg"}) {
            Path path = folder.resolve("videos").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "a name is enough");
        }
        DatasetList list = DatasetList.read(ListFormat.FOLDERS, folder.resolve("videos"), null, null);
        assertThat(list.videos()).extracting(video -> video.label() + " " + video.video().getFileName())
            .containsExactly("jump b", "run a");
        assertThat(list.remarks()).singleElement().asString().contains("1 no videos by their names (first cover.jpg)")
            .contains("2 folders in folders of videos (first hidden)");
    }
}
