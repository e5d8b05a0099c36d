package org.videoaction.model.training;

import java.util.random.RandomGenerator;

/**
 * The beta distribution whose two parameters are equal: a gamma variable over the sum of two of them.
 *
 * @param alpha above 0: below 1 numbers lie near 0 and 1, above it near one half
 */
record SymmetricBeta(double alpha) {

    double draw(RandomGenerator random) {
        double one = gamma(random);
        double both = one + gamma(random);
        // so small an alpha that both are too small for a double
        return both == 0 ? random.nextInt(2) : one / both;
    }

    /** Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000; below 1 by section 6. */
    private double gamma(RandomGenerator random) {
        double factor = alpha < 1 ? Math.pow(random.nextDouble(), 1 / alpha) : 1;
        double d = (alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double cube = Math.pow(1 + c * normal, 3);
            if (cube > 0 && Math.log(random.nextDouble()) < 0.5 * normal * normal + d * (1 - cube + Math.log(cube))) {
                return factor * d * cube;
            }
        }
    }
}
