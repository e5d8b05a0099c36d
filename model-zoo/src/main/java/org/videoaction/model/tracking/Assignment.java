package org.videoaction.model.tracking;

import java.util.Arrays;

/** The cheapest way to pair rows with columns, by the Hungarian method with potentials. */
final class Assignment {

    static final int NONE = -1;

    private Assignment() {
    }

    /**
     * Pairs rows and columns of costs; a pair that costs more than the limit stays apart.
     *
     * @param costs rows of the same length, from 0 on
     * @return for each row its column, or {@link #NONE}
     */
    static int[] of(double[][] costs, double limit) {
        int rows = costs.length;
        int columns = rows == 0 ? 0 : costs[0].length;
        if (columns == 0) {
            int[] none = new int[rows];
            Arrays.fill(none, NONE);
            return none;
        }
        int[] pairs = square(padded(costs, rows, columns, limit));
        int[] found = new int[rows];
        for (int row = 0; row < rows; row++) {
            boolean together = pairs[row] < columns && costs[row][pairs[row]] <= limit;
            found[row] = together ? pairs[row] : NONE;
        }
        return found;
    }

    /** Half the limit is the price of staying alone, for a row as for a column. */
    private static double[][] padded(double[][] costs, int rows, int columns, double limit) {
        double[][] padded = new double[rows + columns][rows + columns];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(padded[row], limit / 2);
            System.arraycopy(costs[row], 0, padded[row], 0, columns);
        }
        for (int alone = rows; alone < rows + columns; alone++) {
            Arrays.fill(padded[alone], 0, columns, limit / 2);
        }
        return padded;
    }

    /** Adds one row after the other, each by the cheapest path of exchanges; index 0 of the arrays stands for nothing. */
    private static int[] square(double[][] costs) {
        int size = costs.length;
        double[] rowPotential = new double[size + 1];
        double[] columnPotential = new double[size + 1];
        int[] rowOf = new int[size + 1];
        for (int row = 1; row <= size; row++) {
            int[] before = new int[size + 1];
            int free = freeColumn(costs, row, rowPotential, columnPotential, rowOf, before);
            while (free != 0) {
                rowOf[free] = rowOf[before[free]];
                free = before[free];
            }
        }
        int[] columnOf = new int[size];
        for (int column = 1; column <= size; column++) {
            columnOf[rowOf[column] - 1] = column - 1;
        }
        return columnOf;
    }

    private static int freeColumn(double[][] costs, int start, double[] rowPotential, double[] columnPotential,
        int[] rowOf, int[] before) {
        int size = costs.length;
        double[] least = new double[size + 1];
        boolean[] used = new boolean[size + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        rowOf[0] = start;
        int column = 0;
        do {
            used[column] = true;
            int row = rowOf[column];
            int next = 0;
            double step = Double.POSITIVE_INFINITY;
            for (int other = 1; other <= size; other++) {
                if (!used[other]) {
                    double reduced = costs[row - 1][other - 1] - rowPotential[row] - columnPotential[other];
                    if (reduced < least[other]) {
                        least[other] = reduced;
                        before[other] = column;
                    }
                    if (least[other] < step) {
                        step = least[other];
                        next = other;
                    }
                }
            }
            for (int other = 0; other <= size; other++) {
                if (used[other]) {
                    rowPotential[rowOf[other]] += step;
                    columnPotential[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        } while (rowOf[column] != 0);
        return column;
    }
}
