package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.data.sampling.Span;

class BackgroundSegmentsTest {

    private static ListedVideo segment(String video, double start, double end) {
        return new ListedVideo(Path.of(video), "walk", List.of("walk"), new Span(start, end), 0, "training");
    }

    private static DatasetList list(ListedVideo... videos) {
        return new DatasetList(List.of(videos), Classes.of("run", "walk"), List.of());
    }

    private static List<Span> background(ListedVideo... videos) {
        return BackgroundSegments.in(list(videos), "nothing").videos().stream()
            .filter(video -> "nothing".equals(video.label())).map(ListedVideo::span).toList();
    }

    @Test
    void itLiesBeforeAndBetweenTheSegmentsWhateverTheirOrder() {
        assertThat(background(segment("v", 10, 12), segment("v", 3, 5))).containsExactly(new Span(0, 3), new Span(5, 10));
    }

    @Test
    void segmentsThatOverlapLeaveNothingBetweenThem() {
        assertThat(background(segment("v", 0, 8), segment("v", 2, 4), segment("v", 9.5, 11)))
            .containsExactly(new Span(8, 9.5));
    }

    @Test
    void lessThanASecondIsNoBackground() {
        assertThat(background(segment("v", 0.9, 2), segment("v", 2.9, 4), segment("v", 5, 6)))
            .containsExactly(new Span(4, 5));
    }

    @Test
    void eachVideoHasItsOwnAndNobodyGuessesHowLongOneIs() {
        assertThat(background(segment("v", 0, 2), segment("w", 5, Double.POSITIVE_INFINITY)))
            .containsExactly(new Span(0, 5));
    }

    @Test
    void theClassComesLastAndSegmentsStayAsTheyAre() {
        DatasetList with = BackgroundSegments.in(list(segment("v", 3, 5)), "nothing");
        assertThat(with.classes().names()).containsExactly("run", "walk", "nothing");
        assertThat(with.videos()).first().isEqualTo(segment("v", 3, 5));
        assertThat(with.videos().get(1).split()).isEqualTo("training");
        assertThat(with.videos().get(1).labels()).containsExactly("nothing");
    }

    @Test
    void aClassThatThereIsAndAListWithoutSegmentsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BackgroundSegments.in(list(segment("v", 3, 5)), "run"))
            .withMessageContaining("has a class run already");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> BackgroundSegments.in(list(new ListedVideo(Path.of("v"), "run")), "nothing"))
            .withMessageContaining("no segments");
    }
}
