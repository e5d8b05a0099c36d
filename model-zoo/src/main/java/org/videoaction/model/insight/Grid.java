package org.videoaction.model.insight;

/**
 * Values at even distances in time and space.
 *
 * @param values frames x height x width
 */
record Grid(int frames, int height, int width, float[] values) {

    /** A place between two values: the one before it, and the share of the one after it. */
    private record Place(int before, int after, float share) {}

    /** As torch's trilinear interpolation without aligned corners. */
    float[] enlarged(int newFrames, int newHeight, int newWidth) {
        Place[] rows = places(height, newHeight);
        Place[] columns = places(width, newWidth);
        float[] larger = new float[newFrames * newHeight * newWidth];
        int i = 0;
        for (Place time : places(frames, newFrames)) {
            for (Place row : rows) {
                for (Place column : columns) {
                    larger[i++] = between(plane(time.before, row, column), plane(time.after, row, column), time.share);
                }
            }
        }
        return larger;
    }

    private float plane(int frame, Place row, Place column) {
        return between(line(frame, row.before, column), line(frame, row.after, column), row.share);
    }

    private float line(int frame, int row, Place column) {
        int first = (frame * height + row) * width;
        return between(values[first + column.before], values[first + column.after], column.share);
    }

    private static float between(float before, float after, float share) {
        return (1 - share) * before + share * after;
    }

    private static Place[] places(int size, int newSize) {
        Place[] places = new Place[newSize];
        for (int i = 0; i < newSize; i++) {
            double place = Math.max(0, (i + 0.5) * size / newSize - 0.5);
            int before = Math.min((int) place, size - 1);
            places[i] = new Place(before, Math.min(before + 1, size - 1), (float) (place - before));
        }
        return places;
    }
}
