package org.videoaction.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.videoaction.model.training.Share;
import org.videoaction.model.training.WeightedMean;
import scala.Tuple2;

/**
 * A range of the values of a partition's share, or its report.
 *
 * @param report null where it is a range
 */
record Piece(int partition, float[] values, double weight, Share.Report report) implements Serializable {

    private static final float[] NONE = {};

    /** The pieces of a share, by the number of their range; the report comes after the last one. */
    static List<Tuple2<Integer, Piece>> of(int partition, Share share, int ranges) {
        List<Tuple2<Integer, Piece>> pieces = new ArrayList<>();
        int length = share.values().length;
        for (int range = 0; range < ranges; range++) {
            float[] part = Arrays.copyOfRange(share.values(), (int) ((long) length * range / ranges),
                (int) ((long) length * (range + 1) / ranges));
            pieces.add(new Tuple2<>(range, new Piece(partition, part, share.weight(), null)));
        }
        pieces.add(new Tuple2<>(ranges, new Piece(partition, NONE, 0, share.report())));
        return pieces;
    }

    /** The mean of the pieces of a range in the order of their partitions, in whatever order they come; reports in that order. */
    static List<Piece> together(Iterable<Piece> ofRange) {
        List<Piece> pieces = StreamSupport.stream(ofRange.spliterator(), false)
            .sorted(Comparator.comparingInt(Piece::partition)).toList();
        if (pieces.get(0).report() != null) {
            return new ArrayList<>(pieces);
        }
        WeightedMean mean = new WeightedMean();
        pieces.forEach(piece -> mean.add(piece.values(), piece.weight()));
        return List.of(new Piece(0, mean.values(), 1, null));
    }
}
