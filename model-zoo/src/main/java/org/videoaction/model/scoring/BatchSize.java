package org.videoaction.model.scoring;

import org.videoaction.model.network.Architecture;
import org.videoaction.model.network.Complexity;
import org.videoaction.model.network.ForeignNetwork;
import org.videoaction.model.torch.ScoringDevice;

/**
 * How many clips are scored at once, where nobody says. Scores depend on it in their last digits, for libraries add up in
 * another order where there are more clips. So it follows from the network and the clips alone, and not from how long
 * anything takes: the same clips get the same scores, bit for bit, at any time and load.
 *
 * <p>On a CPU a call costs some 5 ms whatever is in it (a SlowFast or CSN network of 50 layers), and beyond that each
 * clip costs about the same. Measured on one core, a clip of 16 x 64 x 64 took a SlowFast network of width 16 10 ms
 * alone, 5.6 ms among 8, 5.2 to 5.8 ms among 16 and 5.6 to 6.1 ms among 32; one of 8 x 112 x 112 took a CSN network of
 * full width 73 to 77 ms alone, 70 to 72 ms among 2 and 85 to 87 ms among 8. So clips are put together up to {@value
 * #WORTH_A_CALL} multiply-accumulates a call. On GPUs as many are taken as may be; halving is what memory asks for.
 */
final class BatchSize {

    /** Multiply-accumulates beside which the cost of a call hardly counts. */
    private static final long WORTH_A_CALL = 500_000_000;

    private BatchSize() {
    }

    /**
     * A power of two, unless {@code most} is less; one clip on CPUs where the network's cost is not known.
     *
     * @param frames of a clip
     * @param side of a clip, the shorter one
     * @param most is never exceeded
     */
    static int of(Architecture architecture, int frames, int side, ScoringDevice.Kind device, int most) {
        if (device != ScoringDevice.Kind.CPU) {
            return most;
        }
        return architecture instanceof ForeignNetwork ? 1
            : of(Complexity.of(architecture.network(), frames, side).multiplyAccumulates(), most);
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
