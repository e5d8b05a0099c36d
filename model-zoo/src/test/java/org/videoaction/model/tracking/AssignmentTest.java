package org.videoaction.model.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {

    @Test
    void pairsAreThoseOfTheLeastSum() {
        // the nearest of row 0 is column 0; giving it to row 1 saves more
        assertThat(Assignment.of(new double[][] {{0.1, 0.2}, {0.1, 0.7}}, 0.8)).containsExactly(1, 0);
    }

    @Test
    void pairsBeyondTheLimitStayApart() {
        assertThat(Assignment.of(new double[][] {{0.1, 0.9}, {0.9, 0.9}}, 0.8)).containsExactly(0, Assignment.NONE);
    }

    @Test
    void thereMayBeMoreOfOneKind() {
        assertThat(Assignment.of(new double[][] {{0.5, 0.1, 0.6}}, 0.8)).containsExactly(1);
        assertThat(Assignment.of(new double[][] {{0.5}, {0.1}, {0.6}}, 0.8)).containsExactly(Assignment.NONE, 0,
            Assignment.NONE);
        assertThat(Assignment.of(new double[2][0], 0.8)).containsExactly(Assignment.NONE, Assignment.NONE);
        assertThat(Assignment.of(new double[0][0], 0.8)).isEmpty();
    }

    @Test
    void noOtherPairingIsCheaper() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            double[][] costs = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
            for (double[] row : costs) {
                for (int column = 0; column < row.length; column++) {
                    row[column] = random.nextDouble();
                }
            }
            int[] pairs = Assignment.of(costs, 0.6);
            assertThat(price(costs, pairs, 0.6)).isEqualTo(cheapest(costs, 0, new boolean[costs[0].length], 0.6),
                org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    /** What pairs save over staying apart, negative. */
    private static double price(double[][] costs, int[] pairs, double limit) {
        double price = 0;
        for (int row = 0; row < pairs.length; row++) {
            price += pairs[row] == Assignment.NONE ? 0 : costs[row][pairs[row]] - limit;
        }
        return price;
    }

    private static double cheapest(double[][] costs, int row, boolean[] taken, double limit) {
        if (row == costs.length) {
            return 0;
        }
        double best = cheapest(costs, row + 1, taken, limit);
        for (int column = 0; column < taken.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.min(best, costs[row][column] - limit + cheapest(costs, row + 1, taken, limit));
                taken[column] = false;
            }
        }
        return best;
    }
}
