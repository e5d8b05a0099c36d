package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipPicture;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.list.Classes;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.metrics.LabelledScores;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.Targets;

/**
 * A clip as mixup or CutMix shows it to a network.
 *
 * @param picture of the mixed frames; its clip is the one whose place it has
 * @param shares what is right for it: the share of each class that has one, the larger ones first
 */
public record MixedClip(ClipPicture picture, Map<String, Float> shares) {

    private static final int MOST = 6;
    private static final int FRAMES = 4;
    private static final int SIDE = 96;

    /** The first few of the clips that training begins with, mixed by the same random numbers; none where clips stay as they are. */
    static List<MixedClip> of(ClipSource clips, Network network, TrainingPlan plan, Progress progress) throws IOException {
        Mixing mixing = plan.fewVideos().mixing();
        EpochRun first = new EpochRun(clips, network, plan, EpochSteps.of(plan, 0, clips.size()), 0);
        List<MixedClip> mixed = new ArrayList<>();
        if (!mixing.mixes() || first.steps().count() == 0) {
            return mixed;
        }
        List<EpochSteps.Step> step = first.steps().steps().subList(0, 1);
        try (ShapedBatches batches = new ShapedBatches(clips, step, first.order(), problem -> {})) {
            ShapedBatches.Batch batch = batches.next(step.get(0), () -> progress.report(0, "mixing the first clips"));
            Classes classes = clips.spec().classes();
            Targets targets = TrainingClips.targets(batch.clips(), network, classes, classes);
            if (targets.size() > 0) {
                Targets right = mixing.mix(batch.clips().frames(), batch.shape(), targets, classes.size(), first.random(0));
                for (int clip = 0; clip < Math.min(MOST, right.size()); clip++) {
                    mixed.add(new MixedClip(ClipPicture.of(batch.clips(), clip, batch.spec(), FRAMES, SIDE),
                        shares(((Targets.Mixed) right).rows()[clip], classes)));
                }
            }
        }
        return mixed;
    }

    private static Map<String, Float> shares(float[] row, Classes classes) {
        Map<String, Float> shares = new LinkedHashMap<>();
        for (int label : Accuracy.ranking(LabelledScores.values(row))) {
            if (row[label] > 0) {
                shares.put(classes.name(label), row[label]);
            }
        }
        return shares;
    }
}
