package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.videoaction.data.list.ListedVideo.Field;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;

class DatasetListTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private DatasetList read(ListFormat format, String... lines) throws IOException {
        return DatasetList.read(format, write("list.txt", lines), Path.of("/videos"), null);
    }

    private void assertWrong(ListFormat format, String reason, String... lines) {
        assertThatExceptionOfType(ListException.class).isThrownBy(() -> read(format, lines))
            .withMessageContaining("list.txt").withMessageContaining("line 2: ").withMessageContaining(reason);
    }

    private static Stream<Arguments> samples() {
        String kinetics = "label,youtube_id,time_start,time_end,split";
        return Stream.of(
            arguments(ListFormat.PATH_LABEL, List.of("a.mp4 1")),
            arguments(ListFormat.VIDEOS, List.of("a.mp4 1 2")),
            arguments(ListFormat.RAW_FRAMES, List.of("a 163 1 2")),
            arguments(ListFormat.CHARADES_FRAMES, List.of("a 0 0 a/a-000001.jpg \"1,2\"")),
            arguments(ListFormat.SOMETHING_SOMETHING, List.of("[{\"id\":\"1\",\"template\":\"Holding [something]\"}]")),
            arguments(ListFormat.JESTER, List.of("1;Thumb Up")),
            arguments(ListFormat.DIVING48, List.of("[{\"vid_name\":\"a\",\"label\":1}]")),
            arguments(ListFormat.MOMENTS_IN_TIME, List.of("a.mp4,run,3,0")),
            arguments(ListFormat.KINETICS_INDEXED, List.of("a, 300, 1")),
            arguments(ListFormat.KINETICS, List.of(kinetics, "run,a,1,11,train")),
            arguments(ListFormat.KINETICS_UNCUT, List.of(kinetics, "run,a,1,11,train")),
            arguments(ListFormat.CHARADES, List.of("id,actions", "a,c092 11.90 21.20;c147 0.00 12.60")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aListSaysOfItsVideosWhatItsFormatNames(ListFormat format, List<String> lines) throws Exception {
        ListedVideo video = read(format, lines.toArray(String[]::new)).videos().get(0);

        assertThat(format.has(Field.LABEL)).isEqualTo(video.label() != null);
        assertThat(format.has(Field.LABELS)).isEqualTo(video.labels().size() > 1);
        assertThat(format.has(Field.SPAN)).isEqualTo(video.span() != null);
        assertThat(format.has(Field.FRAMES)).isEqualTo(video.frames() > 0);
        assertThat(format.has(Field.SPLIT)).isEqualTo(video.split() != null);
    }

    @Test
    void foldersSayAtMostWhatClassAVideoShows() {
        assertThat(Field.values()).filteredOn(ListFormat.FOLDERS::has).containsExactly(Field.LABEL);
        assertThat(Field.values()).filteredOn(ListFormat.FOLDER::has).isEmpty();
    }

    @Test
    void aVideoListMayGiveSeveralLabels() throws Exception {
        DatasetList list = read(ListFormat.VIDEOS, "some/a.mp4 1", "b.mp4 0 2");

        assertThat(list.classes().names()).containsExactly("0", "1", "2");
        assertThat(list.videos()).containsExactly(
            new ListedVideo(Path.of("/videos/some/a.mp4"), "1", List.of("1"), null, 0, null),
            new ListedVideo(Path.of("/videos/b.mp4"), "0", List.of("0", "2"), null, 0, null));
        assertWrong(ListFormat.VIDEOS, "not a path and labels", "a.mp4 1", "b.mp4");
    }

    @Test
    void aFrameListGivesFoldersAndTheNumberOfTheirFrames() throws Exception {
        assertThat(read(ListFormat.RAW_FRAMES, "some/dir_1 163 1", "some/dir_2 122 0").videos()).containsExactly(
            new ListedVideo(Path.of("/videos/some/dir_1"), "1", List.of("1"), null, 163, null),
            new ListedVideo(Path.of("/videos/some/dir_2"), "0", List.of("0"), null, 122, null));
        assertWrong(ListFormat.RAW_FRAMES, "\"many\" is not a number of frames", "a 163 1", "b many 0");
    }

    @Test
    void aListOfKineticsIndicesIsReadWithItsLabelMap() throws Exception {
        Path map = write("map.txt", "abseiling", "air drumming");

        DatasetList list = DatasetList.read(ListFormat.KINETICS_INDEXED,
            write("list.csv", "\uFEFFvideo_id, num_frames, label_index", "0wR5jVB-WPk, 300, 1", "x/y.webm,250,0"), null,
            map);

        assertThat(list.videos()).containsExactly(
            new ListedVideo(folder.resolve("0wR5jVB-WPk.mp4"), "air drumming", List.of("air drumming"), null, 300, null),
            new ListedVideo(folder.resolve("x/y.webm"), "abseiling", List.of("abseiling"), null, 250, null));
        assertWrong(ListFormat.KINETICS_INDEXED, "not a video, its frames and its label", "a,1,0", "b,1");
    }

    @Test
    void kineticsOwnFilesNameTheTrimmedVideos() throws Exception {
        DatasetList list = read(ListFormat.KINETICS, "label,youtube_id,time_start,time_end,split",
            "\"testifying, in court\",---QUuC4vJs,84,94,validate", "air drumming,-3OYAXXxGOk,7,17,validate");

        assertThat(list.classes().names()).containsExactly("air drumming", "testifying, in court");
        assertThat(list.videos().get(0)).isEqualTo(new ListedVideo(Path.of("/videos/---QUuC4vJs_000084_000094.mp4"),
            "testifying, in court", List.of("testifying, in court"), null, 0, "validate"));
    }

    @Test
    void uncutKineticsVideosAreUsedWithinTheirTimes() throws Exception {
        DatasetList list = read(ListFormat.KINETICS_UNCUT, "label,youtube_id,time_start,time_end,split",
            "air drumming,-3OYAXXxGOk,7,17,train");

        assertThat(list.videos()).containsExactly(new ListedVideo(Path.of("/videos/-3OYAXXxGOk.mp4"), "air drumming",
            List.of("air drumming"), new Span(7, 17), 0, "train"));
    }

    @Test
    void doubledQuotesWithinAFieldAreQuotes() throws Exception {
        DatasetList list = read(ListFormat.KINETICS_UNCUT, "label,youtube_id,time_start,time_end,split",
            "\"saying \"\"hi\"\", twice\",a,1,2,train", "\"the \"\"worm\"\"\",b,1,2,train", "\"\",c,1,2,train");

        assertThat(list.videos()).extracting(ListedVideo::label).containsExactly("saying \"hi\", twice",
            "the \"worm\"", null);
    }

    @Test
    void columnsThatNobodyNeedsMayBeMissingAndATimeMayBeAMoment() throws Exception {
        DatasetList list = read(ListFormat.KINETICS_UNCUT, "label,youtube_id,time_start,time_end,split", "run,a,5,5");

        assertThat(list.videos()).containsExactly(
            new ListedVideo(Path.of("/videos/a.mp4"), "run", List.of("run"), new Span(5, 5), 0, null));
    }

    @Test
    void aKeyFrameShowsTheActionsOfAllOfItsBoxesOnce() {
        RelativeBox place = new RelativeBox(0, 0, 0.5, 1);
        List<LabelledBox> boxes = List.of(new LabelledBox(place, List.of("stand", "talk")),
            new LabelledBox(place, List.of("talk", "walk")));

        assertThat(ListedVideo.keyFrame(Path.of("a.mp4"), 902, boxes)).isEqualTo(new ListedVideo(Path.of("a.mp4"), "stand",
            List.of("stand", "talk", "walk"), new Span(902, 902), 0, null, boxes));
        assertThat(ListedVideo.keyFrame(Path.of("a.mp4"), 902, List.of()).label()).isNull();
    }

    @Test
    void kineticsTestFilesHaveNoLabels() throws Exception {
        DatasetList list = read(ListFormat.KINETICS, "youtube_id,time_start,time_end,split", "--YTsFi,1,11,test");

        assertThat(list.classes().names()).isEmpty();
        assertThat(list.videos().get(0).label()).isNull();
        assertThat(list.videos().get(0).labels()).isEmpty();
    }

    @Test
    void wrongLinesOfATableAreReported() {
        String header = "label,youtube_id,time_start,time_end,split";
        assertWrong(ListFormat.KINETICS, "\"soon\" is not a time", header, "run,abc,soon,10,train");
        assertWrong(ListFormat.KINETICS, "ends at 5.0 s, before it starts at 10.0 s", header, "run,abc,10,5,train");
        assertWrong(ListFormat.KINETICS, "a quote is not closed", header, "\"run,abc,10,5,train");
        assertWrong(ListFormat.KINETICS, "columns", header, "run");
        assertThatIOException().isThrownBy(() -> read(ListFormat.KINETICS, "id,actions", "a,b"))
            .withMessageContaining("youtube_id");
    }

    @Test
    void charadesGivesAnEntryForEachAction() throws Exception {
        Path list = write("charades.csv", "id,subject,scene,script,actions,length",
            "46GP8,HR43,Kitchen,\"He sits, then \"\"reads\"\".\",c001 11.90 21.20;c000 0.00 12.60,30.0",
            "N11GT,0KZ7,Stairs,Nothing,,18.25");
        Path classes = write("classes.txt", "c000 Holding some clothes", "c001 Putting clothes somewhere");

        DatasetList read = DatasetList.read(ListFormat.CHARADES, list, Path.of("/videos"), classes);

        List<String> both = List.of("Putting clothes somewhere", "Holding some clothes");
        assertThat(read.classes().names()).containsExactly("Holding some clothes", "Putting clothes somewhere");
        assertThat(read.videos()).containsExactly(
            new ListedVideo(Path.of("/videos/46GP8.mp4"), both.get(0), both, new Span(11.9, 21.2), 0, null),
            new ListedVideo(Path.of("/videos/46GP8.mp4"), both.get(1), both, new Span(0, 12.6), 0, null),
            new ListedVideo(Path.of("/videos/N11GT.mp4"), null, List.of(), null, 0, null));
        assertWrong(ListFormat.CHARADES, "\"c001 11.90\" is not a class, its start and its end", "id,actions",
            "46GP8,c001 11.90");
    }

    @Test
    void foldersAreClassesAndOtherFilesArePassedOver() throws Exception {
        for (String file : List.of("run/b.MP4", "run/a.avi", "jump/c.webm", "jump/notes.txt", "list.txt")) {
            Path path = folder.resolve("set").resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }

        DatasetList list = DatasetList.read(ListFormat.FOLDERS, folder.resolve("set"), null, null);

        assertThat(list.classes().names()).containsExactly("jump", "run");
        assertThat(list.videos()).extracting(ListedVideo::video).containsExactly(
            folder.resolve("set/jump/c.webm"), folder.resolve("set/run/a.avi"), folder.resolve("set/run/b.MP4"));
        assertThat(list.videos()).extracting(ListedVideo::label).containsExactly("jump", "run", "run");
        assertThatIOException().isThrownBy(
            () -> DatasetList.read(ListFormat.FOLDERS, folder.resolve("set/run"), null, null))
            .withMessageContaining("no folder with videos");
        assertThatIOException().isThrownBy(
            () -> DatasetList.read(ListFormat.FOLDERS, folder.resolve("absent"), null, null))
            .withMessageContaining("does not exist");
    }

    @Test
    void aFolderGivesItsVideosWithoutLabels() throws Exception {
        for (String file : List.of("set/b.MP4", "set/a.avi", "set/notes.txt", "set/below/c.mp4", "empty/list.txt")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }

        DatasetList list = DatasetList.read(ListFormat.FOLDER, folder.resolve("set"), null, null);

        assertThat(list.classes().names()).isEmpty();
        assertThat(list.videos()).extracting(ListedVideo::video).containsExactly(
            folder.resolve("set/a.avi"), folder.resolve("set/b.MP4"));
        assertThat(list.videos()).allSatisfy(video -> {
            assertThat(video.label()).isNull();
            assertThat(video.labels()).isEmpty();
        });
        assertThatIOException().isThrownBy(
            () -> DatasetList.read(ListFormat.FOLDER, folder.resolve("empty"), null, null))
            .withMessageContaining("has no videos");
        assertThatIOException().isThrownBy(
            () -> DatasetList.read(ListFormat.FOLDER, folder.resolve("absent"), null, null))
            .withMessageContaining("does not exist");
    }
}
