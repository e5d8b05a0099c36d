package org.videoaction.model.scoring;

import java.nio.file.Path;
import java.util.Optional;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.saved.ViewRule;
import org.videoaction.model.torch.ScoringDevice;

/**
 * How videos are scored.
 *
 * @param batch clips at once, or {@link VideoScorer#AUTOMATIC}
 * @param rule how the clips of a video are put together, nothing for what the model is tested with
 * @param features whether scores carry what the classifier saw
 * @param clips whether each clip is wanted on its own
 * @param folder keeps the videos that are done, so that a later run scores only those that are left, new or replaced
 */
public record ScoringSettings(int batch, Optional<ViewRule> rule, ScoringDevice device, boolean features, boolean clips,
    Optional<Path> folder) {

    /** All by itself, on the CPU where there is no GPU. */
    public static final ScoringSettings AUTOMATIC = new ScoringSettings(VideoScorer.AUTOMATIC,
        Optional.empty(), ScoringDevice.AUTOMATIC, false, false, Optional.empty());

    public ScoringSettings {
        if (batch < 0) {
            throw new IllegalArgumentException("The number of clips that are scored at once is not negative.");
        }
    }

    /** How the clips of a model's videos are put together. */
    ViewRule rule(VideoModel model) {
        return rule.orElse(model.test().rule());
    }

    public ScoringSettings withBatch(int clipsAtOnce) {
        return new ScoringSettings(clipsAtOnce, rule, device, features, clips, folder);
    }

    public ScoringSettings on(ScoringDevice other) {
        return new ScoringSettings(batch, rule, other, features, clips, folder);
    }

    /** With every clip on its own, too. */
    public ScoringSettings withClips() {
        return new ScoringSettings(batch, rule, device, features, true, folder);
    }

    public ScoringSettings keptIn(Path keeping) {
        return new ScoringSettings(batch, rule, device, features, clips, Optional.of(keeping));
    }
}
