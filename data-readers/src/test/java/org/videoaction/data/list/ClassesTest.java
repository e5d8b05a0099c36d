package org.videoaction.data.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassesTest {

    @Test
    void classesThatAMirrorExchangesAreFound() {
        assertThat(Classes.of("run", "Moving from left to right", "Moving from right to left").mirrored())
            .hasValue("Moving from left to right");
        assertThat(Classes.of("SwipeRight", "SwipeLeft").mirrored()).hasValue("SwipeRight");
    }

    @Test
    void aSideWithoutItsOppositeIsNone() {
        assertThat(Classes.of("left hook", "uppercut", "right cross", "left").mirrored()).isEmpty();
        assertThat(Classes.NONE.mirrored()).isEmpty();
    }
}
