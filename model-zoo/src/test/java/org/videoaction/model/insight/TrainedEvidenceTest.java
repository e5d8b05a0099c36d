package org.videoaction.model.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.Clip;
import org.videoaction.data.clip.ClipSpec;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.data.clip.ClipTableWriter;
import org.videoaction.data.list.Classes;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.network.Head;
import org.videoaction.model.network.NonLocal;
import org.videoaction.model.network.Pathway;
import org.videoaction.model.network.SinglePathway;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.torch.ScoringDevice;
import org.videoaction.model.torch.Sgd;
import org.videoaction.model.training.CosineDecay;
import org.videoaction.model.training.PySlowFastSchedule;
import org.videoaction.model.training.Trainer;
import org.videoaction.model.training.TrainingClips;
import org.videoaction.model.training.TrainingException;
import org.videoaction.model.training.TrainingPlan;

/** A network that has learned to tell clips with a bright square from those without looks at the square. */
class TrainedEvidenceTest {

    private static final int FRAMES = 4;
    private static final int SIDE = 64;
    private static final int SQUARE = 20;
    private static final ClipSpec SPEC = new ClipSpec(3, FRAMES, SIDE, SIDE, 1, 1, 1, Classes.of("nothing", "square"));
    private static final FrameSize SIZE = new FrameSize(SIDE, SIDE);

    @TempDir
    private Path folder;

    /** Noise, with a square whose corner lies at x, y unless x is negative. */
    private static ByteBuffer clip(Random random, int x, int y) {
        ByteBuffer clip = ByteBuffer.allocateDirect(3 * FRAMES * SIDE * SIDE);
        for (int i = 0; i < clip.capacity(); i++) {
            int column = i % SIDE;
            int row = i / SIDE % SIDE;
            boolean inside = x >= 0 && column >= x && column < x + SQUARE && row >= y && row < y + SQUARE;
            clip.put((byte) ((inside ? 170 : 60) + random.nextInt(60)));
        }
        return clip.flip();
    }

    private ClipTable table(int clips) throws IOException {
        Path file = folder.resolve("clips.arrow");
        Random random = new Random(3);
        try (ClipTableWriter writer = new ClipTableWriter(file, SPEC)) {
            for (int i = 0; i < clips; i++) {
                int x = i % 2 == 0 ? -1 : random.nextInt(SIDE - SQUARE);
                writer.write(new Clip("clip" + i, "video" + i, i % 2, 0, 25, 0, 0, "ok",
                    clip(random, x, random.nextInt(SIDE - SQUARE))));
            }
            writer.finish();
        }
        return ClipTable.open(file);
    }

    private VideoModel trained() throws IOException, TrainingException {
        int epochs = 10;
        try (ClipTable table = table(16)) {
            return new Trainer(TrainingClips.of(table),
                new SinglePathway(Pathway.Kind.SLOW, Pathway.of(50), 4, NonLocal.NONE, Head.AVERAGE, 0, 2),
                new TrainingPlan(epochs, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(epochs)), Sgd.PYSLOWFAST,
                    1))
                .train(Progress.NONE).model();
        }
    }

    @Test
    void itsHeatLiesOnTheSquare() throws IOException, TrainingException {
        VideoModel model = trained();
        for (ActivationRule rule : ActivationRule.values()) {
            try (GradCam cam = new GradCam(model, rule, "res4", ScoringDevice.CPU)) {
                for (int[] corner : new int[][] {{4, 4}, {40, 4}, {4, 40}, {40, 40}, {22, 22}}) {
                    Evidence evidence = cam.explain(clip(new Random(9), corner[0], corner[1]), FRAMES, SIZE, 1,
                        Progress.NONE);
                    float[] heat = evidence.maps().get(0).frame(FRAMES / 2);
                    double inside = 0;
                    double outside = 0;
                    for (int i = 0; i < heat.length; i++) {
                        int x = i % SIDE - corner[0];
                        int y = i / SIDE - corner[1];
                        if (x >= 0 && x < SQUARE && y >= 0 && y < SQUARE) {
                            inside += heat[i] / (SQUARE * SQUARE);
                        } else {
                            outside += heat[i] / (SIDE * SIDE - SQUARE * SQUARE);
                        }
                    }
                    assertThat(inside).as("%s, square at %d, %d", rule, corner[0], corner[1]).isGreaterThan(1.5 * outside);
                }
            }
        }
    }
}
