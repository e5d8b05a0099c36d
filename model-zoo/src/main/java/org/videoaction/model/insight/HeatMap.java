package org.videoaction.model.insight;

import java.util.Arrays;

/**
 * How much each place of a clip speaks for a class, as one pathway of a network sees it.
 *
 * @param path slow or fast, or nothing where there is one
 * @param seen the frames of the clip that it sees, in ascending order
 * @param height of a frame in pixels
 * @param width in pixels
 * @param values from 0 to 1, T' x H x W, a plane for each frame that is seen
 */
public record HeatMap(String path, int[] seen, int height, int width, float[] values) {

    /** As PySlowFast has it, so that a map that is 0 everywhere stays so. */
    private static final float NEARLY_NOTHING = 1e-6f;

    /**
     * The map of a grid of values, which is enlarged to the clip and then shifted and scaled to reach from 0 to 1.
     *
     * @param grid frames x height x width values at even distances over the clip
     */
    static HeatMap of(String path, int[] seen, int height, int width, Grid grid) {
        float[] values = grid.enlarged(seen.length, height, width);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - least) / (most - least + NEARLY_NOTHING);
        }
        return new HeatMap(path, seen, height, width, values);
    }

    /** The heat of a frame of the clip, H x W; between two frames that are seen, as much of either as it is near. */
    public float[] frame(int frame) {
        int place = Arrays.binarySearch(seen, frame);
        int after = place >= 0 ? place : -place - 1;
        if (place >= 0 || after == 0 || after == seen.length) {
            return plane(Math.min(after, seen.length - 1));
        }
        float share = (float) (frame - seen[after - 1]) / (seen[after] - seen[after - 1]);
        float[] heat = plane(after - 1);
        float[] next = plane(after);
        for (int i = 0; i < heat.length; i++) {
            heat[i] += share * (next[i] - heat[i]);
        }
        return heat;
    }

    private float[] plane(int index) {
        return Arrays.copyOfRange(values, index * height * width, (index + 1) * height * width);
    }

    /** The evidence along time: the mean heat of each of the clip's frames. */
    public double[] overTime(int frames) {
        double[] means = new double[frames];
        for (int frame = 0; frame < frames; frame++) {
            double sum = 0;
            for (float heat : frame(frame)) {
                sum += heat;
            }
            means[frame] = sum / (height * width);
        }
        return means;
    }
}
