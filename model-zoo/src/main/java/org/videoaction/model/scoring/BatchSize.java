package org.videoaction.model.scoring;

import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.ScoringDevice;

/**
 * How many clips are scored at once, where nobody says. Scores depend on it in their last digits, for libraries add up in
 * another order where there are more clips. So it follows from the network and the clips alone, and not from how long
 * anything takes: the same clips get the same scores, bit for bit, at any time and load.
 *
 * <p>On a CPU a call costs about 5 ms whatever is in it (a SlowFast or CSN network of 50 layers), and beyond that each clip
 * costs the same; once the clips of a call take some 50 ms of one core, which is {@value #WORTH_A_CALL} multiply-accumulates,
 * more of them gain less than 5% and then lose what no longer fits the caches. On GPUs more are never slower.
 */
final class BatchSize {

    /** Multiply-accumulates beside which the cost of a call hardly counts. */
    private static final long WORTH_A_CALL = 1_000_000_000;

    private BatchSize() {
    }

    /**
     * A power of two, unless {@code most} is less.
     *
     * @param frames of a clip
     * @param side of a clip, the shorter one
     * @param most is never exceeded
     */
    static int of(Network network, int frames, int side, ScoringDevice.Kind device, int most) {
        return device == ScoringDevice.Kind.CPU
            ? of(Complexity.of(network, frames, side).multiplyAccumulates(), most) : most;
    }

    /** @param multiplyAccumulates of one clip on a CPU */
    static int of(long multiplyAccumulates, int most) {
        int size = 1;
        while (size < most && size * multiplyAccumulates < WORTH_A_CALL) {
            size *= 2;
        }
        return Math.min(size, most);
    }
}
