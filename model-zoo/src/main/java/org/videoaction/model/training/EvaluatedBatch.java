package org.videoaction.model.training;

import java.io.Serializable;
import java.util.List;
import org.videoaction.data.video.VideoException;

/**
 * What came of a batch of validation clips.
 *
 * @param loss the mean over what was scored
 * @param scored clips, or boxes in them
 * @param top1 those of which a right class had the highest score
 * @param top5 those of which a right class was among the five highest scores
 * @param readable clips that could be read
 * @param scores a row each where any number of classes may hold, else none
 * @param shown the classes that hold in each of these rows
 * @param broken videos that could not be read
 */
public record EvaluatedBatch(double loss, int scored, int top1, int top5, int readable, float[][] scores,
    boolean[][] shown, List<VideoException> broken) implements Serializable {}
