package org.videoaction.model.training;

import java.io.Serializable;
import java.util.List;
import org.videoaction.data.video.VideoException;

/**
 * What a partition makes of a round.
 *
 * @param values the gradients of its mean loss or, where it moved its own weights, these and what its optimizer remembers
 * @param weight what they count in the mean over the partitions; 0 where it could read no clip
 * @param report what is not averaged
 */
public record Share(float[] values, double weight, Report report) implements Serializable {

    /**
     * What came of the steps.
     *
     * @param statistics the running statistics of batch normalisation after them
     * @param parts how many batches these saw
     * @param steps one a step
     * @param broken videos that could not be read; their clips are left out
     * @param dataSeconds how long clips were waited for
     */
    public record Report(float[] statistics, int parts, List<Step> steps, List<VideoException> broken, double dataSeconds)
        implements Serializable {}

    /**
     * What came of a step.
     *
     * @param mass what its clips count in a mean over the whole batch
     * @param loss their mean
     * @param clips or boxes
     * @param top1 clips of which a right class had the highest score
     * @param top5 clips of which a right class was among the five highest scores
     */
    public record Step(double mass, double loss, int clips, int top1, int top5) implements Serializable {

        static final Step NONE = new Step(0, 0, 0, 0, 0);
    }
}
