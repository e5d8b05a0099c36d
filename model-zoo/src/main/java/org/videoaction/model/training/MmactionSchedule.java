package org.videoaction.model.training;

/**
 * A learning rate as MMAction2 computes it: the decay changes with whole epochs, and during the warm-up it is multiplied by
 * a factor that rises linearly to 1.
 *
 * @param peak the rate from which the decay starts
 * @param startFactor the warm-up's factor at the first step
 * @param warmUp epochs until it is 1; 0 for none
 */
public record MmactionSchedule(double peak, double startFactor, int warmUp, Rise rise, Decay decay) implements Schedule {

    /** When the warm-up's factor changes and where it ends: MMEngine's and MMCV's habits differ by one step. */
    public enum Rise {
        /** With every step, 1 at the warm-up's last step: MMAction2 1.x with {@code convert_to_iter_based}. */
        BY_STEP,
        /** With every epoch, 1 in the warm-up's last epoch: MMAction2 1.x with {@code by_epoch}. */
        BY_EPOCH,
        /** With every step, 1 at the first step after the warm-up: MMAction2 0.x. */
        BY_STEP_OPEN_ENDED
    }

    @Override
    public double rate(int epoch, int step, int steps) {
        return peak * decay.factor(epoch) * warmUpFactor(epoch, step, steps);
    }

    private double warmUpFactor(int epoch, int step, int steps) {
        if (epoch >= warmUp) {
            return 1;
        }
        double done = (double) epoch * steps + step;
        double share = switch (rise) {
            case BY_STEP -> warmUp * steps == 1 ? 1 : done / (warmUp * steps - 1);
            case BY_EPOCH -> warmUp == 1 ? 1 : (double) epoch / (warmUp - 1);
            case BY_STEP_OPEN_ENDED -> done / (warmUp * steps);
        };
        return startFactor + (1 - startFactor) * share;
    }
}
