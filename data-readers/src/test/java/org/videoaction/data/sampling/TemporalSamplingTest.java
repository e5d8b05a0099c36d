package org.videoaction.data.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemporalSamplingTest {

    static Stream<TemporalSampling> everyRule() {
        return Stream.of(new RandomClips(8, 4, 2), new RandomClips(8, 4, 2, 30, PastEnd.REPEAT_LAST),
            new UniformClips(8, 4, 3), new UniformClips(8, 4, 3, 15, PastEnd.REPEAT_LAST),
            new DenseClips(8, 4, 2, 64, 0), new DenseClips(8, 4, 2, 64, 5), new SegmentClips(8, 3, true),
            new SegmentClips(8, 3, false), new PySlowFastClips(8, 4, 2, 30, PySlowFastClips.Start.RANDOM),
            new PySlowFastClips(1, 4, 3, 0, PySlowFastClips.Start.EVEN_TO_END));
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void everyClipHasItsLengthAndStaysInsideTheVideo(TemporalSampling rule) {
        for (int frames = 1; frames <= 130; frames++) {
            List<int[]> clips = rule.sample(frames, 25, new SplittableRandom(frames));
            assertThat(clips).hasSize(rule.clips());
            for (int[] clip : clips) {
                assertThat(clip).hasSize(rule.length());
                assertThat(Arrays.stream(clip).boxed()).allMatch(index -> index >= 0)
                    .allMatch(new Below(frames)::includes);
            }
        }
    }

    private record Below(int limit) {

        boolean includes(int index) {
            return index < limit;
        }
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void aRuleKeptAsJsonComesBack(TemporalSampling rule) throws Exception {
        ObjectMapper json = new ObjectMapper();

        String text = json.writerFor(TemporalSampling.class).writeValueAsString(rule);

        assertThat(json.readValue(text, TemporalSampling.class)).isEqualTo(rule);
    }

    @Test
    void aShortVideoStartsOverOrStandsStill() {
        assertThat(new UniformClips(5, 2, 1, 0, PastEnd.LOOP).sample(5, 0, GivenDraws.none()).get(0))
            .containsExactly(0, 2, 4, 1, 3);
        assertThat(new UniformClips(5, 2, 1, 0, PastEnd.REPEAT_LAST).sample(6, 0, GivenDraws.none()).get(0))
            .containsExactly(0, 2, 4, 4, 4);
    }

    @Test
    void aVideoOfHalfTheRateGivesEveryFrameWhereEverySecondIsAskedFor() {
        // 32 frames of 15 a second last as long as 64 of 30; numpy.linspace(0, 31, 32) rounded down
        assertThat(new UniformClips(32, 2, 1, 30, PastEnd.LOOP).sample(32, 15, GivenDraws.none()).get(0))
            .containsExactly(IntStream.range(0, 32).toArray());
    }

    @Test
    void aRandomWindowMovesAllItsClipsTogether() {
        // 100 frames and a window of 64 leave 36 places, of which MMAction2 never draws the last
        List<int[]> clips = new DenseClips(2, 3, 2, 64, 0).sample(100, 0, GivenDraws.integers(36, List.of(35)));

        assertThat(clips.get(0)).containsExactly(35, 38);
        assertThat(clips.get(1)).containsExactly(67, 70);
    }

    @Test
    void theRoomOfARandomClipIsItsWholeSpan() {
        // 20 frames, 4 x 4 = 16 of span: 5 places
        assertThat(new RandomClips(4, 4, 1).sample(20, 0, GivenDraws.integers(5, List.of(4))).get(0))
            .containsExactly(4, 8, 12, 16);
    }

    @Test
    void numbersThatMakeNoClipAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomClips(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformClips(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformClips(1, 1, 1, -1, PastEnd.LOOP))
            .withMessageContaining("frames a second");
        assertThatIllegalArgumentException().isThrownBy(() -> new DenseClips(1, 1, 1, 0, 1));
    }

    @Test
    void fewerFramesHaveEveryStrideUpToTheOneThatCoversTheSameTime() {
        ClipSampling whole = new ClipSampling(new RandomClips(8, 2, 1),
            new SpatialSampling(64, 80, 64, SpatialSampling.Place.RANDOM, false));
        ClipSampling shorter = whole.resized(2, 32);
        SplittableRandom random = new SplittableRandom(1);
        Set<Integer> strides = new TreeSet<>();
        for (int draw = 0; draw < 200; draw++) {
            int[] frames = shorter.time().sample(100, 25, random).get(0);
            strides.add(frames[1] - frames[0]);
        }
        // 8 frames 2 apart are as long as 2 frames 8 apart
        assertThat(strides).containsExactly(2, 3, 4, 5, 6, 7, 8);
        assertThat(shorter.space().shortSide()).isEqualTo(new ShortSide(32, 80, ShortSide.Draw.EVEN));
        assertThat(whole.resized(8, 64)).isEqualTo(whole);
    }
}
