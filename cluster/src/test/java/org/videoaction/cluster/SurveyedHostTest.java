package org.videoaction.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyedHostTest {

    private static final SurveyedHost SEEING = new SurveyedHost("h1", 30, 7, "/videos/1.mp4");

    private static SurveyedHost blind(String name, int videos) {
        return new SurveyedHost(name, videos, Effort.NOT_SEEN, "/videos/2.mp4");
    }

    @Test
    void aHostThatSeesNoneOfItsManyVideosIsNamedWithOneOfThem() {
        assertThatThrownBy(() -> SurveyedHost.check(List.of(SEEING, blind("h2", 20)))).hasMessageContainingAll("h2",
            "none of the 20 videos", "/videos/2.mp4");
    }

    @Test
    void aFewVideosThatAreNotThereMayAllHaveComeToOneHost() {
        assertThatCode(() -> SurveyedHost.check(List.of(SEEING, blind("h2", 19)))).doesNotThrowAnyException();
    }

    @Test
    void fewVideosThatNobodySeesAreSaid() {
        assertThatThrownBy(() -> SurveyedHost.check(List.of(blind("h1", 2), blind("h2", 1)))).hasMessageContainingAll("h1",
            "none of the 2 videos");
    }

    @Test
    void ofTheSameVideosAHostIsBlindThatSeesNoneOfWhatAnotherOneSees() {
        assertThatThrownBy(() -> SurveyedHost.checkSame(List.of(SEEING, blind("h2", 20)))).hasMessageContaining("h2");
        assertThatCode(() -> SurveyedHost.checkSame(List.of(blind("h1", 20), blind("h2", 20))))
            .doesNotThrowAnyException();
    }

    @Test
    void brokenVideosAreSeen() {
        assertThatCode(() -> SurveyedHost.check(List.of(new SurveyedHost("h1", 30, Effort.NONE, "/videos/1.mp4"))))
            .doesNotThrowAnyException();
    }
}
