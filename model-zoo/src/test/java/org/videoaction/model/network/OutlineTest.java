package org.videoaction.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.videoaction.model.network.Outline.Path;
import org.videoaction.model.network.Outline.Stage;

class OutlineTest {

    /** Table 1 of the SlowFast paper, whose T x tau is 4 x 16, alpha 8 and beta 1/8. */
    @Test
    void slowFastHasTheStagesOfThePapersTable() {
        assertThat(outline("slowfast-4x16-r50", 32)).isEqualTo(new Outline(List.of(
            new Path("slow", 4, List.of(
                new Stage("stem", 0, 1, 0, 64, 4, 56, 56),
                new Stage("res2", 3, 1, 0, 256, 4, 56, 56),
                new Stage("res3", 4, 1, 0, 512, 4, 28, 28),
                new Stage("res4", 6, 3, 0, 1024, 4, 14, 14),
                new Stage("res5", 3, 3, 0, 2048, 4, 7, 7))),
            new Path("fast", 32, List.of(
                new Stage("stem", 0, 5, 0, 8, 32, 56, 56),
                new Stage("res2", 3, 3, 0, 32, 32, 56, 56),
                new Stage("res3", 4, 3, 0, 64, 32, 28, 28),
                new Stage("res4", 6, 3, 0, 128, 32, 14, 14),
                new Stage("res5", 3, 3, 0, 256, 32, 7, 7)))),
            List.of("stem", "res2", "res3", "res4")));
    }

    /** Section 4 of the non-local paper puts two blocks into res3 and three into res4. */
    @Test
    void countsNonLocalBlocksWhereTheyStand() {
        assertThat(outline("slow-nl-4x16-r50", 4).pathways().get(0).stages()).extracting(Stage::nonLocal)
            .containsExactly(0, 0, 2, 3, 0);
    }

    /** The paper's CSN halves time and space together from res3 on: 32 x 56 x 56 becomes 4 x 7 x 7. */
    @Test
    void aNetworkOfOnePathwayHasOneWithoutName() {
        Outline outline = outline("ir-csn-50", 32);
        assertThat(outline.joined()).isEmpty();
        assertThat(outline.pathways()).singleElement().satisfies(path -> {
            assertThat(path.name()).isEmpty();
            assertThat(path.stages().get(4)).isEqualTo(new Stage("res5", 3, 3, 0, 2048, 4, 7, 7));
        });
    }

    /** Table 1 of the X3D paper for X3D-M, whose widths are rounded to multiples of 8: time is never strided. */
    @Test
    void anX3dKeepsAllItsFrames() {
        assertThat(outline("x3d-m", 16)).isEqualTo(new Outline(List.of(new Path("", 16, List.of(
            new Stage("stem", 0, 5, 0, 24, 16, 112, 112),
            new Stage("res2", 3, 3, 0, 24, 16, 56, 56),
            new Stage("res3", 5, 3, 0, 48, 16, 28, 28),
            new Stage("res4", 11, 3, 0, 96, 16, 14, 14),
            new Stage("res5", 7, 3, 0, 192, 16, 7, 7)))), List.of()));
    }

    /** Table 1 of the R(2+1)D paper: its stem strides space alone, res3 to res5 halve time and space. */
    @Test
    void anR2Plus1dHalvesTimeAndSpaceTogether() {
        assertThat(outline("r2plus1d-34", 32)).isEqualTo(new Outline(List.of(new Path("", 32, List.of(
            new Stage("stem", 0, 3, 0, 64, 32, 112, 112),
            new Stage("res2", 3, 3, 0, 64, 32, 112, 112),
            new Stage("res3", 4, 3, 0, 128, 16, 56, 56),
            new Stage("res4", 6, 3, 0, 256, 8, 28, 28),
            new Stage("res5", 3, 3, 0, 512, 4, 14, 14)))), List.of()));
    }

    private static Outline outline(String name, int frames) {
        return Outline.of(ModelZoo.entry(name).architecture().network(), new Extent(frames, 224, 224));
    }
}
