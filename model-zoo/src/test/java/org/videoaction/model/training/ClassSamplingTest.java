package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.clip.Pass;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.ChannelSeparated;
import org.videoaction.model.network.ChannelSeparated.Interaction;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.Sgd;

class ClassSamplingTest {

    private static final ChannelSeparated TINY = new ChannelSeparated(Interaction.REDUCED, 50, 4, 1e-3, 0.2, 2);

    @TempDir
    private Path folder;

    /** 16 clips of class 0, 4 of class 2, one of class 3; none of class 1. */
    private static final int[] CLASSES = IntStream.range(0, 21).map(clip -> clip < 16 ? 0 : clip < 20 ? 2 : 3).toArray();

    private static long[] drawn(int[] order) {
        long[] drawn = new long[4];
        Arrays.stream(order).forEach(draw -> drawn[CLASSES[draw % CLASSES.length]]++);
        return drawn;
    }

    @Test
    void equalSamplingDrawsEachClassThatHasClipsEquallyOften() {
        assertThat(drawn(ClassSampling.EQUAL.order(CLASSES, new SplittableRandom(1)))).containsExactly(7, 0, 7, 7);
    }

    @Test
    void squareRootsOfTheNumbersOfClipsShareTheDraws() {
        // 4 : 2 : 1 of 21
        assertThat(drawn(ClassSampling.SQUARE_ROOT.order(CLASSES, new SplittableRandom(1)))).containsExactly(12, 0, 6, 3);
    }

    @Test
    void everyClipOfAClassIsDrawnBeforeAnyIsDrawnAgain() {
        int[] order = ClassSampling.EQUAL.order(CLASSES, new SplittableRandom(5));
        // class 3: clip 20 seven times; class 2: each clip once or twice; class 0: seven of 16 clips
        assertThat(Arrays.stream(order).filter(draw -> draw % 21 == 20).sorted())
            .containsExactly(20, 41, 62, 83, 104, 125, 146);
        int[] ofSecond = Arrays.stream(order).filter(draw -> CLASSES[draw % 21] == 2).sorted().toArray();
        assertThat(Arrays.copyOf(ofSecond, 4)).containsExactly(16, 17, 18, 19);
        assertThat(Arrays.stream(ofSecond).skip(4)).doesNotHaveDuplicates().allMatch(draw -> draw >= 37 && draw < 41);
        assertThat(Arrays.stream(order).filter(draw -> CLASSES[draw % 21] == 0)).doesNotHaveDuplicates().allMatch(
            draw -> draw < 16);
    }

    @Test
    void allClipsOfALargeClassComeUpOverTheEpochs() {
        int[] times = new int[16];
        for (int epoch = 0; epoch < 400; epoch++) {
            for (int draw : ClassSampling.EQUAL.order(CLASSES, new SplittableRandom(epoch))) {
                if (draw < 16) {
                    times[draw]++;
                }
            }
        }
        // 400 x 7 / 16 = 175, with a standard deviation of sqrt(400 x 7/16 x 9/16) = 9.9
        assertThat(Arrays.stream(times)).allMatch(count -> count >= 135 && count <= 215);
    }

    @Test
    void withoutItTheOrderIsThatOfAShuffledPass() throws Exception {
        Network network = TINY.network();
        try (ClipSource clips = TestClips.table(folder.resolve("clips.arrow"), 9)) {
            assertThat(ClassSampling.OFF.pass(clips, network, 4, 17).order())
                .isEqualTo(Pass.shuffled(9, 4, 17, new SplittableRandom(17)).order());
            Pass equal = ClassSampling.EQUAL.pass(clips, network, 4, 17);
            assertThat(equal.order()).hasSize(9).isEqualTo(ClassSampling.EQUAL.pass(clips, network, 4, 17).order());
            assertThat(equal.order()).isNotEqualTo(ClassSampling.EQUAL.pass(clips, network, 4, 18).order());
            // five clips of one class, four of the other
            assertThat(Arrays.stream(equal.order()).filter(draw -> draw % 9 % 2 == 1).count()).isBetween(4L, 5L);
        }
    }

    @Test
    void aCheckpointOfBalancedTrainingIsNotGoneOnWithWithout() throws Exception {
        try (ClipSource clips = TestClips.table(folder.resolve("clips.arrow"), 9)) {
            TrainingPlan plan = new TrainingPlan(1, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(1)),
                Sgd.PYSLOWFAST, 1);
            train(clips, plan.with(FewVideos.OFF.with(ClassSampling.EQUAL)));
            assertThatThrownBy(() -> train(clips, plan)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("fewVideos: then {sampling=EQUAL").hasMessageContaining("now none");
        }
    }

    private void train(ClipSource clips, TrainingPlan plan) throws TrainingException, IOException {
        new Trainer(TrainingClips.of(clips), TINY, plan).keeping(new CheckpointFolder(folder.resolve("checkpoints"), 1))
            .train(Progress.NONE);
    }
}
