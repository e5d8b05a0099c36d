package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipBox;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.RelativeBox;
import org.videoaction.data.sampling.Span;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.Regions;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.saved.Epoch;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Loss;
import org.videoaction.model.torch.Precision;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.torch.Tuning;

/** Detection networks learn from clips whose upper and lower halves are dark or bright, noisy or plain. */
class DetectionTrainingTest {

    private static final int SIDE = 48;
    private static final ClipSpec SPEC = new ClipSpec(3, 4, SIDE, SIDE, 1, 1, 1, Classes.of("bright", "dark", "noisy"),
        true, false);
    private static final SlowFast TINY = SlowFast
        .plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 3)
        .with(Head.detection(Regions.PYSLOWFAST), 3);

    @TempDir
    private Path folder;

    private static TrainingPlan plan(int epochs) {
        return new TrainingPlan(epochs, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(epochs)), Sgd.PYSLOWFAST,
            1);
    }

    /** Every fourth clip has no box. */
    private ClipTable table(String name, int clips) throws IOException {
        Random random = new Random(name.hashCode());
        try (ClipTableWriter writer = new ClipTableWriter(folder.resolve(name), SPEC)) {
            for (int i = 0; i < clips; i++) {
                ByteBuffer frames = ByteBuffer.allocateDirect(SPEC.clipBytes());
                List<ClipBox> boxes = new ArrayList<>();
                for (int half = 0; half < 2; half++) {
                    boolean bright = random.nextBoolean();
                    boolean noisy = random.nextBoolean();
                    fill(frames, half, bright ? 200 : 60, noisy ? 50 : 0, random);
                    List<Integer> labels = new ArrayList<>(List.of(bright ? 0 : 1));
                    if (noisy) {
                        labels.add(2);
                    }
                    boxes.add(new ClipBox(new RelativeBox(0.1, half / 2.0, 0.9, (half + 1) / 2.0), labels));
                }
                writer.write(new Clip("c" + i, "v" + i, 0, List.of(0, 1, 2), new Span(1, 1),
                    i % 4 == 3 ? List.of() : boxes, 0, 25, 0, 0, "ok", frames));
            }
            writer.finish();
        }
        return ClipTable.open(folder.resolve(name));
    }

    private static void fill(ByteBuffer frames, int half, int mean, int noise, Random random) {
        for (int plane = 0; plane < 3 * 4; plane++) {
            for (int i = 0; i < SIDE * SIDE / 2; i++) {
                int value = mean + (noise == 0 ? 0 : random.nextInt(2 * noise + 1) - noise);
                frames.put((2 * plane + half) * SIDE * SIDE / 2 + i, (byte) value);
            }
        }
    }

    @Test
    void eachBoxsActionsAreLearned() throws Exception {
        try (ClipTable training = table("train", 32); ClipTable held = table("held", 12)) {
            VideoModel model = new Trainer(new TrainingClips(training, Optional.of(held)), TINY, plan(8))
                .train(Progress.NONE).model();
            Epoch first = model.history().get(0);
            Epoch last = model.history().get(7);
            // two boxes in 24 of 32 clips
            assertThat(first.clips()).isEqualTo(48);
            assertThat(last.loss()).isLessThan(first.loss() / 2);
            assertThat(last.validation().top1()).isGreaterThan(0.9);
            assertThat(last.validation().meanAveragePrecision()).isGreaterThan(0.9);
        }
    }

    @Test
    void theHeadAloneLearnsWhereAllStagesAreFrozen() throws Exception {
        LearningRules rules = new LearningRules(Sgd.PYSLOWFAST, Loss.PLAIN, new Tuning(5, true, 1), Precision.FP32);
        try (ClipTable training = table("train", 8)) {
            VideoModel start = new Trainer(TrainingClips.of(training), TINY, plan(1)).train(Progress.NONE).model();
            VideoModel tuned = new Trainer(TrainingClips.of(training), TINY, plan(2).with(rules)).startingFrom(start)
                .train(Progress.NONE).model();
            tuned.weights().values().forEach((name, values) -> {
                float[] before = start.weights().values().get(name);
                if (name.startsWith("head.")) {
                    assertThat(values).as(name).isNotEqualTo(before);
                } else {
                    assertThat(values).as(name).isEqualTo(before);
                }
            });
        }
    }

    @Test
    void progressCountsClipsAndNotBoxes() throws Exception {
        List<Double> fractions = new ArrayList<>();
        try (ClipTable training = table("train", 8)) {
            new Trainer(TrainingClips.of(training), TINY, plan(2)).train((fraction, message) -> fractions.add(fraction));
        }
        assertThat(fractions).isSorted();
        assertThat(fractions.get(fractions.size() - 1)).isEqualTo(1);
    }

    @Test
    void mixedClipsAreRefused() throws Exception {
        try (ClipTable table = table("train", 4)) {
            TrainingPlan mixing = plan(1).with(FewVideos.OFF.with(new Mixing(0.8, 0, 1, 0.5)));
            assertThatThrownBy(() -> new Trainer(TrainingClips.of(table), TINY, mixing).train(Progress.NONE))
                .isInstanceOf(TrainingException.class).hasMessageContaining("Switch mixup and CutMix off");
        }
    }

    @Test
    void clipsWithoutBoxesAreRefused() throws Exception {
        try (ClipTable table = TestClips.table(folder.resolve("clips.arrow"), 4)) {
            assertThatThrownBy(() -> new Trainer(TrainingClips.of(table), TINY, plan(1)).train(Progress.NONE))
                .isInstanceOf(TrainingException.class).hasMessageContaining("detects actions in boxes")
                .hasMessageContaining("Give the Frame Sampler a table of boxes");
        }
    }
}
