package org.videoaction.model.torch;

import java.util.List;
import org.videoaction.data.sampling.RelativeBox;

/**
 * The boxes in the clips of a batch.
 *
 * @param ofClips for each clip its boxes one after the other, each as x1, y1, x2, y2 in pixels of the clip
 */
public record Boxes(List<float[]> ofClips) {

    private static final int EDGES = 4;
    private static final int VALUES = 5;

    public Boxes {
        ofClips = List.copyOf(ofClips);
    }

    /**
     * The boxes of a clip in its pixels.
     *
     * @param places in shares of the clip
     */
    public static float[] pixels(List<RelativeBox> places, int width, int height) {
        float[] pixels = new float[EDGES * places.size()];
        for (int box = 0; box < places.size(); box++) {
            RelativeBox place = places.get(box);
            pixels[EDGES * box] = (float) (place.x1() * width);
            pixels[EDGES * box + 1] = (float) (place.y1() * height);
            pixels[EDGES * box + 2] = (float) (place.x2() * width);
            pixels[EDGES * box + 3] = (float) (place.y2() * height);
        }
        return pixels;
    }

    /** The number of boxes in all clips, K. */
    public int count() {
        return ofClips.stream().mapToInt(edges -> edges.length / EDGES).sum();
    }

    /** As networks take them, K x 5: the clip's place in the batch, then x1, y1, x2, y2. */
    public float[] values() {
        float[] values = new float[count() * VALUES];
        int box = 0;
        for (int clip = 0; clip < ofClips.size(); clip++) {
            float[] edges = ofClips.get(clip);
            for (int first = 0; first < edges.length; first += EDGES) {
                values[box * VALUES] = clip;
                System.arraycopy(edges, first, values, box * VALUES + 1, EDGES);
                box++;
            }
        }
        return values;
    }

    /** The boxes of some clips in a row. */
    Boxes part(int from, int to) {
        return new Boxes(ofClips.subList(from, to));
    }
}
