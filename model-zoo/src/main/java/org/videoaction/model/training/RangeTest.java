package org.videoaction.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.videoaction.data.Progress;
import org.videoaction.data.clip.ClipSource;
import org.videoaction.data.video.VideoException;
import org.videoaction.model.network.Network;
import org.videoaction.model.torch.AdamW;
import org.videoaction.model.torch.TorchLearning;

/**
 * Finds a learning rate (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3): trains for some
 * steps whose rate rises exponentially, until the loss explodes.
 *
 * @param plan that of the training to come
 */
record RangeTest(ClipSource clips, Network network, TrainingPlan plan) {

    static final int STEPS = 100;
    private static final double LEAST = 1e-5;
    private static final double MOST = 10;
    /** AdamW's steps are about as long as the rate, whatever the gradients. */
    private static final double OF_ADAMW = 0.1;
    /** A smoothed loss so many times the lowest one ends the test. */
    private static final double EXPLODED = 4;

    /** The rate of a step, from 0. */
    double rate(int step) {
        double rate = LEAST * Math.pow(MOST / LEAST, step / (STEPS - 1.0));
        return plan.rules().optimizer() instanceof AdamW ? OF_ADAMW * rate : rate;
    }

    /**
     * Runs the test.
     *
     * @param learning is used up
     * @param progress what it throws ends the test
     * @throws TrainingException when the loss is no number from the start
     * @throws IOException when no video can be read
     */
    RateCurve run(TorchLearning learning, Progress progress) throws IOException, TrainingException {
        List<double[]> steps = new ArrayList<>();
        TrainingPlan rising = plan.with(Multigrid.NONE).with(new Averaging.None())
            .with((Schedule) (epoch, step, ofEpoch) -> rate(steps.size()));
        RisingSteps rises = new RisingSteps(steps, progress);
        for (int epoch = 0; !rises.ended; epoch++) {
            EpochRun run = new EpochRun(clips, network, rising, EpochSteps.of(rising, epoch, clips.size()), epoch);
            if (run.run(learning, Tally.NONE, rises).clips() == 0) {
                throw new IOException("None of the videos to train on can be read any more.");
            }
        }
        if (steps.isEmpty()) {
            throw new TrainingException("No learning rate can be found: the loss is no number from the first step on. "
                + "Is the model to start from damaged?");
        }
        return RateCurve.of(steps);
    }

    /** Notes losses until there are enough, or one tells that the rate is too high. */
    private static final class RisingSteps implements EpochRun.Listener<RuntimeException> {

        private final List<double[]> steps;
        private final Progress progress;
        private boolean ended;

        RisingSteps(List<double[]> steps, Progress progress) {
            this.steps = steps;
            this.progress = progress;
        }

        @Override
        public void broken(VideoException problem) {
            // the training that follows says so
        }

        @Override
        public void waiting(Tally tally) {
            progress.report(0, "finding the learning rate, step " + (steps.size() + 1) + " of at most " + STEPS);
        }

        @Override
        public boolean step(double loss, double rate, Tally tally) {
            waiting(tally);
            if (Double.isFinite(loss)) {
                steps.add(new double[] {rate, loss});
            }
            ended = !Double.isFinite(loss) || steps.size() == STEPS || hasExploded();
            return !ended;
        }

        private boolean hasExploded() {
            RateCurve curve = RateCurve.of(steps);
            return curve.points().get(steps.size() - 1).smoothed() > EXPLODED * curve.lowest().smoothed();
        }
    }
}
