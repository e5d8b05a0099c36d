package org.videoaction.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipTable;
import org.videoaction.model.TestClips;
import org.videoaction.model.network.FrameRule;
import org.videoaction.model.network.Lateral;
import org.videoaction.model.network.SlowFast;
import org.videoaction.model.network.Weights;
import org.videoaction.model.torch.Sgd;

class MixedClipTest {

    private static final SlowFast TINY = SlowFast.plain(50, 4, 4, 4, Lateral.convolution(5, true), FrameRule.LINSPACE, 0, 2);
    /** The means of the noise of the two classes' clips. */
    private static final double DARK = 49.5;
    private static final double BRIGHT = 199.5;

    @TempDir
    private Path folder;

    private Weights trained(Mixing mixing, Optional<List<MixedClip>> heard) throws Exception {
        TrainingPlan plan = new TrainingPlan(1, 4, new PySlowFastSchedule(0.05, 0.05, 0, new CosineDecay(1)),
            Sgd.PYSLOWFAST, 2).with(FewVideos.OFF.with(mixing));
        try (ClipTable clips = TestClips.table(folder.resolve("clips.arrow"), 6)) {
            Trainer trainer = new Trainer(TrainingClips.of(clips), TINY, plan);
            heard.ifPresent(mixed -> trainer.reportingMixed(mixed::addAll));
            return trainer.train(Progress.NONE).model().weights();
        }
    }

    @Test
    void theFirstClipsAreShownWithTheSharesThatTheyAreMixedBy() throws Exception {
        List<MixedClip> mixed = new ArrayList<>();
        Weights weights = trained(new Mixing(0.8, 0, 1, 0.5), Optional.of(mixed));
        assertThat(mixed).hasSize(4);
        for (MixedClip clip : mixed) {
            float dark = clip.shares().getOrDefault("dark", 0f);
            float bright = clip.shares().getOrDefault("bright", 0f);
            assertThat(dark + bright).isEqualTo(1, within(1e-5f));
            assertThat(mean(clip)).isEqualTo(dark * DARK + bright * BRIGHT, within(2.0));
        }
        assertThat(mixed).anyMatch(clip -> clip.shares().size() == 2);
        assertThat(mixed).allMatch(clip -> clip.shares().size() == 1
            || clip.shares().values().iterator().next() >= 0.5f, "the larger share is the first one");
        assertThat(weights.fingerprint()).as("who looks changes nothing")
            .isEqualTo(trained(new Mixing(0.8, 0, 1, 0.5), Optional.empty()).fingerprint());
    }

    @Test
    void whereClipsStayAsTheyAreNoneIsShown() throws Exception {
        List<MixedClip> mixed = new ArrayList<>();
        trained(Mixing.NONE, Optional.of(mixed));
        assertThat(mixed).isEmpty();
    }

    private static double mean(MixedClip clip) throws Exception {
        BufferedImage strip = ImageIO.read(new ByteArrayInputStream(clip.picture().jpeg()));
        double sum = 0;
        for (int y = 0; y < strip.getHeight(); y++) {
            for (int x = 0; x < strip.getWidth(); x++) {
                int rgb = strip.getRGB(x, y);
                sum += ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3.0;
            }
        }
        return sum / (strip.getHeight() * strip.getWidth());
    }
}
