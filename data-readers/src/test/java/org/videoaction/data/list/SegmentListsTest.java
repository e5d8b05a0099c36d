package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.sampling.Span;

class SegmentListsTest {

    @TempDir
    private Path folder;

    private DatasetList read(ListFormat format, String text) throws IOException {
        return DatasetList.read(format, Files.writeString(folder.resolve("list"), text), null, null);
    }

    private static String activityNet(String... videos) {
        return "{\"version\": \"VERSION 1.3\", \"taxonomy\": [{\"nodeId\": 0, \"nodeName\": \"Root\"}],\n\"database\": {\n"
            + String.join(",\n", videos) + "}}";
    }

    private static String video(String id, String subset, double duration, String... annotations) {
        return "\"" + id + "\": {\"duration\": " + duration + ", \"subset\": \"" + subset
            + "\", \"resolution\": \"320x240\", \"url\": \"\", \"annotations\": [" + String.join(", ", annotations) + "]}";
    }

    private static String segment(double start, double end, String label) {
        return "{\"segment\": [" + start + ", " + end + "], \"label\": \"" + label + "\"}";
    }

    @Test
    void activityNetsSegmentsAreRows() throws Exception {
        DatasetList list = read(ListFormat.ACTIVITYNET,
            activityNet(
                video("sJFgo9H6zNo", "training", 124.23, segment(0, 22.5, "Skiing"), segment(30.25, 124.23, "Archery")),
                video("V1zhqaGFY2A", "validation", 60, segment(1.5, 2, "Skiing")),
                video("JDg--pjY5gg", "testing", 153.18)));

        assertThat(list.videos()).containsExactly(
            new ListedVideo(folder.resolve("v_sJFgo9H6zNo.mp4"), "Skiing", List.of("Skiing"), new Span(0, 22.5), 0,
                "training"),
            new ListedVideo(folder.resolve("v_sJFgo9H6zNo.mp4"), "Archery", List.of("Archery"), new Span(30.25, 124.23), 0,
                "training"),
            new ListedVideo(folder.resolve("v_V1zhqaGFY2A.mp4"), "Skiing", List.of("Skiing"), new Span(1.5, 2), 0,
                "validation"));
        assertThat(list.classes().names()).containsExactly("Archery", "Skiing");
        assertThat(list.remarks()).containsExactly("training: 2 segments of 1 videos; validation: 1 segments of 1 videos; "
            + "testing: 0 segments of 0 videos, 1 videos without segments left out.");
    }

    @Test
    void videosOfAnIdAreFoundUnderTheirNames() throws Exception {
        Path plain = Files.createFile(folder.resolve("sJFgo9H6zNo.webm"));
        Path inClass = Files.createFile(Files.createDirectory(folder.resolve("Skiing")).resolve("v_V1zhqaGFY2A.mkv"));

        assertThat(read(ListFormat.ACTIVITYNET, activityNet(video("sJFgo9H6zNo", "training", 9, segment(0, 2, "Skiing")),
            video("V1zhqaGFY2A", "training", 9, segment(0, 2, "Skiing")),
            video("video_validation_0000051", "Validation", 9, segment(0, 2, "Skiing")))).videos())
            .extracting(ListedVideo::video)
            .containsExactly(plain, inClass, folder.resolve("video_validation_0000051.mp4"));
    }

    @Test
    void aDatabaseMayLackItsFrame() throws Exception {
        assertThat(read(ListFormat.ACTIVITYNET, "{\"v_sJFgo9H6zNo\": {\"duration_second\": 9, \"annotations\": ["
            + segment(1, 20, "Skiing") + "]}}").videos())
            .containsExactly(new ListedVideo(folder.resolve("v_sJFgo9H6zNo.mp4"), "Skiing", List.of("Skiing"),
                new Span(1, 9), 0, null));
    }

    @Test
    void segmentsThatAreNoneArePassedOverAndCounted() throws Exception {
        DatasetList list = read(ListFormat.ACTIVITYNET, activityNet(video("a", "training", 10, segment(0, 20, "Skiing"),
            segment(5, 4, "Skiing"), segment(5, 5, "Skiing"), segment(10, 12, "Skiing"), segment(-1, 2, "Skiing"))));

        assertThat(list.videos()).extracting(ListedVideo::span).containsExactly(new Span(0, 10));
        assertThat(list.remarks().get(1)).contains("passed over: 4").contains("a at 5.0 to 4.0 s (line 3)");
    }

    @Test
    void allWrongVideosAreReportedWithTheirLines() {
        assertThatIOException().isThrownBy(() -> read(ListFormat.ACTIVITYNET,
            activityNet(video("a", "training", 10, "{\"segment\": [1], \"label\": \"x\"}"),
                video("b", "training", 10, "{\"segment\": [1, 2], \"label\": \"\"}"),
                video("c", "training", 10, "{\"label\": \"x\"}"),
                video("d", "training", 10, "{\"segment\": [\"0:01\", 2], \"label\": \"x\"}"))))
            .withMessageContaining("4 wrong lines").withMessageContaining("line 3: in the video a: \"segment\" is [1]")
            .withMessageContaining("line 4: in the video b: a segment has no label")
            .withMessageContaining("line 5: in the video c: \"segment\" is missing")
            .withMessageContaining("line 6: in the video d");
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        for (String text : List.of("[]", "{\"a\": 1}", "{\"database\": []}", activityNet(video("a", "testing", 9)), "{",
            "{\"database\": {}} x", "{\"database\": {\"a\": {}, \"a\": {}}}", "path label")) {
            assertThatIOException().as(text).isThrownBy(() -> read(ListFormat.ACTIVITYNET, text))
                .withMessageContaining(folder.resolve("list").toString());
        }
    }

    @Test
    void hacsClipsAreItsPositiveSamples() throws Exception {
        DatasetList list = read(ListFormat.HACS_CLIPS, """
            classname,youtube_id,subset,start,end,label
            Archery,a2X2hz1G6i8,training,15.5,17.5,1
            Archery,NUdji_CqvcY,training,77.5,79.5,-1
            Ballet,0O_qMHxBfXg,validation,24.5,26.5,1
            """);

        assertThat(list.videos()).containsExactly(
            new ListedVideo(folder.resolve("v_a2X2hz1G6i8.mp4"), "Archery", List.of("Archery"), new Span(15.5, 17.5), 0,
                "training"),
            new ListedVideo(folder.resolve("v_0O_qMHxBfXg.mp4"), "Ballet", List.of("Ballet"), new Span(24.5, 26.5), 0,
                "validation"));
        assertThat(list.remarks()).contains("Negative samples, which do not show their class, are left out: 1.");
    }

    @Test
    void wrongLinesOfHacsAreReported() {
        assertThatIOException().isThrownBy(() -> read(ListFormat.HACS_CLIPS, """
            classname,youtube_id,subset,start,end,label
            Archery,a2X2hz1G6i8,training,15.5,17.5,2
            Archery,NUdji_CqvcY,training,79.5,77.5,-1
            """)).withMessageContaining("line 2: \"2\" is neither 1 nor -1")
            .withMessageContaining("line 3: it ends at 77.5");
    }

    @Test
    void videosWithoutAnnotationsAreCounted() throws Exception {
        DatasetList list = read(ListFormat.ACTIVITYNET,
            activityNet(video("a", "training", 9, segment(0, 2, "Skiing")),
                "\"b\": {\"subset\": \"testing\", \"duration\": 5}"));
        assertThat(list.videos()).hasSize(1);
        assertThat(String.join(" ", list.remarks()))
            .contains("testing: 0 segments of 0 videos, 1 videos without segments left out");
    }
}
