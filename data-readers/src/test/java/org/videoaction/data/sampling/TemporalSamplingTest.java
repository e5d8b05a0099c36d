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
            new SegmentClips(8, 3, false), new SegmentMiddles(8),
            new PySlowFastClips(8, 4, 2, 30, PySlowFastClips.Start.RANDOM),
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
    void aVideoWithFewerPlacesThanClipsGivesEachClipAnyOfThem() {
        // 18 frames leave 3 places for a span of 16: MMAction2 draws one for each of the 5 clips and sorts them
        List<int[]> clips = new RandomClips(4, 4, 5).sample(18, 0, GivenDraws.integers(3, List.of(2, 0, 1, 2, 0)));

        assertThat(clips).extracting(clip -> clip[0]).containsExactly(0, 0, 1, 2, 2);
        assertThat(clips.get(4)).containsExactly(2, 6, 10, 14);
    }

    @Test
    void aVideoWithFewerFramesThanClipsGivesPlacesInEqualSteps() {
        // 4 frames leave 3 places for a span of 2: MMAction2 takes 0, 0.6, 1.2, 1.8 and 2.4, rounded
        List<int[]> clips = new RandomClips(2, 1, 5).sample(4, 0, GivenDraws.none());

        assertThat(clips).extracting(clip -> clip[0]).containsExactly(0, 1, 1, 2, 2);
    }

    @Test
    void aVideoShorterThanItsSpanStartsAtItsFirstFrame() {
        assertThat(new RandomClips(4, 4, 1).sample(9, 0, GivenDraws.none()).get(0)).containsExactly(0, 4, 8, 3);
    }

    @Test
    void aVideoOfExactlyTheSpanIsNotDrawnFrom() {
        // 16 frames leave 1 place for 2 clips: 0 and 0.5, half to even
        assertThat(new RandomClips(4, 4, 2).sample(16, 0, GivenDraws.none())).extracting(clip -> clip[0])
            .containsExactly(0, 0);
    }

    @Test
    void theRoomOfARandomClipCountsInTheRateThatIsAskedFor() {
        // 4 x 2 frames of 30 a second last as long as 16 of 60: 5 places; numpy.linspace(4, 19, 4)
        assertThat(new RandomClips(4, 2, 1, 30, PastEnd.LOOP).sample(20, 60, GivenDraws.integers(5, List.of(4))).get(0))
            .containsExactly(4, 9, 14, 19);
    }

    @Test
    void aVideoOfUnknownRateCountsAsHavingTheOneThatIsAskedFor() {
        // a span of 8 leaves 12; linspace(6, 13, 4) rounded down
        assertThat(new UniformClips(4, 2, 1, 30, PastEnd.LOOP).sample(20, 0, GivenDraws.none()).get(0))
            .containsExactly(6, 8, 10, 13);
        assertThat(new PySlowFastClips(2, 4, 1, 30, PySlowFastClips.Start.EVEN).sample(20, 0, GivenDraws.none()).get(0))
            .containsExactly(0, 7);
        assertThat(new KeyFrameClips(4, 3, 30).sample(50, 1, 100, 0, GivenDraws.none()).get(0))
            .containsExactly(44, 47, 50, 53);
    }

    @Test
    void withoutARateThatIsAskedForFramesAreCountedAsTheyAre() {
        assertThat(new PySlowFastClips(2, 4, 1, 0, PySlowFastClips.Start.EVEN).sample(20, 25, GivenDraws.none()).get(0))
            .containsExactly(0, 7);
        // 21 - 2 x 4 = 13 frames of room, whose half is rounded down
        assertThat(new PySlowFastClips(2, 4, 1, 0, PySlowFastClips.Start.EVEN_TO_END).sample(21, 25, GivenDraws.none())
            .get(0)).containsExactly(6, 13);
        // torch.linspace of one place is its start
        assertThat(new PySlowFastClips(1, 4, 1, 0, PySlowFastClips.Start.EVEN).sample(20, 25, GivenDraws.none()).get(0))
            .containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource("everyRule")
    void aRuleWithAnotherLengthAndStrideIsTheSameOtherwise(TemporalSampling rule) {
        TemporalSampling other = rule.with(3, 2);

        assertThat(other).isInstanceOf(rule.getClass());
        assertThat(other.length()).isEqualTo(3);
        assertThat(other.stride()).isEqualTo(rule.stride() == TemporalSampling.VARYING ? TemporalSampling.VARYING : 2);
        assertThat(other.with(rule.length(), rule.stride())).isEqualTo(rule);
        assertThat(rule.showsKeyFrames()).isFalse();
    }

    @Test
    void aDrawnStrideLeavesTheRuleAsItIs() {
        StrideJitter jitter = new StrideJitter(new RandomClips(2, 3, 4), 5);

        assertThat(jitter.clips()).isEqualTo(4);
        assertThat(jitter.showsKeyFrames()).isFalse();
        assertThat(jitter.with(6, 7)).isEqualTo(new RandomClips(6, 7, 4));
        assertThat(new StrideJitter(new RandomClips(2, 3, 1), 3).sample(10, 0, new SplittableRandom(1)).get(0))
            .satisfies(clip -> assertThat(clip[1] - clip[0]).isEqualTo(3));
        assertThatIllegalArgumentException().isThrownBy(() -> new StrideJitter(new RandomClips(2, 3, 1), 2))
            .withMessageContaining("largest stride, 2");
        assertThatIllegalArgumentException().isThrownBy(() -> new StrideJitter(new SegmentClips(2, 1, true), 2));
    }

    @Test
    void theLastFrameOfAViewIsTheLargestIndex() {
        assertThat(new View(0, 0, new int[] {3, 9, 4}, null, null).lastFrame()).isEqualTo(9);
    }

    @Test
    void aSpanOfTimeStartsAtZeroOrLaterAndEndsAfterItStarts() {
        assertThat(new Span(0, 0).end()).isZero();
        assertThat(new Span(2, Double.POSITIVE_INFINITY).start()).isEqualTo(2);
        for (double[] wrong : new double[][] {{-1, 2}, {2, 1}, {Double.NaN, 1}, {1, Double.NaN},
            {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Span(wrong[0], wrong[1]))
                .withMessageContaining("A segment from " + wrong[0]);
        }
    }

    @Test
    void everyRuleChecksItsNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomClips(1, 1, 1, Double.NaN, PastEnd.LOOP));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformClips(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DenseClips(1, 1, 0, 4, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DenseClips(1, 1, 1, 4, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SegmentClips(0, 1, true));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new PySlowFastClips(1, 0, 1, 30, PySlowFastClips.Start.EVEN));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new PySlowFastClips(1, 1, 1, Double.POSITIVE_INFINITY, PySlowFastClips.Start.EVEN));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyFrameClips(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyFrameClips(1, 1, -1));
        assertThat(new DenseClips(1, 1, 1, 1, 2).clips()).isEqualTo(2);
    }

    @Test
    void numbersThatMakeNoClipAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomClips(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformClips(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new UniformClips(1, 1, 1, -1, PastEnd.LOOP))
            .withMessageContaining("target frame rate");
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

    @Test
    void theMiddlesOfSegmentsAreHalfwayBetweenTheirRoundedEnds() {
        // segments of 1.75 frames end at 0, 1.75, 3.5, 5.25 and 7, rounded half to even at 0, 2, 4, 5 and 7
        assertThat(new SegmentMiddles(4).sample(8, 25, null)).containsExactly(new int[] {1, 3, 4, 6});
    }

    @Test
    void aClipSpansItsFramesAtTheRateThatTheyAreCountedIn() {
        assertThat(new UniformClips(32, 2, 10).span(60)).isEqualTo(63);
        assertThat(new UniformClips(32, 2, 10, 30, PastEnd.LOOP).span(60)).isEqualTo(128);
        assertThat(new PySlowFastClips(32, 2, 10, 30, PySlowFastClips.Start.EVEN).span(60)).isEqualTo(128);
        assertThat(new PySlowFastClips(32, 2, 10, 0, PySlowFastClips.Start.EVEN).span(60)).isEqualTo(64);
    }

    @Test
    void aSingleClipLiesInTheMiddle() {
        // of 100 frames a clip of 10 leaves 90
        assertThat(new PySlowFastClips(5, 2, 10, 0, PySlowFastClips.Start.EVEN).evenly(1).sample(100, 25, null).get(0)[0])
            .isEqualTo(45);
        assertThat(new UniformClips(5, 2, 10).evenly(1).sample(99, 25, null).get(0)[0]).isEqualTo(45);
        assertThat(new SegmentClips(5, 1, false).evenly(3).clips()).isEqualTo(3);
        assertThat(new SegmentMiddles(5).evenly(3).clips()).isEqualTo(1);
    }
}
