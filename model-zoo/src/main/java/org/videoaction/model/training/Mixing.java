package org.videoaction.model.training;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.videoaction.model.torch.Targets;

/**
 * Mixes the clips of a batch, and what is right for them, in pairs: the first with the last, the second with the last but
 * one, all by one share. As in PySlowFast, whose recipes have 0.8, 1, 1 and 0.5.
 *
 * @param mixup the alpha of mixup, which adds up shares of both clips (Zhang et al., "mixup: Beyond Empirical Risk
 *     Minimization", 2018); 0 for never
 * @param cutmix the alpha of CutMix, which puts a box of one clip's frames into the other's (Yun et al., "CutMix", 2019), the
 *     same box in all frames; 0 for never
 * @param probability that a batch is mixed at all
 * @param switching the probability of CutMix where both are on
 */
public record Mixing(double mixup, double cutmix, double probability, double switching) {

    /** Clips stay as they are. */
    public static final Mixing NONE = new Mixing(0, 0, 1, 0.5);

    private static final int LEVELS = 256;

    public Mixing {
        for (double alpha : new double[] {mixup, cutmix}) {
            if (!(alpha >= 0 && Double.isFinite(alpha))) {
                throw new IllegalArgumentException(
                    "The alpha of mixup and of CutMix is not negative, unlike " + alpha + ".");
            }
        }
        for (double chance : new double[] {probability, switching}) {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("Probabilities are from 0 to 1, unlike " + chance + ".");
            }
        }
    }

    /** Whether clips may change. */
    boolean mixes() {
        return mixup > 0 || cutmix > 0;
    }

    /**
     * Mixes a batch in place.
     *
     * @param frames N x C x T x H x W bytes
     * @param targets what is right for each of them
     * @param classes how many the network knows
     * @return what is right then, in shares; the same where clips never change
     */
    Targets mix(ByteBuffer frames, long[] shape, Targets targets, int classes, RandomGenerator random) {
        if (!mixes()) {
            return targets;
        }
        boolean cut = cutmix > 0 && (mixup == 0 || random.nextDouble() < switching);
        double own = random.nextDouble() < probability ? new SymmetricBeta(cut ? cutmix : mixup).draw(random) : 1;
        Pairs pairs = new Pairs(frames, shape);
        if (own < 1 && cut) {
            own = pairs.exchange(Patch.of((int) shape[3], (int) shape[4], own, random));
        } else if (own < 1) {
            pairs.add(own);
        }
        return targets.mixed(own, classes);
    }

    /** Rows and columns of a frame, from the first to before the last. */
    private record Patch(int top, int bottom, int left, int right) {

        /** As large as the other clip's share of a frame, round any pixel, without what lies outside. */
        static Patch of(int height, int width, double own, RandomGenerator random) {
            double side = Math.sqrt(1 - own);
            int halfHeight = (int) (height * side) / 2;
            int halfWidth = (int) (width * side) / 2;
            int y = random.nextInt(height);
            int x = random.nextInt(width);
            return new Patch(Math.max(0, y - halfHeight), Math.min(height, y + halfHeight), Math.max(0, x - halfWidth),
                Math.min(width, x + halfWidth));
        }
    }

    /** The clips of a batch, each with its partner. */
    private record Pairs(ByteBuffer frames, int clips, int planes, int height, int width) {

        Pairs(ByteBuffer frames, long... shape) {
            this(frames, (int) shape[0], (int) (shape[1] * shape[2]), (int) shape[3], (int) shape[4]);
        }

        /** Every clip becomes {@code own} of itself and the rest of its partner. */
        void add(double own) {
            float[] mine = new float[LEVELS];
            float[] others = new float[LEVELS];
            for (int level = 0; level < LEVELS; level++) {
                mine[level] = (float) (own * level);
                others[level] = (float) ((1 - own) * level);
            }
            byte[] first = new byte[height * width];
            byte[] second = new byte[height * width];
            for (int clip = 0; clip < clips / 2; clip++) {
                for (int plane = 0; plane < planes; plane++) {
                    frames.get(plane(clip, plane), first);
                    frames.get(plane(clips - 1 - clip, plane), second);
                    for (int i = 0; i < first.length; i++) {
                        int a = first[i] & 0xff;
                        int b = second[i] & 0xff;
                        first[i] = (byte) (mine[a] + others[b] + 0.5f);
                        second[i] = (byte) (mine[b] + others[a] + 0.5f);
                    }
                    frames.put(plane(clip, plane), first);
                    frames.put(plane(clips - 1 - clip, plane), second);
                }
            }
        }

        /**
         * Every clip gets a part of its partner.
         *
         * @return the share of it that stays its own
         */
        double exchange(Patch patch) {
            byte[] first = new byte[patch.right() - patch.left()];
            byte[] second = new byte[first.length];
            for (int clip = 0; clip < clips / 2; clip++) {
                for (int plane = 0; plane < planes; plane++) {
                    for (int y = patch.top(); y < patch.bottom(); y++) {
                        int here = plane(clip, plane) + y * width + patch.left();
                        int there = plane(clips - 1 - clip, plane) + y * width + patch.left();
                        frames.get(here, first);
                        frames.get(there, second);
                        frames.put(here, second);
                        frames.put(there, first);
                    }
                }
            }
            return 1 - (double) (patch.bottom() - patch.top()) * first.length / (height * width);
        }

        private int plane(int clip, int plane) {
            return (clip * planes + plane) * height * width;
        }
    }
}
