package org.videoaction.model.training;

import java.util.ArrayList;
import java.util.List;

/** Which of an epoch's clips, in their order, each step takes, and in which shape. A last, smaller batch is left out. */
record EpochSteps(List<Step> steps) {

    /**
     * A step.
     *
     * @param first the place of its first clip in the epoch's order
     * @param clips how many it takes
     */
    record Step(BatchShape shape, int first, int clips) {

        /** What a partition has of it: as many clips as the others, or one more. */
        Step share(int partition, int partitions) {
            int from = (int) ((long) clips * partition / partitions);
            int to = (int) ((long) clips * (partition + 1) / partitions);
            return new Step(shape, first + from, to - from);
        }
    }

    EpochSteps {
        steps = List.copyOf(steps);
    }

    /**
     * The steps of an epoch.
     *
     * @param size how many clips there are; a batch that would be larger takes all of them
     */
    static EpochSteps of(TrainingPlan plan, int epoch, int size) {
        List<Step> steps = new ArrayList<>();
        int first = 0;
        while (first < size) {
            BatchShape shape = plan.multigrid().shape(epoch, steps.size());
            int clips = Math.min(size, shape.clips(plan.batch()));
            if (first + clips <= size) {
                steps.add(new Step(shape, first, clips));
            } else {
                break;
            }
            first += clips;
        }
        return new EpochSteps(steps);
    }

    int count() {
        return steps.size();
    }

    /** The clips of all steps. */
    int clips() {
        return clips(count());
    }

    /** The clips of the first steps. */
    int clips(int first) {
        return steps.stream().limit(first).mapToInt(Step::clips).sum();
    }
}
