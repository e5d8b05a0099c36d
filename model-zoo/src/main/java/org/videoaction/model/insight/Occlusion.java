package org.videoaction.model.insight;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.videoaction.data.Progress;
import org.videoaction.data.sampling.FrameSize;
import org.videoaction.model.metrics.Accuracy;
import org.videoaction.model.saved.VideoModel;
import org.videoaction.model.scoring.ClipScorer;
import org.videoaction.model.torch.ScoringDevice;

/**
 * Evidence by what a class's probability loses when a part of the clip is covered with the mean color of all clips (Zeiler and
 * Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, over time too). It needs nothing but the network's
 * probabilities, so that any network can be explained, and one score a part.
 *
 * <p>The cover is a quarter of the frame wide and high and moves by half of itself; it stays for a quarter of the clip. A place has
 * the mean loss of the covers that lie over it, where that is above zero.
 */
public final class Occlusion implements Explainer {

    /** The cells along a side; a cover is two of them long. */
    private static final int CELLS = 8;
    private static final int REACH = 2;
    private static final int TIMES = 4;
    private static final int LEVELS = 255;

    private final List<Double> mean;
    private final ClipScorer network;

    /** @throws IllegalArgumentException when the model cannot be computed there, or detects actions in boxes */
    public Occlusion(VideoModel model, ScoringDevice device) {
        this.mean = model.preprocessing().mean();
        this.network = new ClipScorer(model, device);
    }

    /** How many scores a clip costs beside its own. */
    static int covers(int frames) {
        return Math.min(TIMES, frames) * (CELLS - REACH + 1) * (CELLS - REACH + 1);
    }

    @Override
    public Evidence explain(ByteBuffer clip, int frames, FrameSize size, int label, Progress progress) {
        float[] whole = network.score(clip, 1, mean.size(), frames, size)[0];
        int wanted = label == BEST ? Accuracy.best(whole) : label;
        double[] losses = losses(clip, frames, size, wanted, whole[wanted], progress);
        Grid grid = new Grid(Math.min(TIMES, frames), CELLS, CELLS, means(losses, Math.min(TIMES, frames)));
        return new Evidence(wanted, whole[wanted],
            List.of(HeatMap.of("", IntStream.range(0, frames).toArray(), size.height(),
                size.width(), grid)));
    }

    /** What each cover takes from the probability. */
    private double[] losses(ByteBuffer clip, int frames, FrameSize size, int label, double probability,
        Progress progress) {
        double[] losses = new double[covers(frames)];
        int most = network.atOnce(frames, size);
        int clipBytes = clip.remaining();
        ByteBuffer batch = ByteBuffer.allocateDirect(Math.multiplyExact(Math.min(most, losses.length), clipBytes));
        for (int first = 0; first < losses.length; first += most) {
            progress.report((double) first / losses.length, "covering parts, " + first + " of " + losses.length);
            int count = Math.min(most, losses.length - first);
            for (int i = 0; i < count; i++) {
                ByteBuffer copy = batch.slice(i * clipBytes, clipBytes);
                copy.put(0, clip, clip.position(), clipBytes);
                cover(copy, frames, size, first + i);
            }
            float[][] rows = network.score(batch.slice(0, count * clipBytes), count, mean.size(), frames, size);
            for (int i = 0; i < count; i++) {
                losses[first + i] = probability - rows[i][label];
            }
        }
        return losses;
    }

    private void cover(ByteBuffer clip, int frames, FrameSize size, int number) {
        int places = CELLS - REACH + 1;
        int time = number / (places * places);
        int times = Math.min(TIMES, frames);
        int top = edge(number / places % places, size.height());
        int bottom = edge(number / places % places + REACH, size.height());
        int left = edge(number % places, size.width());
        int right = edge(number % places + REACH, size.width());
        for (int channel = 0; channel < mean.size(); channel++) {
            byte[] gray = new byte[right - left];
            Arrays.fill(gray, (byte) Math.round(Math.max(0, Math.min(1, mean.get(channel))) * LEVELS));
            for (int frame = time * frames / times; frame < (time + 1) * frames / times; frame++) {
                for (int y = top; y < bottom; y++) {
                    clip.put(((channel * frames + frame) * size.height() + y) * size.width() + left, gray);
                }
            }
        }
    }

    private static int edge(int cell, int pixels) {
        return cell * pixels / CELLS;
    }

    private static float[] means(double[] losses, int times) {
        int places = CELLS - REACH + 1;
        float[] means = new float[times * CELLS * CELLS];
        for (int i = 0; i < means.length; i++) {
            int row = i / CELLS % CELLS;
            int column = i % CELLS;
            double sum = 0;
            int count = 0;
            for (int y = Math.max(0, row - REACH + 1); y <= Math.min(places - 1, row); y++) {
                for (int x = Math.max(0, column - REACH + 1); x <= Math.min(places - 1, column); x++) {
                    sum += losses[(i / (CELLS * CELLS) * places + y) * places + x];
                    count++;
                }
            }
            means[i] = (float) Math.max(0, sum / count);
        }
        return means;
    }

    @Override
    public void close() {
        network.close();
    }
}
