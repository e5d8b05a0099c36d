package org.videoaction.model.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.videoaction.model.torch.LearningRules;
import org.videoaction.model.torch.Optimizer;

/**
 * How a network is trained.
 *
 * @param epochs how often every clip is seen
 * @param batch clips a step; a last, smaller batch of an epoch is left out
 * @param part the largest number of clips that are worked on at once: a step adds up the gradients of its parts, which
 *     takes less memory; as many as {@code batch} for steps in one piece
 * @param gpus how many GPUs share a batch; 0 for the CPU
 * @param balanced whether classes with few clips count more: each class weighs clips / (classes x its clips)
 * @param validateEvery epochs from one look at the validation clips to the next
 * @param patience looks at the validation clips without a better result after which training ends; 0 for never
 * @param multigrid how the shape of batches changes; {@code batch} and {@code part} are those of whole clips
 * @param averaging whether the model is an average
 * @param findsRate whether the schedule's rates are shares of one that a {@link RangeTest} finds first
 * @param seed decides first weights, the clips' order and dropout
 * @param fewVideos what is done about few videos and unequal classes
 * @param byMemory whether the memory decides the batch, in whose place are then the clips that the schedule is meant for
 */
public record TrainingPlan(int epochs, int batch, int part, int gpus, Schedule schedule, LearningRules rules,
    boolean balanced, int validateEvery, int patience, Multigrid multigrid,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Averaging.None.class) Averaging averaging,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean findsRate, long seed,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = FewVideos.class) FewVideos fewVideos,
    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = BatchByMemory.class) BatchByMemory byMemory) {

    public TrainingPlan {
        if (balanced && fewVideos.beta() > 0) {
            throw new IllegalArgumentException(
                "Classes weigh by the number of their clips or by the effective one, not by both.");
        }
        if (epochs < 1 || batch < 1 || part < 1 || gpus < 0) {
            throw new IllegalArgumentException("Training needs at least one epoch and one clip a step.");
        }
        if (validateEvery < 1 || patience < 0) {
            throw new IllegalArgumentException(
                "Validation takes place every epoch or every few epochs, and patience is not negative.");
        }
    }

    /** The model is the last one; nothing is done about few videos and unequal classes. */
    public TrainingPlan(int epochs, int batch, int part, int gpus, Schedule schedule, LearningRules rules,
        boolean balanced, int validateEvery, int patience, Multigrid multigrid, long seed) {
        this(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, multigrid,
            new Averaging.None(), false, seed, FewVideos.OFF, BatchByMemory.OFF);
    }

    /** Steps in one piece on the CPU, by torch's cross-entropy; no early end. */
    public TrainingPlan(int epochs, int batch, Schedule schedule, Optimizer optimizer, long seed) {
        this(epochs, batch, batch, 0, schedule, LearningRules.plain(optimizer), false, 1, 0, Multigrid.NONE, seed);
    }

    /** What is computed on, for people: CPU, GPU or so many GPUs. */
    public String device() {
        return gpus == 0 ? "CPU" : gpus == 1 ? "GPU" : gpus + " GPUs";
    }

    /** The same plan with other rules. */
    public TrainingPlan with(LearningRules otherRules) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, otherRules, balanced, validateEvery, patience,
            multigrid, averaging, findsRate, seed, fewVideos,
            byMemory);
    }

    /** The same plan that ends after as many looks at the validation clips without a better result. */
    public TrainingPlan withPatience(int looks) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, looks,
            multigrid, averaging, findsRate, seed, fewVideos,
            byMemory);
    }

    /** The same plan with batches that change their shape; epochs and schedule are to be those of multigrid training. */
    public TrainingPlan with(Multigrid cycles) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, cycles,
            averaging, findsRate, seed, fewVideos,
            byMemory);
    }

    /** The same plan whose model is an average. */
    public TrainingPlan with(Averaging other) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, multigrid,
            other, findsRate, seed, fewVideos,
            byMemory);
    }

    /** The same plan with other rates. */
    TrainingPlan with(Schedule other) {
        return new TrainingPlan(epochs, batch, part, gpus, other, rules, balanced, validateEvery, patience, multigrid,
            averaging, findsRate, seed, fewVideos,
            byMemory);
    }

    /** The same plan whose rates are shares of one that is found before training. */
    public TrainingPlan findingRate() {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, multigrid,
            averaging, true, seed, fewVideos,
            byMemory);
    }

    /** The same plan for few videos and unequal classes. */
    public TrainingPlan with(FewVideos few) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, multigrid,
            averaging, findsRate, seed, few, byMemory);
    }

    /** The same plan whose batch the memory decides. */
    public TrainingPlan with(BatchByMemory found) {
        return new TrainingPlan(epochs, batch, part, gpus, schedule, rules, balanced, validateEvery, patience, multigrid,
            averaging, findsRate, seed, fewVideos, found);
    }

    /** The plan with a batch that was found. */
    TrainingPlan ofBatch(int found) {
        Schedule scaled = byMemory.scalesRate() ? new ScaledSchedule(schedule, (double) found / batch) : schedule;
        return new TrainingPlan(epochs, found, part < batch ? Math.min(part, found) : found, gpus, scaled, rules, balanced,
            validateEvery, patience, multigrid, averaging, findsRate, seed, fewVideos, BatchByMemory.OFF);
    }

    /**
     * The clips of a batch that are worked on at once. In multigrid training each sub-batch that batch normalisation sees
     * is such a part, which is as large as it is for whole clips: its statistics stay as noisy as they are without, and its
     * memory never grows.
     */
    int part(BatchShape shape) {
        int ofDevice = Math.min(part, (batch + Math.max(1, gpus) - 1) / Math.max(1, gpus));
        return shape.part(ofDevice);
    }
}
