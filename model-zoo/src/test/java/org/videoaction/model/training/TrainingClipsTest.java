package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.model.network.Labels;

class TrainingClipsTest {

    @TempDir
    private Path folder;

    private int tables;

    private ClipTable table(Classes classes, int... labels) throws IOException {
        Path file = folder.resolve("clips" + tables++ + ".arrow");
        ClipSpec spec = new ClipSpec(3, 2, 32, 32, 1, 1, 1, classes);
        try (ClipTableWriter writer = new ClipTableWriter(file, spec)) {
            for (int i = 0; i < labels.length; i++) {
                writer.write(new Clip("c" + i, "v" + i, labels[i], 0, 25, 0, 0, "ok",
                    ByteBuffer.allocateDirect(spec.clipBytes())));
            }
            writer.finish();
        }
        return ClipTable.open(file);
    }

    private void assertRefused(String message, TrainingClips clips) {
        assertThatThrownBy(clips::check).isInstanceOf(TrainingException.class).hasMessageContaining(message);
    }

    @Test
    void clipsThatAreAllOfOneClassAreRefused() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump", "swim"), 1, 1, 1)) {
            assertRefused("All clips to train on are of the class jump", TrainingClips.of(table));
        }
        try (ClipTable table = table(Classes.of("run"), 0)) {
            assertRefused("only run", TrainingClips.of(table));
        }
    }

    @Test
    void noClipAtAllPointsToWhatBecameOfTheVideos() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump"))) {
            assertRefused("no clip to train on. Were all videos broken?", TrainingClips.of(table));
        }
    }

    @Test
    void clipsWithoutALabelAreRefused() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump"), 0, 1, Clip.NO_LABEL)) {
            assertRefused("The video v2 has no label", TrainingClips.of(table));
        }
    }

    @Test
    void validationClipsOfOtherClassesAreRefused() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump"), 0, 1);
            ClipTable other = table(Classes.of("run", "swim"), 0, 1);
            ClipTable empty = table(Classes.of("run", "jump"))) {
            assertRefused("other classes, [run, swim]", new TrainingClips(table, Optional.of(other)));
            assertRefused("no clip to validate with", new TrainingClips(table, Optional.of(empty)));
        }
    }

    @Test
    void classesWithoutClipsAndBatchesLargerThanTheDataAreRemarked() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump", "swim", "dive", "row", "ski"), 1, 2, 2)) {
            TrainingClips clips = TrainingClips.of(table);
            clips.check();
            assertThat(clips.remarks(8, Labels.ONE)).containsExactly(
                "No clip to train on is of the classes run, dive, row and 1 more, which the network cannot learn.",
                "There are fewer clips to train on, 3, than the batch size of 8: each step takes all of them.");
        }
    }

    @Test
    void labelsThatTheNetworkDoesNotLearnAreRemarked() throws Exception {
        Path file = folder.resolve("several.arrow");
        ClipSpec spec = new ClipSpec(3, 2, 32, 32, 1, 1, 1, Classes.of("run", "jump"));
        try (ClipTableWriter writer = new ClipTableWriter(file, spec)) {
            for (List<Integer> labels : List.of(List.of(0), List.of(1, 0), List.of(1))) {
                writer.write(new Clip("c", "v", labels.get(0), labels, null, List.of(), 0, 25, 0, 0, "ok",
                    ByteBuffer.allocateDirect(spec.clipBytes())));
            }
            writer.finish();
        }
        try (ClipTable table = ClipTable.open(file)) {
            assertThat(TrainingClips.of(table).remarks(2, Labels.ONE)).singleElement().asString()
                .startsWith("1 of the 3 clips to train on have several labels");
            assertThat(TrainingClips.of(table).remarks(2, Labels.SEVERAL)).isEmpty();
        }
    }

    @Test
    void balancedClassesCountAlikeTogether() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump", "swim", "dive"), 0, 0, 0, 1, 2, 2)) {
            // 6 clips / (4 classes x clips of the class)
            assertThat(TrainingClips.of(table).balance()).containsExactly(0.5, 1.5, 0.75, 0.0);
        }
    }

    @Test
    void theEffectiveNumberOfClipsIsThatOfItsFormula() throws Exception {
        try (ClipTable table = table(Classes.of("run", "jump", "swim", "dive"), 0, 0, 0, 1, 2, 2)) {
            // effective numbers with beta 0.5: 1 + 0.5 + 0.25, 1, 1 + 0.5; their inverses are 4/7, 1, 2/3, on average 47/63
            List<Double> weights = TrainingClips.of(table).effective(0.5);
            double[] expected = {36 / 47.0, 63 / 47.0, 42 / 47.0, 0};
            for (int c = 0; c < expected.length; c++) {
                assertThat(weights.get(c)).isCloseTo(expected[c], within(1e-12));
            }
            // towards 1 they are in proportion to one over the clips
            assertThat(TrainingClips.of(table).effective(1 - 1e-12).get(1)).isCloseTo(18 / 11.0, within(1e-4));
        }
    }
}
