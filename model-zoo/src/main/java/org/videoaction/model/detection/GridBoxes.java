package org.videoaction.model.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.videoaction.data.sampling.FrameSize;

/**
 * What the cells of grids answer, which lie 8, 16, 32 and in large networks 64 pixels from each other: middle, width and
 * height of a box, in some kinds how probable it is that there is an object, and a score for each class.
 */
final class GridBoxes implements OutputDecoder {

    private static final int SIDES = 3;
    private static final int EDGES = 4;
    private static final int[] STRIDES = {8, 16, 32};
    private static final int[] MORE_STRIDES = {8, 16, 32, 64};

    /** The makes of these networks. */
    enum Kind {
        /** Rows of cells; boxes as logarithms and shares of their cells. */
        YOLOX(1, true, false),
        /** The same with boxes in pixels. */
        YOLOX_DECODED(1, true, false),
        /** Rows of three anchors a cell; boxes in pixels. */
        YOLOV5(3, true, false),
        /** Columns of cells; boxes in pixels; no score of being an object. */
        YOLOV8(1, false, true);

        private final int anchors;
        private final boolean objectness;
        private final boolean columns;

        Kind(int anchors, boolean objectness, boolean columns) {
            this.anchors = anchors;
            this.objectness = objectness;
            this.columns = columns;
        }
    }

    private final Kind kind;

    GridBoxes(Kind kind) {
        this.kind = kind;
    }

    @Override
    public boolean reads(List<NetworkOutput> outputs, FrameSize input) {
        return grid(outputs, input).isPresent();
    }

    /** Beside another output, as of masks, there are more values a cell than are understood. */
    @Override
    public boolean isLikely(List<NetworkOutput> outputs, FrameSize input) {
        return outputs.size() == 1 && isOfKind(grid(outputs, input).orElseThrow(), input);
    }

    private Optional<NetworkOutput> grid(List<NetworkOutput> outputs, FrameSize input) {
        return outputs.stream().filter(output -> output.shape().length == SIDES && output.shape()[0] == 1
            && strides(cells(output), input) != null && values(output) > classesFrom()).findFirst();
    }

    /** Boxes in pixels lie all over the picture, boxes as shares within few cells of their own. */
    private boolean isOfKind(NetworkOutput grid, FrameSize input) {
        if (kind != Kind.YOLOX && kind != Kind.YOLOX_DECODED) {
            return true;
        }
        double rightmost = 0;
        for (int cell = 0; cell < cells(grid); cell++) {
            rightmost = Math.max(rightmost, grid.values()[cell * values(grid)]);
        }
        return kind == Kind.YOLOX_DECODED == rightmost > input.width() / 2.0;
    }

    private int cells(NetworkOutput grid) {
        return kind.columns ? grid.last(0) : grid.last(1);
    }

    private int values(NetworkOutput grid) {
        return kind.columns ? grid.last(1) : grid.last(0);
    }

    private int classesFrom() {
        return kind.objectness ? EDGES + 1 : EDGES;
    }

    /** Those of which there are so many cells, or null. */
    private int[] strides(int cells, FrameSize input) {
        for (int[] strides : List.of(STRIDES, MORE_STRIDES)) {
            int sum = 0;
            for (int stride : strides) {
                sum += (input.width() / stride) * (input.height() / stride);
            }
            if (sum * kind.anchors == cells) {
                return strides;
            }
        }
        return null;
    }

    @Override
    public ObjectClasses classes(List<NetworkOutput> outputs, FrameSize input) {
        return ObjectClasses.of(values(grid(outputs, input).orElseThrow()) - classesFrom());
    }

    @Override
    public List<Candidate> candidates(List<NetworkOutput> outputs, FrameSize input, double least) {
        NetworkOutput grid = grid(outputs, input).orElseThrow();
        List<Candidate> candidates = new ArrayList<>();
        if (kind != Kind.YOLOX) {
            for (int cell = 0; cell < cells(grid); cell++) {
                add(grid, cell, 0, 0, 0, least, candidates);
            }
            return candidates;
        }
        int cell = 0;
        for (int stride : strides(cells(grid), input)) {
            for (int y = 0; y < input.height() / stride; y++) {
                for (int x = 0; x < input.width() / stride; x++) {
                    add(grid, cell++, x, y, stride, least, candidates);
                }
            }
        }
        return candidates;
    }

    /** @param stride of the cell in column x of row y, or 0 where boxes are in pixels */
    private void add(NetworkOutput grid, int cell, int x, int y, int stride, double least, List<Candidate> candidates) {
        float[] values = grid.values();
        int step = kind.columns ? cells(grid) : 1;
        int from = kind.columns ? cell : cell * values(grid);
        double object = kind.objectness ? values[from + EDGES * step] : 1;
        if (object < least) {
            return;
        }
        Scored best = Scored.best(values, from + classesFrom() * step, values(grid) - classesFrom(), step);
        double score = object * best.score();
        if (score >= least) {
            double middleX = values[from];
            double middleY = values[from + step];
            double width = values[from + 2 * step];
            double height = values[from + 3 * step];
            candidates.add(stride == 0 ? Candidate.around(middleX, middleY, width, height, score, best.label())
                : Candidate.around((middleX + x) * stride, (middleY + y) * stride, Math.exp(width) * stride,
                    Math.exp(height) * stride, score, best.label()));
        }
    }
}
