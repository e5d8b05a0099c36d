package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists in the form in which their authors hand them out. */
class DatasetsOwnListsTest {

    @TempDir
    Path folder;

    private Path write(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    private void touch(String... names) throws IOException {
        for (String name : names) {
            write(name);
        }
    }

    private DatasetList read(ListFormat format, Path list, Path classes, Part part) throws IOException {
        return DatasetList.read(format, list, folder.resolve("videos"), classes == null ? null : format.classes(classes),
            LabelReading.AUTOMATIC, null, part);
    }

    private void assertVideos(DatasetList list, String... pathsAndLabels) {
        assertThat(list.videos()).extracting(video -> folder.resolve("videos").relativize(video.video()) + " | "
            + String.join(", ", video.labels())).containsExactly(pathsAndLabels);
    }

    private Path hmdb51() throws IOException {
        write("splits/wave_test_split1.txt", "20060723sfjffbartsinger_wave_f_cm_np1_ba_med_0.avi 1 ",
            "50_FIRST_DATES_wave_u_cm_np1_fr_goo_30.avi 2 ", "A_Beautiful_Mind_wave_u_nm_np1_fr_med_1.avi 0 ");
        write("splits/wave_test_split2.txt", "A_Beautiful_Mind_wave_u_nm_np1_fr_med_1.avi 1 ");
        write("splits/draw_sword_test_split1.txt", "AmericanGangster_draw_sword_u_nm_np1_fr_bad_55.avi 0 ",
            "BladeOfFury_draw_sword_f_nm_np1_ri_med_3.avi 2 ");
        return write("splits/clap_test_split1.txt", "#20_Rhythm_clap_u_nm_np1_fr_goo_0.avi 1 ",
            "A_Very_Short_Walk_clap_u_nm_np1_fr_med_0.avi 2 ");
    }

    @Test
    void oneFileOfHmdb51StandsForAllClassesOfItsSplit() throws Exception {
        DatasetList list = read(ListFormat.HMDB51, hmdb51(), null, Part.TRAINING);

        assertThat(list.classes().names()).containsExactly("clap", "draw_sword", "wave");
        assertVideos(list, "clap/#20_Rhythm_clap_u_nm_np1_fr_goo_0.avi | clap",
            "wave/20060723sfjffbartsinger_wave_f_cm_np1_ba_med_0.avi | wave");
        assertThat(list.remarks()).containsExactly(
            "Rows with the mark 0, which this split does not use, are passed over: 2.",
            "Rows of other parts than training are passed over: 3 (test).");
    }

    @Test
    void allPartsOfHmdb51SayWhichTheyAre() throws Exception {
        DatasetList list = read(ListFormat.HMDB51, hmdb51(), null, Part.ALL);

        assertThat(list.videos()).extracting(ListedVideo::split).containsExactly("train", "test", "test", "train", "test");
        assertThatIOException().isThrownBy(() -> read(ListFormat.HMDB51, hmdb51(), null, Part.VALIDATION))
            .withMessageContaining("has no video of the part validation, but 3 (test), 2 (train)");
    }

    @Test
    void videosOfHmdb51MayLieInOneFolder() throws Exception {
        touch("videos/A_Very_Short_Walk_clap_u_nm_np1_fr_med_0.avi",
            "videos/draw_sword/BladeOfFury_draw_sword_f_nm_np1_ri_med_3.avi");

        assertVideos(read(ListFormat.HMDB51, hmdb51(), null, Part.TEST),
            "A_Very_Short_Walk_clap_u_nm_np1_fr_med_0.avi | clap",
            "draw_sword/BladeOfFury_draw_sword_f_nm_np1_ri_med_3.avi | draw_sword",
            "wave/50_FIRST_DATES_wave_u_cm_np1_fr_goo_30.avi | wave");
    }

    @Test
    void otherFilesThanHmdb51sAreRefused() throws Exception {
        Path other = write("splits/readme.txt", "a.avi 1");
        Path wrong = write("wrong/clap_test_split1.txt", "a.avi 1", "b.avi 3", "c.avi");

        assertThatIOException().isThrownBy(() -> read(ListFormat.HMDB51, other, null, Part.ALL))
            .withMessageContaining("readme.txt").withMessageContaining("CLASS_test_split1.txt");
        assertThatIOException().isThrownBy(() -> read(ListFormat.HMDB51, wrong, null, Part.ALL))
            .withMessageContaining("clap_test_split1.txt has 2 wrong lines: line 2: the mark 3")
            .withMessageContaining("line 3: \"c.avi\" is not a video and its mark");
    }

    @Test
    void theTemplateOfSomethingSomethingIsTheClass() throws Exception {
        touch("videos/74225.mp4", "videos/116154/00001.jpg");
        Path labels = write("something-something-v2-labels.json",
            "{\"Approaching something with your camera\":\"0\",\"Holding something next to something\":\"1\","
                + "\"Trying but failing to attach something to something because it doesn't stick\":\"2\"}");
        Path train = write("something-something-v2-train.json", "[",
            "{\"id\":\"78687\",\"label\":\"holding potato next to vicks vaporub bottle\","
                + "\"template\":\"Holding [something] next to [something]\",\"placeholders\":[\"potato\",\"vicks vaporub bottle\"]},",
            "{\"id\":\"74225\",\"label\":\"approaching a door with your camera\","
                + "\"template\":\"Approaching [something] with your camera\",\"placeholders\":[\"a door\"]},",
            "{\"id\":\"116154\",\"label\":\"trying but failing to attach tape to wall because it doesn't stick\",\"template\":"
                + "\"Trying but failing to attach [something] to [something] because it doesn't stick\",\"placeholders\":[]}]");

        DatasetList list = read(ListFormat.SOMETHING_SOMETHING, train, labels, Part.ALL);

        assertVideos(list, "78687.webm | Holding something next to something",
            "74225.mp4 | Approaching something with your camera",
            "116154 | Trying but failing to attach something to something because it doesn't stick");
        assertThat(list.classes().index("Holding something next to something")).isEqualTo(1);
    }

    @Test
    void testListsOfSomethingSomethingHaveIdsAlone() throws Exception {
        Path test = write("something-something-v2-test.json", "[{\"id\":\"1420\"},{\"id\":\"3\"}]");

        assertVideos(read(ListFormat.SOMETHING_SOMETHING, test, null, Part.ALL), "1420.webm | ", "3.webm | ");
    }

    @Test
    void wrongEntriesInJsonAreCounted() throws Exception {
        Path wrong = write("wrong.json", "[{\"id\":\"1\"},", "{\"id\":\"2\",\"label\":\"holding a cup\"},{\"id\":[]},7]");

        assertThatIOException().isThrownBy(() -> read(ListFormat.SOMETHING_SOMETHING, wrong, null, Part.ALL))
            .withMessageContaining("wrong.json has 3 wrong lines: line 2: entry 2: \"2\" has a label and no template")
            .withMessageContaining("line 2: entry 3: its id is neither a text nor a whole number")
            .withMessageContaining("line 2: entry 4: no video is named");
        assertThatIOException().isThrownBy(() -> read(ListFormat.DIVING48, write("map.json", "{\"a\":1}"), null, Part.ALL))
            .withMessageContaining("map.json is not a JSON array");
        assertThatIOException().isThrownBy(() -> read(ListFormat.DIVING48, write("cut.json", "[{\"a\":"), null, Part.ALL))
            .withMessageContaining("cut.json is not JSON");
        assertThatIOException().isThrownBy(() -> read(ListFormat.DIVING48,
            write("two.json", "[{\"vid_name\":\"a\",\"label\":1}]", "[{\"vid_name\":\"b\",\"label\":0}]"), null, Part.ALL))
            .withMessageContaining("two.json goes on behind the end");
    }

    @Test
    void jesterAndSomethingSomethingV1ListFoldersOfFrames() throws Exception {
        touch("videos/34870/00001.jpg", "videos/56557.webm");
        Path labels = write("jester-v1-labels.csv", "Swiping Left", "Drumming Fingers", "Thumb Down");

        assertVideos(read(ListFormat.JESTER, write("jester-v1-train.csv", "34870;Drumming Fingers", "56557;Swiping Left",
            "129112;Thumb Down"), labels, Part.ALL), "34870 | Drumming Fingers", "56557.webm | Swiping Left",
            "129112 | Thumb Down");
        assertVideos(read(ListFormat.JESTER, write("jester-v1-test.csv", "34870", "129112;"), labels, Part.ALL), "34870 | ",
            "129112 | ");
        assertThatIOException()
            .isThrownBy(() -> read(ListFormat.JESTER, write("list.csv", "1;Thumb Down", "2;Thumb;Up"), null, Part.ALL))
            .withMessageContaining("line 2: \"2;Thumb;Up\" is not");
    }

    @Test
    void wordsOfDiving48sClassesAreJoined() throws Exception {
        Path vocabulary = write("Diving48_vocab.json",
            "[[\"Back\", \"15som\", \"05Twis\", \"FREE\"], [\"Back\", \"15som\", \"15Twis\", \"FREE\"]]");
        Path train = write("Diving48_V2_train.json",
            "[{\"vid_name\": \"q5UTTrJXh7Y_00053\", \"label\": 1, \"start_frame\": 0, \"end_frame\": 95}, "
                + "{\"vid_name\": \"fH4Z6H1Oyoc_00007\", \"label\": 0, \"start_frame\": 0, \"end_frame\": 160}]");

        DatasetList list = read(ListFormat.DIVING48, train, vocabulary, Part.ALL);

        assertVideos(list, "q5UTTrJXh7Y_00053.mp4 | Back+15som+15Twis+FREE",
            "fH4Z6H1Oyoc_00007.mp4 | Back+15som+05Twis+FREE");
        assertThat(list.videos()).extracting(ListedVideo::span).containsOnlyNulls();
        assertThat(read(ListFormat.DIVING48, train, null, Part.ALL).classes().names()).containsExactly("0", "1");
    }

    @Test
    void momentsInTimeHaveVotesBehindTheClass() throws Exception {
        Path categories = write("moments_categories.txt", "clapping,0", "praying,1", "adult+female+singing,2");
        Path train = write("trainingSet.csv", "adult+female+singing/getty-a-b-c_1.mp4,adult+female+singing,3,0",
            "clapping/flickr-7-3-5-4.mp4,clapping,4,1");

        DatasetList list = read(ListFormat.MOMENTS_IN_TIME, train, categories, Part.ALL);

        assertThat(list.classes().names()).containsExactly("clapping", "praying", "adult+female+singing");
        assertVideos(list, "adult+female+singing/getty-a-b-c_1.mp4 | adult+female+singing",
            "clapping/flickr-7-3-5-4.mp4 | clapping");
        assertThatIOException()
            .isThrownBy(
                () -> read(ListFormat.MOMENTS_IN_TIME, write("list.csv", "a.mp4,run,1,0", "b.mp4,run"), null, Part.ALL))
            .withMessageContaining("line 2").withMessageContaining("two numbers of votes");
    }

    @Test
    void multiMomentsAreAListOfVideosWithSeveralLabels() throws Exception {
        Path categories = write("mmit_categories.txt", "crafting,0", "paying,1", "competing,2");

        assertVideos(read(ListFormat.VIDEOS, write("trainingSet.csv", "flickr-0-0-1.mp4,2,0", "giphy-a.mp4,1"), categories,
            Part.ALL), "flickr-0-0-1.mp4 | competing, crafting", "giphy-a.mp4 | paying");
    }

    @Test
    void framesOfCharadesAreGatheredToVideos() throws Exception {
        DatasetList list = read(ListFormat.CHARADES_FRAMES, write("train.csv",
            "original_vido_id video_id frame_id path labels", "46GP8 0 0 46GP8/46GP8-000001.jpg \"\"",
            "46GP8 0 1 46GP8/46GP8-000002.jpg \"147\"", "46GP8 0 2 46GP8/46GP8-000003.jpg \"92,147\"",
            "N11GT 1 0 N11GT/N11GT-000001.jpg \"\""), null, Part.ALL);

        assertVideos(list, "46GP8 | 147, 92", "N11GT | ");
        assertThat(list.videos()).extracting(ListedVideo::frames).containsExactly(3, 1);
        assertThat(list.remarks()).anySatisfy(remark -> assertThat(remark).contains("labels of all of its frames"));
        assertThatIOException().isThrownBy(() -> read(ListFormat.CHARADES_FRAMES, write("list.csv",
            "46GP8 0 0 46GP8/46GP8-000001.jpg \"\"", "46GP8 0 1 other/46GP8-000002.jpg \"\""), null, Part.ALL))
            .withMessageContaining("line 2: the frames of 46GP8 lie in 46GP8 and in other");
    }

    @Test
    void aTableOfNothingButItsHeaderHasNoVideosOfAnyPart() throws Exception {
        Path list = write("kinetics.csv", "label,youtube_id,time_start,time_end,split");

        assertThat(read(ListFormat.KINETICS, list, null, Part.TEST).videos()).isEmpty();
    }

    @Test
    void kineticsFilesOldAndNewHaveParts() throws Exception {
        touch("videos/-3B32lodo2M_000059_000069.mkv", "videos/air_drumming/---0dWlqevI_000019_000029.mp4");
        Path list = write("kinetics.csv", "label,youtube_id,time_start,time_end,split,is_cc",
            "clay pottery making,---0dWlqevI,19,29,train,0", "air drumming,---0dWlqevI,19,29,train,1",
            "javelin throw,-3B32lodo2M,59,69,validate,0", "javelin throw,-4-BkLPNqkc,1,11,val,0",
            ",abcdefghijk,1,11,test,0");

        assertVideos(read(ListFormat.KINETICS, list, null, Part.VALIDATION),
            "-3B32lodo2M_000059_000069.mkv | javelin throw", "-4-BkLPNqkc_000001_000011.mp4 | javelin throw");
        assertVideos(read(ListFormat.KINETICS, list, null, Part.TRAINING),
            "---0dWlqevI_000019_000029.mp4 | clay pottery making",
            "air_drumming/---0dWlqevI_000019_000029.mp4 | air drumming");
        assertThat(read(ListFormat.KINETICS, list, null, Part.TEST).classes().names())
            .containsExactly("air drumming", "clay pottery making", "javelin throw");
    }
}
